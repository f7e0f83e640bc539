package dev.tinywright.report;

import java.util.Arrays;
import java.util.List;

/** How well the device tells what is not normal: its alarms, the ROC curve, and the scores with the threshold. */
final class AlarmSection {
    private static final int BINS = 40;
    private static final int SHOWN_WRONG = 25;
    private static final double LEFT = 62;
    private static final double RIGHT = Drawing.WIDTH - 14;
    private static final double TOP = 24;
    private static final double BOTTOM = 330;

    private AlarmSection() {}

    static Element render(ReportFacts facts, AlarmResult alarms) {
        Element section = Parts.section("results", "How well it tells what is not normal");
        section.add(Parts.note("All figures are from the test " + facts.example()
                + "s as the device answered them; it learned from normal " + facts.example() + "s alone."));
        section.add(table(facts, alarms));
        section.add(Parts.note(alarms.method() + " " + "A higher score is less normal; from "
                + Numbers.significant(alarms.threshold(), 4) + " on there is an alarm."));
        if (alarms.faults().length == 0) {
            section.add(Parts.callout(
                    "Whether it finds faults is not known.",
                    "The data has no example of a fault. Record some that it should find, even a few, in a folder of"
                            + " their own."));
        }
        Element scores = Parts.figure(
                "Scores of the test " + facts.example()
                        + "s, with the threshold: what lies right of the line raises an alarm",
                histogram(facts, alarms));
        if (alarms.auc().isPresent()) {
            section.add(Parts.columns(
                    Parts.figure("Faults found against false alarms, for every threshold (ROC)", roc(facts, alarms)),
                    scores));
        } else {
            section.add(scores);
        }
        return section.add(wrong(facts));
    }

    private static Element table(ReportFacts facts, AlarmResult alarms) {
        Table table = Table.captioned("Alarms on the test " + facts.example() + "s, with 95 % intervals (Wilson score)")
                .column("Figure")
                .number(Parts.capitalized(facts.example()) + "s")
                .number("Alarms")
                .number("Share");
        table.row(
                "False alarms, of normal " + facts.example() + "s",
                Numbers.count(alarms.normal().length),
                Numbers.count(alarms.falseAlarms()),
                Parts.estimate(alarms.falseAlarmRate()));
        table.row(
                "Faults found",
                Numbers.count(alarms.faults().length),
                Numbers.count(alarms.found()),
                Parts.estimate(alarms.detectionRate()));
        alarms.auc().ifPresent(auc -> table.row("Area under the ROC curve", "", "", Numbers.significant(auc, 4)));
        return table.build();
    }

    private static Element roc(ReportFacts facts, AlarmResult alarms) {
        Axis x = Axis.exact(0, 1, 5, LEFT, RIGHT);
        Axis y = Axis.exact(0, 1, 5, BOTTOM, TOP);
        Element picture = Drawing.picture(
                BOTTOM + 40,
                "Faults found against false alarms",
                "Area under the curve " + Numbers.significant(alarms.auc().orElse(0), 4));
        Drawing.leftAxis(picture, y, LEFT, RIGHT, share -> Drawing.tick(100 * share));
        Drawing.bottomAxis(picture, x, BOTTOM, share -> Drawing.tick(100 * share));
        picture.add(Drawing.line("goal", x.at(0), y.at(0), x.at(1), y.at(1)));
        StringBuilder points = new StringBuilder(point(x, y, 0, 0));
        double[] thresholds = Arrays.copyOf(alarms.normal(), alarms.normal().length + alarms.faults().length);
        System.arraycopy(alarms.faults(), 0, thresholds, alarms.normal().length, alarms.faults().length);
        Arrays.sort(thresholds);
        int step = Math.max(1, thresholds.length / 400);
        for (int i = thresholds.length - 1; i >= 0; i -= step) {
            points.append(' ')
                    .append(point(
                            x,
                            y,
                            AlarmResult.reaching(alarms.normal(), thresholds[i]),
                            AlarmResult.reaching(alarms.faults(), thresholds[i])));
        }
        points.append(' ').append(point(x, y, 1, 1));
        picture.add(Element.of("polyline", "curve l0").with("points", points.toString()));
        picture.add(Element.of("circle", "f1")
                .with("cx", Drawing.decimal(x.at(alarms.falseAlarmRate().value())))
                .with("cy", Drawing.decimal(y.at(alarms.detectionRate().value())))
                .with("r", "5"));
        picture.add(Drawing.text(RIGHT, BOTTOM + 36, "end", "false alarms, % of normal " + facts.example() + "s")
                .with("class", "tick"));
        return picture.add(Drawing.text(0, 11, "start", "faults found, %; the dot is the threshold")
                .with("class", "tick"));
    }

    private static String point(Axis x, Axis y, double falseAlarms, double found) {
        return Drawing.decimal(x.at(falseAlarms)) + "," + Drawing.decimal(y.at(found));
    }

    /** Scores span decades: they are drawn by their logarithm. */
    private static Element histogram(ReportFacts facts, AlarmResult alarms) {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (double[] scores : List.of(alarms.normal(), alarms.faults(), new double[] {alarms.threshold()})) {
            for (double score : scores) {
                least = Math.min(least, logarithm(score, alarms));
                most = Math.max(most, logarithm(score, alarms));
            }
        }
        double room = Math.max(0.05, 0.04 * (most - least));
        Axis x = Axis.exact(least - room, most + room, 5, LEFT, RIGHT);
        int[] normal = counts(alarms.normal(), alarms, x);
        int[] faults = counts(alarms.faults(), alarms, x);
        int fullest = Math.max(
                1,
                Math.max(
                        Arrays.stream(normal).max().orElse(1),
                        Arrays.stream(faults).max().orElse(1)));
        Axis y = Axis.rounded(0, fullest, 5, BOTTOM, TOP);
        Element picture = Drawing.picture(
                BOTTOM + 40,
                "Scores of normal " + facts.example() + "s and of faults",
                "The threshold is " + Numbers.significant(alarms.threshold(), 4));
        Drawing.leftAxis(picture, y, LEFT, RIGHT, Drawing::tick);
        double width = (RIGHT - LEFT) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            bar(picture, "f0", LEFT + bin * width + 0.5, width / 2 - 0.5, y, normal[bin]);
            bar(picture, "f1", LEFT + (bin + 0.5) * width, width / 2 - 0.5, y, faults[bin]);
        }
        double at = x.at(logarithm(alarms.threshold(), alarms));
        picture.add(Drawing.line("goal", at, TOP, at, BOTTOM));
        Drawing.bottomAxis(picture, x, BOTTOM, power -> Drawing.tick(Math.pow(10, power)));
        picture.add(Drawing.text(RIGHT, BOTTOM + 36, "end", "score").with("class", "tick"));
        picture.add(Drawing.text(0, 11, "start", facts.example() + "s").with("class", "tick"));
        picture.add(Drawing.rect("f0", LEFT + 40, 3, 10, 10));
        picture.add(Drawing.text(LEFT + 54, 12, "start", "normal").with("class", "tick"));
        picture.add(Drawing.rect("f1", LEFT + 120, 3, 10, 10));
        return picture.add(Drawing.text(LEFT + 134, 12, "start", "faults").with("class", "tick"));
    }

    private static void bar(Element picture, String colour, double left, double width, Axis y, int count) {
        if (count > 0) {
            picture.add(Drawing.rect(colour, left, y.at(count), width, BOTTOM - y.at(count)));
        }
    }

    private static double logarithm(double score, AlarmResult alarms) {
        return Math.log10(Math.max(score, alarms.threshold() * 1e-4));
    }

    private static int[] counts(double[] scores, AlarmResult alarms, Axis x) {
        int[] counts = new int[BINS];
        for (double score : scores) {
            double share = (logarithm(score, alarms) - x.low()) / (x.high() - x.low());
            counts[Math.clamp((int) (share * BINS), 0, BINS - 1)]++;
        }
        return counts;
    }

    private static Element wrong(ReportFacts facts) {
        Element block = Element.of("div")
                .add(Element.of("h3").text(Parts.capitalized(facts.example()) + "s the device got wrong"));
        if (facts.wrongRows().isEmpty()) {
            return block.add(Parts.paragraph("None."));
        }
        Table table = Table.captioned("False alarms and missed faults")
                .column(Parts.capitalized(facts.example()))
                .column("Is")
                .column("Answer");
        facts.wrongRows().stream()
                .limit(SHOWN_WRONG)
                .forEach(row -> table.row(
                        Parts.name(row.source()),
                        Parts.name(facts.labels().get(row.wanted())),
                        row.got() == 1 ? "false alarm" : "missed"));
        return block.add(table.build());
    }
}
