package dev.tinywright.report;

import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.train.NumberErrors;
import java.util.ArrayList;
import java.util.List;

/** How well the device predicts the number: its errors beside those of yardsticks, in pictures, and the worst rows. */
final class NumberSection {
    private static final int SHOWN_WORST = 25;
    private static final int SHOWN_READINGS = 6;
    private static final int MOST_POINTS = 1500;
    private static final int BINS = 31;
    private static final double LEFT = 62;
    private static final double RIGHT = Drawing.WIDTH - 14;
    private static final double TOP = 24;
    private static final double BOTTOM = 330;

    private NumberSection() {}

    static Element render(ReportFacts facts, NumberResult result) {
        Element section = Parts.section("results", "How well it predicts");
        section.add(Parts.note("All figures are from the test " + facts.example() + "s as the device predicted them."));
        section.add(errors(facts, result));
        result.yardsticks().forEach(yardstick -> addRemark(section, result, yardstick));
        section.add(Parts.columns(
                Parts.figure("Predicted against actual: points on the line are right", scatter(result)),
                Parts.figure(
                        "Errors: " + facts.example() + "s by how far the prediction is off",
                        histogram(facts, result))));
        return section.add(worst(facts, result));
    }

    private static Element errors(ReportFacts facts, NumberResult result) {
        Table table = Table.captioned("Errors on the same test " + facts.example() + "s")
                .column("Predictor")
                .number("Mean absolute error")
                .number("Root mean squared error")
                .number("R²");
        row(table, "chosen", "This model, on the device", result, result.device());
        row(table, "", "The same network in float", result, result.inFloat());
        result.yardsticks().forEach(y -> row(table, "", Parts.capitalized(y.name()), result, y.errors()));
        return table.build();
    }

    private static void row(Table table, String style, String name, NumberResult result, NumberErrors errors) {
        table.styledRow(
                style,
                name,
                result.amount(errors.mae(), 3),
                result.amount(errors.rmse(), 3),
                Numbers.significant(errors.r2(), 3));
    }

    private static void addRemark(Element section, NumberResult result, NumberResult.Yardstick yardstick) {
        if (yardstick.isTheModelsKind()) {
            section.add(Parts.note(
                    "The chosen network is " + yardstick.name() + " itself, in int8: it has no hidden layer."));
        } else if (yardstick.errors().mae() <= result.device().mae()) {
            section.add(Parts.callout(
                    "The model does not beat " + yardstick.name() + ".",
                    "That has a mean error of "
                            + result.amount(yardstick.errors().mae(), 3) + ", the model "
                            + result.amount(result.device().mae(), 3)
                            + ". Something simpler does as well here, or the data holds no more than this."));
        }
    }

    private static Element scatter(NumberResult result) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int i = 0; i < result.wanted().length; i++) {
            low = Math.min(low, Math.min(result.wanted()[i], result.got()[i]));
            high = Math.max(high, Math.max(result.wanted()[i], result.got()[i]));
        }
        Axis x = Axis.rounded(low, high, 5, LEFT, RIGHT);
        Axis y = Axis.rounded(low, high, 5, BOTTOM, TOP);
        Element picture = Drawing.picture(
                BOTTOM + 40,
                "Predicted against actual",
                result.wanted().length + " test rows, R² "
                        + Numbers.significant(result.device().r2(), 3));
        Drawing.leftAxis(picture, y, LEFT, RIGHT, Drawing::tick);
        Drawing.bottomAxis(picture, x, BOTTOM, Drawing::tick);
        picture.add(Drawing.text(RIGHT, BOTTOM + 36, "end", inUnit("actual", result))
                .with("class", "tick"));
        picture.add(Drawing.text(0, 11, "start", inUnit("predicted", result)).with("class", "tick"));
        picture.add(Drawing.line("goal", x.at(x.low()), y.at(x.low()), x.at(x.high()), y.at(x.high())));
        int step = Math.max(1, result.wanted().length / MOST_POINTS);
        for (int i = 0; i < result.wanted().length; i += step) {
            picture.add(Element.of("circle", "f0")
                    .with("cx", Drawing.decimal(x.at(result.wanted()[i])))
                    .with("cy", Drawing.decimal(y.at(result.got()[i])))
                    .with("r", "2"));
        }
        return picture;
    }

    private static String inUnit(String what, NumberResult result) {
        return what + (result.unit().isEmpty() ? "" : ", " + result.unit());
    }

    private static Element histogram(ReportFacts facts, NumberResult result) {
        double most = 0;
        for (int i = 0; i < result.wanted().length; i++) {
            most = Math.max(most, Math.abs(result.got()[i] - result.wanted()[i]));
        }
        Axis x = Axis.exact(-most, most, 6, LEFT, RIGHT);
        int[] counts = new int[BINS];
        for (int i = 0; i < result.wanted().length; i++) {
            double share = (result.got()[i] - result.wanted()[i] - x.low()) / (x.high() - x.low());
            counts[Math.clamp((int) (share * BINS), 0, BINS - 1)]++;
        }
        int fullest = 1;
        for (int count : counts) {
            fullest = Math.max(fullest, count);
        }
        Axis y = Axis.rounded(0, fullest, 5, BOTTOM, TOP);
        Element picture = Drawing.picture(
                BOTTOM + 40,
                "Errors of the predictions",
                "From " + Drawing.tick(-most) + " to " + Drawing.tick(most) + ", mean absolute error "
                        + result.amount(result.device().mae(), 3));
        Drawing.leftAxis(picture, y, LEFT, RIGHT, Drawing::tick);
        double width = (RIGHT - LEFT) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double top = y.at(counts[bin]);
            picture.add(Drawing.rect("f0", LEFT + bin * width + 0.5, top, width - 1, BOTTOM - top));
        }
        Drawing.bottomAxis(picture, x, BOTTOM, Drawing::tick);
        picture.add(Drawing.text(RIGHT, BOTTOM + 36, "end", inUnit("predicted less actual", result))
                .with("class", "tick"));
        return picture.add(Drawing.text(0, 11, "start", facts.example() + "s").with("class", "tick"));
    }

    private static Element worst(ReportFacts facts, NumberResult result) {
        List<Column> columns = facts.data().columns();
        int readings = Math.min(SHOWN_READINGS, columns.size());
        Table table = Table.captioned(Parts.capitalized(facts.example()) + "s that the device is furthest off at")
                .column(Parts.capitalized(facts.example()))
                .number(Parts.capitalized(inUnit("actual", result)))
                .number(Parts.capitalized(inUnit("predicted", result)))
                .number(Parts.capitalized(inUnit("error", result)));
        columns.subList(0, readings).forEach(column -> table.number(Drawing.fit(column.name(), 130)));
        result.worst().stream().limit(SHOWN_WORST).forEach(row -> {
            List<Object> cells = new ArrayList<>(List.of(
                    Parts.name(row.source()),
                    Numbers.significant(row.wanted(), 5),
                    Numbers.significant(row.got(), 5),
                    Numbers.significant((double) row.got() - row.wanted(), 3)));
            for (int i = 0; i < readings; i++) {
                cells.add(
                        i < row.readings().size()
                                ? Numbers.significant(row.readings().get(i), 5)
                                : "");
            }
            table.row(cells.toArray());
        });
        return table.build();
    }
}
