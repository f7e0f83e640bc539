package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.report.ContinuousUse.Chosen;
import dev.tinywright.report.ContinuousUse.Point;
import dev.tinywright.report.ContinuousUse.Tested;
import java.util.Locale;

/** Listening without end: what was chosen, what it costs in false alarms and misses, and what the device did. */
final class ContinuousSection {
    static final String ID = "continuous";

    private static final double LEFT = 56;
    private static final double RIGHT = Drawing.WIDTH - 14;
    private static final double BOTTOM = 214;

    private ContinuousSection() {}

    static Element render(ContinuousUse use) {
        Chosen chosen = use.chosen();
        Tested tested = use.tested();
        Element section = Parts.section(ID, "Continuous use");
        section.add(Parts.paragraph("A window every " + seconds(use.strideSeconds()) + "; the shares of "
                + Numbers.counted(use.averageOver(), "window") + " are averaged, an event is reported from "
                + Numbers.percent(use.threshold()) + " on, and none for " + seconds(use.refractorySeconds())
                + " after it." + quiet(use)));
        section.add(Parts.note(how(chosen)));
        if (!chosen.isMet()) {
            section.add(Parts.callout(
                    "False alarms are more than that.",
                    "No threshold gave so few on the validation recordings; the one with the fewest was taken."));
        }
        Table table = Table.captioned("Events of whole recordings")
                .column("Recordings")
                .number("Events")
                .number("Missed")
                .number("False alarms an hour")
                .number("95\u00a0% bound")
                .number("Minutes heard");
        row(
                table,
                chosen.isAlarm() ? "Validation, with stand-ins for faults" : "Validation",
                chosen.events(),
                chosen.missRate(),
                chosen.falseAlarmsPerHour(),
                chosen.hours());
        row(table, "Test", tested.events(), tested.missRate(), tested.falseAlarmsPerHour(), tested.hours());
        section.add(table.build());
        if (chosen.curve().size() > 1) {
            section.add(Parts.figure("Misses against false alarms, threshold by threshold", curve(use)));
        }
        section.add(Parts.note(
                "The bound is what false alarms an hour are on average at most, with 95\u00a0% confidence, after so few"
                        + " minutes (Poisson)."));
        if (use.windowMillis().isPresent()) {
            section.add(time(use));
        }
        return section.add(Parts.paragraph(proof(tested)));
    }

    private static String how(Chosen chosen) {
        String from = chosen.isAlarm()
                ? "Chosen on normal validation recordings, and on stand-ins for faults, made of these: "
                : "Chosen on the validation recordings: ";
        String allowed = chosen.allowedPerHour().isPresent()
                ? "the fewest misses with at most "
                        + Numbers.significant(chosen.allowedPerHour().getAsDouble(), 3) + " false alarms an hour"
                        + (chosen.isAsked() ? ", as the sentence says." : ", the share of checks that may be wrong.")
                : "the sentence does not say how many false alarms may be, so that one an hour counts as much as half a hundredth of"
                        + " the events that is missed.";
        return from
                + allowed
                + (chosen.isJoined()
                        ? " These are short: they were joined, in an order drawn by the seed."
                        : " Each was read from its beginning to its end.");
    }

    /** Whether a window is done before the next one is due. */
    private static Element time(ContinuousUse use) {
        String text = "Samples and network of one window take about "
                + Numbers.millis(use.windowMillis().getAsDouble()) + " on the board, and the next one is due after "
                + Numbers.millis(1000 * use.strideSeconds());
        return use.keepsUp()
                ? Parts.paragraph(text + ".")
                : Parts.callout("The device cannot keep up.", text + ": take a longer stride, or a smaller network.");
    }

    private static String quiet(ContinuousUse use) {
        return use.quiet().isEmpty() ? "" : " No events: " + String.join(", ", use.quiet()) + ".";
    }

    private static String proof(Tested tested) {
        return tested.core().isEmpty()
                ? "No image for the board's core or RAM pushes recordings here: the figures are the host's, which computes the same."
                : "The test recordings were pushed through the built program in pieces of uneven sizes on "
                        + tested.core() + ": the scores and decisions of "
                        + Numbers.counted(tested.windows(), "window") + " were compared with the host's, bit for bit; "
                        + (tested.mismatches() == 0 ? "nothing differed." : tested.mismatches() + " differed.");
    }

    private static String seconds(double seconds) {
        return Numbers.significant(seconds, 3) + " s";
    }

    private static void row(Table table, String name, long events, double missRate, double alarms, double hours) {
        table.row(
                name,
                Numbers.count(events),
                Numbers.percent(missRate),
                hours == 0 ? "-" : Numbers.significant(alarms, 3),
                hours == 0 ? "-" : Numbers.significant(bound(alarms, hours), 3),
                Numbers.significant(hours * 60, 3));
    }

    private static double bound(double alarms, double hours) {
        return Statistics.mostOnAverage(Math.round(alarms * hours)) / hours;
    }

    private static Element curve(ContinuousUse use) {
        double most = use.chosen().curve().stream()
                .mapToDouble(Point::falseAlarmsPerHour)
                .max()
                .orElse(1);
        Element picture = Drawing.picture(
                250, "Misses against false alarms", "The threshold that was chosen is marked with a line");
        Axis x = Axis.rounded(0, Math.max(most, 1), 5, LEFT, RIGHT);
        Axis y = Axis.rounded(0, 1, 4, BOTTOM, 24);
        Drawing.leftAxis(picture, y, LEFT, RIGHT, Numbers::wholePercent);
        Drawing.bottomAxis(picture, x, BOTTOM, Drawing::tick);
        picture.add(Drawing.text((LEFT + RIGHT) / 2, 247, "middle", "false alarms an hour")
                .with("class", "tick"));
        StringBuilder points = new StringBuilder();
        for (Point point : use.chosen().curve()) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(String.format(
                            Locale.ROOT, "%.1f,%.1f", x.at(point.falseAlarmsPerHour()), y.at(point.missRate())));
        }
        picture.add(Element.of("polyline", "curve l0").with("points", points.toString()));
        double chosen = x.at(use.chosen().falseAlarmsPerHour());
        return picture.add(Drawing.line("mark", chosen, 24, chosen, BOTTOM));
    }

    static ObjectNode json(ContinuousUse use) {
        Chosen chosen = use.chosen();
        Tested tested = use.tested();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ReportJson.number(node, "strideSeconds", use.strideSeconds());
        node.put("averageOver", use.averageOver());
        ReportJson.number(node, "threshold", use.threshold());
        ReportJson.number(node, "refractorySeconds", use.refractorySeconds());
        ArrayNode quiet = node.putArray("quiet");
        use.quiet().forEach(quiet::add);
        rates(node, tested.falseAlarmsPerHour(), tested.missRate(), tested.events(), tested.hours());
        use.windowMillis().ifPresent(millis -> ReportJson.number(node, "windowMillis", millis));
        node.put("keepsUp", use.keepsUp());
        node.put("core", tested.core()).put("windows", tested.windows()).put("mismatches", tested.mismatches());
        ObjectNode validation = node.putObject("validation");
        rates(validation, chosen.falseAlarmsPerHour(), chosen.missRate(), chosen.events(), chosen.hours());
        chosen.allowedPerHour()
                .ifPresent(allowed -> ReportJson.number(validation, "allowedFalseAlarmsPerHour", allowed));
        validation.put("met", chosen.isMet());
        ArrayNode curve = validation.putArray("curve");
        for (Point point : chosen.curve()) {
            ObjectNode entry = curve.addObject();
            ReportJson.number(entry, "threshold", point.threshold());
            ReportJson.number(entry, "falseAlarmsPerHour", point.falseAlarmsPerHour());
            ReportJson.number(entry, "missRate", point.missRate());
        }
        return node;
    }

    private static void rates(ObjectNode node, double alarms, double missRate, long events, double hours) {
        ReportJson.number(node, "falseAlarmsPerHour", alarms);
        if (hours > 0) {
            ReportJson.number(node, "falseAlarmsPerHourBound", bound(alarms, hours));
        }
        ReportJson.number(node, "missRate", missRate);
        node.put("events", events);
        ReportJson.number(node, "hours", hours);
    }
}
