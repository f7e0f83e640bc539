package dev.tinywright.report;

import dev.tinywright.report.ReportFacts.GoalResult;
import dev.tinywright.spec.Metric;

/** Goals in words. */
final class Goals {
    private static final String SPACE = "\u00a0";

    private Goals() {}

    static String name(Metric metric) {
        return switch (metric) {
            case ACCURACY -> "Accuracy";
            case MACRO_F1 -> "Macro F1";
            case FALSE_ALARMS -> "False alarms";
            case DETECTION -> "Faults found";
            case MAE -> "Mean absolute error";
            case RMSE -> "Root mean squared error";
            case R2 -> "R²";
            case FLASH -> "Flash";
            case RAM -> "RAM";
            case LATENCY -> "Latency";
            case BATTERY -> "Battery life";
        };
    }

    static String wanted(GoalResult result) {
        Metric metric = result.goal().metric();
        return (metric.atLeast() ? "\u2265" : "\u2264")
                + SPACE
                + bound(metric, result.goal().bound())
                + unit(result);
    }

    /** Returns a bound as people write it: "85 %", where a measured share has a digit more. */
    static String bound(Metric metric, double bound) {
        return isShare(metric) ? Numbers.significant(bound * 100, 3) + SPACE + "%" : value(metric, bound);
    }

    static String measured(GoalResult result) {
        return result.measured().isPresent()
                ? value(result.goal().metric(), result.measured().getAsDouble()) + unit(result)
                : "not judged";
    }

    /** Returns how far the measured value lies on the good or the bad side of the bound. */
    static String margin(GoalResult result) {
        if (result.measured().isEmpty()) {
            return "";
        }
        double distance =
                Math.abs(result.measured().getAsDouble() - result.goal().bound());
        String side =
                result.met().orElse(true) ? " to spare" : result.goal().metric().atLeast() ? " short" : " over";
        return distance(result.goal().metric(), distance) + unit(result) + side;
    }

    private static String unit(GoalResult result) {
        return result.goal().unit().isEmpty() ? "" : SPACE + result.goal().unit();
    }

    static String value(Metric metric, double value) {
        return switch (metric) {
            case ACCURACY, MACRO_F1, FALSE_ALARMS, DETECTION -> Numbers.percent(value);
            case MAE, RMSE, R2 -> Numbers.significant(value, 3);
            case FLASH, RAM -> Numbers.bytes(value);
            case LATENCY -> Numbers.millis(value);
            case BATTERY -> Numbers.significant(value, 3) + SPACE + "h";
        };
    }

    private static boolean isShare(Metric metric) {
        return metric.isShare();
    }

    private static String distance(Metric metric, double distance) {
        return isShare(metric) ? Numbers.significant(distance * 100, 2) + SPACE + "points" : value(metric, distance);
    }
}
