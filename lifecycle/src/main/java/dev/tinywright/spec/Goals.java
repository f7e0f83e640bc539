package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goals as text: {@code >= 90 %}, {@code <= 60 KiB}, {@code <= 20 ms}, {@code <= 2.5 dB}. KB and K mean 1024 bytes, like KiB. */
public final class Goals {
    private static final Pattern BOUND = Pattern.compile("(>=|<=)?\\s*(\\d{1,15}(?:\\.\\d{1,15})?)\\s*([A-Za-z%]*)");

    /** An error is in whatever unit the data has: "dB", "µg/m3", "degrees Celsius". */
    private static final Pattern BOUND_IN_UNIT =
            Pattern.compile("(>=|<=)?\\s*(\\d{1,15}(?:\\.\\d{1,15})?)\\s*([^\\s\\d][^\\n\"]{0,23})?");

    private Goals() {}

    /** Returns the text of a goal as task.yaml has it; {@link #parse} gives the same goal again. */
    public static String text(Goal goal) {
        return (goal.metric().atLeast() ? ">= " : "<= ") + amount(goal, goal.bound());
    }

    /** Returns a measured value or a bound in the unit of a goal. */
    public static String amount(Goal goal, double value) {
        return amount(goal.metric(), value) + (goal.unit().isEmpty() ? "" : " " + goal.unit());
    }

    /** Returns a measured value or a bound of {@code metric} with its unit. */
    public static String amount(Metric metric, double value) {
        return switch (metric) {
            case ACCURACY, MACRO_F1, FALSE_ALARMS, DETECTION ->
                plain(BigDecimal.valueOf(value).movePointRight(2)) + " %";
            case MAE, RMSE, R2 -> plain(BigDecimal.valueOf(value));
            case FLASH, RAM -> bytes(value);
            case LATENCY -> plain(BigDecimal.valueOf(value)) + " ms";
            case BATTERY -> plain(BigDecimal.valueOf(value)) + " h";
        };
    }

    /**
     * Reads the text of a goal.
     *
     * @throws IllegalArgumentException saying what is wrong, where it is no bound for {@code metric}
     */
    public static Goal parse(Metric metric, String text) {
        Matcher matcher = (metric.isInUnitOfTarget() ? BOUND_IN_UNIT : BOUND).matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a bound such as '" + example(metric) + "'");
        }
        String direction = metric.atLeast() ? ">=" : "<=";
        if (matcher.group(1) != null && !matcher.group(1).equals(direction)) {
            throw new IllegalArgumentException(
                    "a goal for " + metric.key() + " is a bound with " + direction + ", '" + text + "' is not");
        }
        if (metric.isInUnitOfTarget()) {
            String unit = matcher.group(3) == null ? "" : matcher.group(3).strip();
            return new Goal(metric, new BigDecimal(matcher.group(2)).doubleValue(), unit);
        }
        double bound = bound(metric, new BigDecimal(matcher.group(2)), matcher.group(3), text);
        if ((metric.isShare() || metric == Metric.R2) && bound > 1) {
            throw new IllegalArgumentException("a goal for " + metric.key() + " is at most "
                    + (metric == Metric.R2 ? "1" : "100 %") + ", '" + text + "' is not");
        }
        return new Goal(metric, bound);
    }

    private static double bound(Metric metric, BigDecimal number, String unitName, String text) {
        Unit unit = unitName.isEmpty()
                ? Unit.NONE
                : Vocabulary.UNITS.getOrDefault(unitName.toLowerCase(Locale.ROOT), Unit.NONE);
        boolean fits =
                switch (metric) {
                    case ACCURACY, MACRO_F1, FALSE_ALARMS, DETECTION -> unit == Unit.PERCENT || unitName.isEmpty();
                    case MAE, RMSE, R2 -> unitName.isEmpty();
                    case FLASH, RAM -> unit.dimension() == Amount.Dimension.MEMORY;
                    case LATENCY, BATTERY -> unit.dimension() == Amount.Dimension.TIME;
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "'" + text + "' lacks a unit that " + metric.key() + " has, as in '" + example(metric) + "'");
        }
        double factor = metric == Metric.BATTERY ? unit.factor() / Unit.HOUR.factor() : unit.factor();
        return unit == Unit.PERCENT ? number.movePointLeft(2).doubleValue() : number.doubleValue() * factor;
    }

    static String example(Metric metric) {
        return switch (metric) {
            case ACCURACY, MACRO_F1, DETECTION -> ">= 90 %";
            case FALSE_ALARMS -> "<= 1 %";
            case MAE, RMSE -> "<= 2.5";
            case R2 -> ">= 0.9";
            case FLASH, RAM -> "<= 60 KiB";
            case LATENCY -> "<= 20 ms";
            case BATTERY -> ">= 336 h";
        };
    }

    private static String bytes(double value) {
        double kib = value / 1024;
        return value >= 1024 && kib * 8 == Math.rint(kib * 8)
                ? plain(BigDecimal.valueOf(kib)) + " KiB"
                : plain(BigDecimal.valueOf(value)) + " B";
    }

    private static String plain(BigDecimal value) {
        BigDecimal cut = value.scale() > 15 ? value.setScale(15, RoundingMode.HALF_EVEN) : value;
        return cut.stripTrailingZeros().toPlainString();
    }
}
