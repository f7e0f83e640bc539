package dev.tinywright.report;

import dev.tinywright.report.Charts.Curve;
import dev.tinywright.report.ReportFacts.Attempt;
import dev.tinywright.report.ReportFacts.Epoch;
import dev.tinywright.report.ReportFacts.GoalResult;
import dev.tinywright.report.ReportFacts.LayerError;
import dev.tinywright.report.ReportFacts.Quantized;
import dev.tinywright.report.ReportFacts.Training;
import dev.tinywright.report.ReportFacts.Tried;
import dev.tinywright.spec.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the model came to be: attempts, training, quantization. */
final class ModelSection {
    private ModelSection() {}

    static Element attempts(ReportFacts facts) {
        List<Attempt> attempts = facts.attempts().list();
        Element section = Parts.section("attempts", "What was tried");
        boolean alarms = facts.device().alarms().isPresent();
        String quality = facts.number().isPresent() ? "mean error" : alarms ? "stand-ins found" : "accuracy";
        section.add(Parts.note(Numbers.counted(attempts.size(), "attempt") + "; " + quality + " on "
                + facts.attempts().measuredOn()
                + (alarms ? ": the share of examples changed as faults might change them that raise an alarm." : ".")));
        List<Goal> goals = facts.goals().stream().map(GoalResult::goal).toList();
        Optional<Element> chart = AttemptChart.draw(attempts, goals);
        chart.ifPresent(picture ->
                section.add(Parts.figure("Accuracy against flash: circles meet every goal, diamonds do not", picture)));
        long undrawn = attempts.stream()
                .filter(a -> facts.number().isEmpty() && !alarms)
                .filter(a -> a.accuracy().isEmpty() || a.flashBytes().isEmpty())
                .count();
        if (undrawn > 0) {
            section.add(Parts.note(Numbers.counted(undrawn, "attempt") + " without both figures not in the picture."));
        }
        AttemptChart.flashGoalOutside(attempts, goals)
                .ifPresent(bound -> section.add(Parts.note(
                        "The flash goal, " + Numbers.bytes(bound) + ", lies far to the right of the picture.")));
        Table table = Table.captioned("All attempts, in order")
                .number("No.")
                .column("Model", "mid")
                .number(Parts.capitalized(quality))
                .number("Flash")
                .number("RAM")
                .column("Why it was tried", "wide")
                .column("Outcome", "wide");
        for (Attempt attempt : attempts) {
            table.styledRow(attempt.chosen() ? "chosen" : "", row(attempt));
        }
        return section.add(table.build());
    }

    private static Object[] row(Attempt attempt) {
        Element outcome = Element.of("span", attempt.met() ? "yes" : "no").text(attempt.met() ? "\u2713 " : "\u2717 ");
        outcome.add(Parts.name(attempt.outcome()));
        if (attempt.chosen()) {
            outcome = Element.of("span")
                    .add(Element.of("strong").text("chosen"))
                    .text(" ")
                    .add(outcome);
        }
        return new Object[] {
            attempt.number(),
            Parts.name(attempt.model()),
            attempt.accuracy().isPresent()
                    ? Numbers.percent(attempt.accuracy().getAsDouble())
                    : attempt.error().isEmpty() ? "\u2013" : attempt.error(),
            attempt.flashBytes().isPresent()
                    ? Numbers.bytes(attempt.flashBytes().getAsLong())
                    : "\u2013",
            attempt.ramBytes().isPresent() ? Numbers.bytes(attempt.ramBytes().getAsLong()) : "\u2013",
            Parts.name(attempt.why()),
            outcome
        };
    }

    static Element quantized(ReportFacts facts) {
        Quantized quantized = facts.quantized();
        Element section = Parts.section("quantization", "From float to int8");
        section.add(Parts.paragraph(
                facts.number().map(ModelSection::errors).orElseGet(() -> accuracies(facts, quantized))));
        if (!quantized.tried().isEmpty()) {
            section.add(Parts.note(quantized.choice()), tried(quantized));
        }
        if (quantized.layers().isEmpty()) {
            return section;
        }
        return section.add(layers(quantized));
    }

    private static Element tried(Quantized quantized) {
        Table table = Table.captioned("Ways to quantize, in the order in which they were tried")
                .column("Way", "wide")
                .number("Result")
                .column("");
        for (Tried way : quantized.tried()) {
            table.styledRow(way.chosen() ? "chosen" : "", way.how(), way.result(), way.chosen() ? "chosen" : "");
        }
        return table.build();
    }

    private static String errors(NumberResult number) {
        return "The mean error in the test is "
                + number.amount(number.inFloat().mae(), 4) + " in float and "
                + number.amount(number.device().mae(), 4) + " in int8; quantization moves a prediction by "
                + number.amount(number.quantizedError(), 2) + " on average.";
    }

    private static String accuracies(ReportFacts facts, Quantized quantized) {
        double lost = quantized.floatAccuracy() - quantized.int8Accuracy();
        String change = Math.abs(lost) < 0.0005
                ? "Nothing was lost"
                : Numbers.significant(Math.abs(lost) * 100, 2) + " points were " + (lost > 0 ? "lost" : "gained");
        return "Accuracy on the test " + facts.example() + "s is " + Numbers.percent(quantized.floatAccuracy())
                + " in float and " + Numbers.percent(quantized.int8Accuracy()) + " in int8. " + change + ".";
    }

    private static Element layers(Quantized quantized) {
        Table table = Table.captioned(
                        "Error of each layer's int8 output against float, that of the layers before it included; more decibels are better; own share is"
                                + " what the layer itself adds of all rounding")
                .column("Layer")
                .number("Signal to noise")
                .number("Mean error")
                .number("Largest error")
                .number("Own share");
        for (LayerError layer : quantized.layers()) {
            table.row(
                    Parts.name(layer.layer()),
                    decibels(layer.snrDb()),
                    Numbers.significant(layer.meanAbsolute(), 3),
                    Numbers.significant(layer.maxAbsolute(), 3),
                    Numbers.percent(layer.ownShare()));
        }
        return table.build();
    }

    private static String decibels(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f\u00a0dB", value) : "exact";
    }

    static Element training(ReportFacts facts) {
        Training training = facts.training();
        Element section = Parts.section("training", "Training");
        if (training.epochs().isEmpty()) {
            return section.add(Parts.paragraph("No curve was recorded."));
        }
        List<Epoch> epochs = training.epochs();
        List<Curve> losses = new ArrayList<>();
        losses.add(new Curve("training", 0, Epoch::trainingLoss));
        losses.add(new Curve("validation", 1, Epoch::validationLoss));
        Element loss = Charts.curves("Loss by epoch", epochs, training.bestEpoch(), losses, 0, Drawing::tick);
        Element accuracy = Charts.curves(
                facts.number().isPresent() ? "Validation R² by epoch" : "Validation accuracy by epoch",
                epochs,
                training.bestEpoch(),
                List.of(new Curve("validation", 1, Epoch::validationAccuracy)),
                1,
                value -> Numbers.significant(value * 100, 3) + "\u00a0%");
        Element caption = Element.of("figcaption")
                .text("Loss: ")
                .add(key(0, "training"))
                .text(" ")
                .add(key(1, "validation"));
        return section.add(Parts.columns(
                Element.of("figure").add(caption, loss),
                Element.of("figure")
                        .add(
                                Element.of("figcaption")
                                        .text(facts.number().isPresent() ? "R²: " : "Accuracy: ")
                                        .add(key(1, "validation")),
                                accuracy)));
    }

    private static Element key(int colour, String name) {
        return Element.of("span", "key")
                .add(Element.of("span", "swatch b" + colour))
                .text(" " + name);
    }
}
