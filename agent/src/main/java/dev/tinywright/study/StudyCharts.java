package dev.tinywright.study;

import dev.tinywright.report.Drawing;
import dev.tinywright.report.Element;
import dev.tinywright.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The pictures of a study. */
final class StudyCharts {
    private static final double LEFT = 150;
    private static final double RIGHT = Drawing.WIDTH - 60;
    private static final double ROW = 22;

    private StudyCharts() {}

    /** A criterion with its colour. */
    private record Series(String name, int colour, Predicate<StudyRun.Outcome> success) {}

    private static final List<Series> SERIES = List.of(
            new Series("theirs, first", 7, StudyRun.Outcome::theirsFirst),
            new Series("theirs", 1, StudyRun.Outcome::theirs),
            new Series("ours, first", 4, StudyRun.Outcome::first),
            new Series("ours", 0, StudyRun.Outcome::ours));

    /** One picture a stage: an interval for each level and criterion, on a scale from 0 to 100 %. */
    static List<Element> success(StudyResult result) {
        List<Element> figures = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<StudyResult.Cell> cells = result.cells().stream()
                    .filter(cell -> cell.stage() == stage)
                    .toList();
            if (!cells.isEmpty()) {
                figures.add(Element.of("figure").child("figcaption", stage.id()).add(success(stage, cells)));
            }
        }
        return figures;
    }

    private static Element success(Stage stage, List<StudyResult.Cell> cells) {
        double height = cells.size() * (SERIES.size() * ROW + 10);
        Element picture = Drawing.picture(
                height + 26, "Success of stage " + stage.id(), "Shares with 95 % intervals, by level and criterion");
        for (int tick = 0; tick <= 100; tick += 25) {
            picture.add(Drawing.line("grid", x(tick / 100.0), 0, x(tick / 100.0), height));
            picture.add(Drawing.text(x(tick / 100.0), height + 16, "middle", tick + " %")
                    .with("class", "tick"));
        }
        double y = 0;
        for (StudyResult.Cell cell : cells) {
            for (Series series : SERIES) {
                interval(picture, cell, series, y);
                y += ROW;
            }
            picture.add(Drawing.line("grid", 0, y + 3, Drawing.WIDTH, y + 3));
            y += 10;
        }
        return picture;
    }

    private static double x(double share) {
        return LEFT + share * (RIGHT - LEFT);
    }

    private static void interval(Element picture, StudyResult.Cell cell, Series series, double y) {
        Statistics.Estimate share = cell.share(series.success());
        picture.add(Drawing.text(LEFT - 8, y + 15, "end", cell.level().id() + ": " + series.name()));
        picture.add(Drawing.rect(
                        "area f" + series.colour(), x(share.low()), y + 5, x(share.high()) - x(share.low()), ROW - 10)
                .with("rx", 3));
        picture.add(Drawing.rect("met", x(share.value()) - 1.5, y + 2, 3, ROW - 4));
        picture.add(Drawing.text(
                        RIGHT + 8,
                        y + 15,
                        "start",
                        cell.hits(series.success()) + "/" + cell.runs().size())
                .with("class", "n"));
    }

    static Element tokens(StudyResult result) {
        List<StudyResult.Cell> cells = result.cells().stream()
                .filter(cell -> cell.tokensPerSuccess().isPresent())
                .toList();
        List<Bar> bars = cells.stream()
                .map(cell -> new Bar(
                        cell.stage().id() + ", " + cell.level().id(),
                        cell.tokensPerSuccess().orElse(0)))
                .toList();
        return Element.of("figure").add(bars("Tokens for each success", bars));
    }

    static Element failures(StudyResult result) {
        List<Bar> bars = result.failures().entrySet().stream()
                .map((Map.Entry<String, Integer> e) -> new Bar(e.getKey(), e.getValue()))
                .toList();
        return Element.of("figure").add(bars("Runs with each kind of failure", bars));
    }

    private record Bar(String name, double value) {}

    private static Element bars(String title, List<Bar> bars) {
        if (bars.isEmpty()) {
            return Element.of("p").text("None.");
        }
        double left = 190;
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        Element picture = Drawing.picture(bars.size() * ROW + 6, title, bars.size() + " bars");
        for (int i = 0; i < bars.size(); i++) {
            double y = i * ROW;
            double length = (RIGHT - left) * bars.get(i).value() / Math.max(most, 1);
            picture.add(Drawing.text(left - 8, y + 15, "end", bars.get(i).name()));
            picture.add(Drawing.rect("f0", left, y + 4, Math.max(1, length), ROW - 8));
            picture.add(Drawing.text(
                            left + length + 7,
                            y + 15,
                            "start",
                            String.format(Locale.ROOT, "%,.0f", bars.get(i).value()))
                    .with("class", "n"));
        }
        return picture;
    }
}
