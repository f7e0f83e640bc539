package dev.tinywright.study;

import dev.tinywright.report.Element;
import dev.tinywright.report.Page;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code study.html}: one file, readable on a phone, light and dark. */
final class StudyPage {
    private StudyPage() {}

    static String render(StudyResult result) {
        Element main = Element.of("main")
                .add(head(result))
                .add(section("success", "Success")
                        .add(
                                Element.of("p")
                                        .text(
                                                "Each bar is Wilson's 95 % interval, the mark in it the share that was counted. "
                                                        + "Theirs: it ran, it compiled. Ours: it met the goals on the device and behaved."))
                        .add(Element.of("div", "columns").add(StudyCharts.success(result)))
                        .add(criteria(result)))
                .add(section("numbers", "Numbers").add(numbers(result)))
                .add(section("tokens", "Tokens for each success")
                        .add(Element.of("p")
                                .text("Tokens of all runs, failed ones too, for each success by our criterion."))
                        .add(StudyCharts.tokens(result)))
                .add(section("failures", "Failures by kind")
                        .add(Element.of("p")
                                .text("Runs in which an answer had this fault, whether or not it was repaired."))
                        .add(StudyCharts.failures(result))
                        .add(endings(result)));
        return Page.document("Study of " + result.model() + " - Tinywright", main);
    }

    private static Element head(StudyResult result) {
        int runs = result.cells().stream().mapToInt(cell -> cell.runs().size()).sum();
        Element head = Element.of("section")
                .add(Element.of("h1").text("Study of ").name(result.model()))
                .add(Element.of("p", "lead")
                        .text("The case study of arXiv:2501.12420, repeated: " + runs + " runs, " + result.wantedRuns()
                                + " of each stage and level wanted. Data: ")
                        .name(result.data()))
                .add(Element.of("blockquote").text(result.sentence()));
        return result.ended().isEmpty()
                ? head
                : head.add(Element.of("p", "callout").text("It ended early: " + result.ended()));
    }

    private static Element section(String id, String title) {
        return Element.of("section").with("id", id).child("h2", title);
    }

    private static Element criteria(StudyResult result) {
        Element body = Element.of("tbody");
        result.cells().stream()
                .map(StudyResult.Cell::stage)
                .distinct()
                .forEach(stage -> body.add(Element.of("tr")
                        .child("th", stage.id())
                        .child("td", stage.theirs())
                        .child("td", stage.ours())));
        return table(List.of("Stage", "Theirs", "Ours"), body);
    }

    private static Element numbers(StudyResult result) {
        Element body = Element.of("tbody");
        result.cells().forEach(cell -> body.add(row(cell)));
        return table(
                List.of(
                        "Stage",
                        "Level",
                        "n",
                        "Theirs, first",
                        "Theirs",
                        "Ours, first",
                        "With rules",
                        "Ours",
                        "Calls",
                        "Tokens in",
                        "Tokens out",
                        "Seconds",
                        "Dollars for a success"),
                body);
    }

    private static Element row(StudyResult.Cell cell) {
        double n = cell.runs().size();
        StudyRun.Cost total = cell.total();
        return Element.of("tr")
                .child("th", cell.stage().id())
                .child("td", cell.level().id())
                .add(figure(Integer.toString(cell.runs().size())))
                .add(share(cell, StudyRun.Outcome::theirsFirst))
                .add(share(cell, StudyRun.Outcome::theirs))
                .add(share(cell, StudyRun.Outcome::first))
                .add(share(cell, StudyRun.Outcome::firstWithRules))
                .add(share(cell, StudyRun.Outcome::ours))
                .add(figure(String.format(Locale.ROOT, "%.1f", total.calls() / n)))
                .add(figure(String.format(Locale.ROOT, "%.0f", total.inputTokens() / n)))
                .add(figure(String.format(Locale.ROOT, "%.0f", total.outputTokens() / n)))
                .add(figure(String.format(Locale.ROOT, "%.1f", total.seconds() / n)))
                .add(figure(StudyTable.number("%.4f", cell.dollarsPerSuccess())));
    }

    private static Element share(StudyResult.Cell cell, Predicate<StudyRun.Outcome> success) {
        return figure(StudyTable.share(cell, success));
    }

    private static Element figure(String text) {
        return Element.of("td", "n").text(text);
    }

    private static Element endings(StudyResult result) {
        Element body = Element.of("tbody");
        result.cells().stream()
                .flatMap(cell -> cell.runs().stream())
                .filter(run -> !run.outcome().ours())
                .limit(200)
                .forEach(run -> body.add(Element.of("tr")
                        .child("th", run.stage().id() + ", " + run.level().id() + ", " + run.number())
                        .child("td", String.join(", ", run.failures()))
                        .add(Element.of("td").name(run.ended()))));
        return table(List.of("Failed run", "Kinds", "How it ended"), body);
    }

    private static Element table(List<String> titles, Element body) {
        Element head = Element.of("tr");
        titles.forEach(title -> head.child("th", title));
        return Element.of("div", "scroll")
                .with("tabindex", "0")
                .add(Element.of("table").add(Element.of("thead").add(head), body));
    }
}
