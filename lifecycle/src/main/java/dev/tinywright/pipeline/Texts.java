package dev.tinywright.pipeline;

import dev.tinywright.application.Expectations;
import dev.tinywright.data.Framing;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.CaptureBlocks;
import dev.tinywright.plan.Measurement;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Relaxation;
import dev.tinywright.sensor.Binding;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Goals;
import dev.tinywright.train.TrainSettings.Teacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Short forms of records for people: the same in the terminal, the report and {@code explain}. */
public final class Texts {
    public static final String VERSION = "0.1.0";

    private Texts() {}

    /** Returns "16-8-3" with what else sets a plan apart: "16-8-3, pairs, taught by a forest". */
    public static String model(Plan plan) {
        StringBuilder text = new StringBuilder(
                plan.model().getFirst() instanceof Layer.Whole whole ? whole(whole) : LayerText.brief(plan.model()));
        features(plan.features()).forEach(feature -> text.append(", ").append(feature));
        if (plan.framing() instanceof Framing.Picture picture) {
            text.append(", ").append(picture.width()).append(" x ").append(picture.height());
            text.append(picture.channels() == 1 ? " grey" : "");
        }
        if (plan.train().teacher() == Teacher.FOREST) {
            text.append(", taught by a forest");
        }
        return text.toString();
    }

    private static String whole(Layer.Whole model) {
        return switch (model) {
            case Layer.Forest(int trees, int depth, int leaves) ->
                (trees == 1 ? "tree" : "forest of " + trees + " trees") + ", depth " + depth + ", " + leaves
                        + " leaves";
            case Layer.KMeans(int clusters) -> "k-means, " + clusters + " clusters";
            case Layer.Gaussian(boolean full) -> "gaussian, " + (full ? "full" : "diagonal") + " covariance";
        };
    }

    static List<String> features(List<InputStep> steps) {
        return steps.stream()
                .flatMap(step -> switch (step) {
                    case InputStep.Standardize ignored -> java.util.stream.Stream.<String>empty();
                    case InputStep.MinMax ignored -> java.util.stream.Stream.of("min-max");
                    case InputStep.RobustScale ignored -> java.util.stream.Stream.of("robust scale");
                    case InputStep.Log ignored -> java.util.stream.Stream.of("log");
                    case InputStep.Pairs ignored -> java.util.stream.Stream.of("pairs");
                    case InputStep.ClipOutliers ignored -> java.util.stream.Stream.of("clipped");
                    case InputStep.Derive derive -> java.util.stream.Stream.of(derive.name());
                    case InputStep.Impute ignored -> java.util.stream.Stream.<String>empty();
                    case SignalStep signal -> java.util.stream.Stream.of(CaptureBlocks.brief(signal));
                    case PictureStep picture -> java.util.stream.Stream.of(CaptureBlocks.brief(picture));
                })
                .toList();
    }

    /** Returns one line on an attempt for the terminal. */
    static String attempt(Attempt attempt) {
        String head = String.format(Locale.ROOT, "  %2d  %-34s ", attempt.number(), model(attempt.plan()));
        return head
                + switch (attempt.outcome()) {
                    case Attempt.Measured(Measurement m, var _) ->
                        String.format(
                                Locale.ROOT,
                                "%s  %6d B flash  %5d B RAM",
                                quality(m),
                                m.flashBytes(),
                                m.ramBytes() + m.stackBytes());
                    case Attempt.Failed(var diagnosis) -> "failed: " + diagnosis.what();
                };
    }

    /** Returns how right an attempt was on the validation rows: "97.1 %", or "mean error 1.83 dB". */
    static String quality(Measurement m) {
        if (m.alarms().isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "%.1f %% false alarms, %.1f %% of stand-ins found",
                    m.alarms().get().falseAlarms() * 100,
                    m.alarms().get().standInsFound() * 100);
        }
        return m.errors()
                .map(errors -> String.format(
                        Locale.ROOT, "mean error %.3g %s", errors.device().mae(), errors.unit()))
                .orElseGet(() -> String.format(Locale.ROOT, "%6.1f %%", m.accuracy() * 100));
    }

    /** Returns a figure with a unit that may be empty. */
    static String amount(double value, String unit) {
        return String.format(Locale.ROOT, "%.3g %s", value, unit).strip();
    }

    /** Returns a goal's bound as task.yaml writes it: ">= 90 %", "<= 20 KiB". */
    public static String bound(Goal goal) {
        return Goals.text(goal);
    }

    /** Returns "accuracy from >= 95.0 % to >= 93.1 %, which this result reaches". */
    static String relaxation(Relaxation option) {
        String changes = option.changes().stream()
                .map(change -> change.wanted().metric().key() + " from " + bound(change.wanted()) + " to "
                        + bound(change.enough()))
                .collect(Collectors.joining(" and "));
        return changes
                + (option.tested()
                        ? ", which this result reaches"
                        : ", which attempt %d should reach, going by the validation rows".formatted(option.attempt()));
    }

    /** Returns a figure in the unit of a goal's metric. */
    public static String value(Goal goal, double value) {
        return switch (goal.metric()) {
            case ACCURACY, MACRO_F1, FALSE_ALARMS, DETECTION -> String.format(Locale.ROOT, "%.1f %%", value * 100);
            case MAE, RMSE, R2 ->
                String.format(Locale.ROOT, "%.3g %s", value, goal.unit()).strip();
            case FLASH, RAM -> bytes(value);
            case LATENCY -> String.format(Locale.ROOT, "%.3g ms", value);
            case BATTERY -> String.format(Locale.ROOT, "%.0f h", value);
        };
    }

    private static String bytes(double value) {
        return value < 10_000
                ? String.format(Locale.ROOT, "%.0f B", value)
                : String.format(Locale.ROOT, "%.1f KiB", value / 1024);
    }

    /** Returns a float literal of C that keeps the value; NaN is the application's own business. */
    static String reading(double value) {
        return Double.isFinite(value) ? (float) value + "f" : "NAN";
    }

    /** Returns "a line 'apple'; LED_BUILTIN high". */
    static String expected(Expectations.Expected expected) {
        List<String> parts = new ArrayList<>();
        expected.line().ifPresent(line -> parts.add("a line " + line));
        expected.pins()
                .forEach((pin, level) -> parts.add(pin + " " + level.name().toLowerCase(Locale.ROOT)));
        if (expected.silent()) {
            parts.add("no line of another answer");
        }
        return parts.isEmpty() ? "anything" : String.join("; ", parts);
    }

    /** Returns "APDS9960 colour sensor: red, green, blue". */
    static String origin(Binding binding, int inputs) {
        if (binding.origin() == Binding.Origin.SERIAL_LINES) {
            return "lines of " + inputs + (inputs == 1 ? " number" : " numbers") + " on the serial port";
        }
        return binding.sensors().stream()
                .map(sensor -> binding.wires().stream()
                        .filter(wire -> wire.sensor().equals(sensor))
                        .map(wire -> wire.channel().name())
                        .collect(Collectors.joining(", ", sensor.name() + ": ", "")))
                .collect(Collectors.joining("; "));
    }
}
