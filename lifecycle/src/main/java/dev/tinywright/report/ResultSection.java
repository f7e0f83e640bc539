package dev.tinywright.report;

import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.ReportFacts.TestRow;
import dev.tinywright.report.ReportFacts.Yardstick;
import dev.tinywright.report.Statistics.ClassFigures;
import java.util.ArrayList;
import java.util.List;

/** How well the device classifies: against yardsticks, by class, row by row. */
final class ResultSection {
    private static final int SHOWN_WRONG = 25;
    private static final int SHOWN_READINGS = 6;

    private ResultSection() {}

    static Element render(ReportFacts facts) {
        Element section = Parts.section("results", "How well it classifies");
        section.add(
                Parts.note("All figures are from the test " + facts.example() + "s as the device classified them."));
        int[][] confusion = Statistics.confusion(facts.test(), facts.labels().size());
        addYardsticks(section, facts);
        section.add(matrix(facts, confusion));
        section.add(perClass(facts, Statistics.perClass(confusion)));
        addRoc(section, facts);
        addWrong(section, facts);
        return section;
    }

    /** Returns examples with their answers, and how they lie to each other, whatever is told of them. */
    static List<Element> examples(ReportFacts facts) {
        List<Element> parts = new ArrayList<>();
        facts.details().gallery().ifPresent(gallery -> parts.addAll(GallerySection.answers(facts, gallery)));
        facts.details().embedding().ifPresent(embedding -> addEmbedding(parts, facts, embedding));
        return parts;
    }

    private static void addYardsticks(Element section, ReportFacts facts) {
        Table table = Table.captioned("Beside simple yardsticks, on the same test " + facts.example() + "s")
                .column("Classifier")
                .number("Accuracy")
                .number(Parts.capitalized(facts.example()) + "s right")
                .column("", "bars");
        table.styledRow(
                "chosen",
                "This model, on the device",
                Numbers.percent(facts.accuracy()),
                Numbers.count(facts.correct()),
                bar(facts.accuracy()));
        for (Yardstick yardstick : facts.yardsticks()) {
            long right = Math.round(yardstick.accuracy() * facts.test().size());
            table.row(
                    Parts.capitalized(yardstick.name()),
                    Numbers.percent(yardstick.accuracy()),
                    Numbers.count(right),
                    bar(yardstick.accuracy()));
        }
        section.add(table.build());
        for (Yardstick yardstick : facts.yardsticks()) {
            if (yardstick.isTheModelsKind()) {
                section.add(Parts.note(
                        "The chosen network is " + yardstick.name() + " itself, in int8: it has no hidden layer."));
            } else if (yardstick.accuracy() >= facts.accuracy()) {
                section.add(Parts.callout(
                        "The model does not beat " + yardstick.name() + ".",
                        "That reaches " + Numbers.percent(yardstick.accuracy()) + ", the model "
                                + Numbers.percent(facts.accuracy())
                                + ". Something simpler does as well here, or the data holds no more than this."));
            }
        }
    }

    private static Element bar(double share) {
        Element picture = Element.of("svg", "bar")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("viewBox", "0 0 100 8")
                .with("preserveAspectRatio", "none")
                .with("aria-hidden", "true");
        return picture.add(Drawing.rect("track", 0, 0, 100, 8), Drawing.rect("f0", 0, 0, 100 * share, 8));
    }

    private static Element matrix(ReportFacts facts, int[][] confusion) {
        List<String> labels = facts.labels();
        Element head =
                Element.of("tr").add(Element.of("th").with("scope", "col").text("wanted \u2193  got \u2192"));
        for (int i = 0; i < labels.size(); i++) {
            head.add(Element.of("th")
                    .with("scope", "col")
                    .with("title", labels.get(i))
                    .add(Parts.name(Drawing.fit(labels.get(i), 90))));
        }
        Element body = Element.of("tbody");
        for (int wanted = 0; wanted < labels.size(); wanted++) {
            body.add(matrixRow(labels, confusion, wanted));
        }
        String caption =
                "Confusion matrix: test " + facts.example() + "s by the class they are of and the class they got";
        Element table = Element.of("table", labels.size() > 10 ? "matrix dense" : "matrix")
                .child("caption", caption)
                .add(Element.of("thead").add(head), body);
        return Element.of("div", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption)
                .add(table);
    }

    private static Element matrixRow(List<String> labels, int[][] confusion, int wanted) {
        Element row = Element.of("tr")
                .add(Element.of("th")
                        .with("scope", "row")
                        .with("title", labels.get(wanted))
                        .add(Parts.name(Drawing.fit(labels.get(wanted), 160))));
        int total = 0;
        for (int count : confusion[wanted]) {
            total += count;
        }
        for (int got = 0; got < labels.size(); got++) {
            int count = confusion[wanted][got];
            String cssClass = (wanted == got ? "right h" : "wrong h") + level(count, total);
            row.add(Element.of("td", cssClass).text(count == 0 ? "\u00b7" : Numbers.count(count)));
        }
        return row;
    }

    /** Returns a shade from 0 to 6: the share of the row in steps, and at least 1 for any row at all. */
    private static int level(int count, int total) {
        return count == 0 ? 0 : 1 + (int) Math.min(5, Math.floor(5.0 * count / total + 0.5));
    }

    private static Element perClass(ReportFacts facts, List<ClassFigures> figures) {
        List<String> labels = facts.labels();
        Table table = Table.captioned("Each class, with 95 % intervals (Wilson score; for F1 by way of it)")
                .column("Class")
                .number("Test " + facts.example() + "s")
                .number("Precision")
                .number("Recall")
                .number("F1");
        for (int i = 0; i < labels.size(); i++) {
            ClassFigures f = figures.get(i);
            table.row(
                    Parts.name(labels.get(i)),
                    Numbers.count(f.support()),
                    Parts.estimate(f.precision()),
                    Parts.estimate(f.recall()),
                    Parts.estimate(f.f1()));
        }
        String macro = Numbers.percent(Statistics.macroF1(figures));
        return table.styledRow("sum", "Mean of the classes", "", "", "", macro).build();
    }

    private static void addRoc(Element section, ReportFacts facts) {
        Roc.of(facts.test(), facts.labels().size()).ifPresent(roc -> {
            section.add(Element.of("figure")
                    .add(Element.of("figcaption")
                            .text("Share of ")
                            .add(Parts.name(facts.labels().get(1)))
                            .text(" found against false alarms, as the threshold moves; area under the curve "
                                    + Numbers.significant(roc.area(), 3)))
                    .add(PlaneCharts.roc(roc, facts.labels())));
        });
    }

    private static void addEmbedding(List<Element> parts, ReportFacts facts, Embedding embedding) {
        int shown = embedding.points().size();
        parts.add(Element.of("h3").text("How the classes lie to each other"));
        parts.add(Parts.note("Each mark is a test " + facts.example() + ", placed by the two directions in which the"
                + " network's input varies most (principal components), which hold "
                + Numbers.percent(embedding.firstShare() + embedding.secondShare())
                + " of its variance. Ringed ones were misclassified."
                + (shown < embedding.of()
                        ? " " + Numbers.count(shown) + " of " + Numbers.count(embedding.of()) + " are shown."
                        : "")));
        parts.add(PlaneCharts.key(facts.labels()));
        parts.add(Element.of("figure").add(PlaneCharts.embedding(embedding, facts.labels())));
    }

    private static void addWrong(Element section, ReportFacts facts) {
        List<TestRow> wrong = facts.wrongRows();
        section.add(Element.of("h3").text("Misclassified " + facts.example() + "s"));
        if (wrong.isEmpty()) {
            section.add(Parts.paragraph(
                    "None: all " + Numbers.counted(facts.test().size(), "test " + facts.example()) + " are right."));
            return;
        }
        List<Column> columns = facts.data().columns();
        int readings = Math.min(SHOWN_READINGS, columns.size());
        Table table = Table.captioned(Parts.capitalized(facts.example()) + "s the device got wrong, the surest first")
                .column(Parts.capitalized(facts.example()))
                .column("Wanted")
                .column("Got")
                .number("Confidence");
        for (Column column : columns.subList(0, readings)) {
            table.number(Drawing.fit(column.name(), 130));
        }
        wrong.stream().limit(SHOWN_WRONG).forEach(row -> table.row(cells(row, facts.labels(), readings)));
        section.add(table.build());
        String more = wrong.size() > SHOWN_WRONG
                ? Numbers.counted(wrong.size() - SHOWN_WRONG, "more " + facts.example()) + " in report.json. "
                : "";
        String hidden = columns.size() > readings
                ? Numbers.counted(columns.size() - readings, "more reading") + " not shown."
                : "";
        if (!(more + hidden).isEmpty()) {
            section.add(Parts.note((more + hidden).strip()));
        }
    }

    private static Object[] cells(TestRow row, List<String> labels, int readings) {
        List<Object> cells = new ArrayList<>(List.of(
                Parts.name(row.source()),
                Parts.name(labels.get(row.wanted())),
                Parts.name(labels.get(row.got())),
                Numbers.percent(row.confidence())));
        for (int i = 0; i < readings; i++) {
            cells.add(
                    i < row.readings().size()
                            ? Numbers.significant(row.readings().get(i), 5)
                            : "");
        }
        return cells.toArray();
    }
}
