package dev.tinywright.features;

import java.util.List;

/** A step that also runs on the device, as a plan asks for it: settings only, nothing learned. */
public sealed interface InputStep
        permits InputStep.Impute,
                InputStep.ClipOutliers,
                InputStep.Derive,
                InputStep.Log,
                InputStep.Pairs,
                InputStep.Standardize,
                InputStep.MinMax,
                InputStep.RobustScale,
                SignalStep,
                PictureStep {
    /** Replaces a missing reading (NaN) of any column by what the training rows of that column say. */
    record Impute(Fill fill) implements InputStep {}

    /** Limits each column to the [{@code low}, {@code high}] percentiles of its training rows, in [0, 100]. */
    record ClipOutliers(double low, double high) implements InputStep {
        public ClipOutliers {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new IllegalArgumentException(
                        "clip-outliers needs 0 <= low < high <= 100, has " + low + " and " + high);
            }
        }
    }

    /** Adds a column computed from others: {@code + - * /}, parentheses, numbers, column names ({@code `with spaces`}). */
    record Derive(String name, String expression) implements InputStep {}

    /** Replaces columns by {@code log2(1 + max(x − smallest training value, 0))}; no columns means all of them. */
    record Log(List<String> columns) implements InputStep {
        public Log {
            columns = List.copyOf(columns);
        }
    }

    /** Adds the products of every pair of the columns, squares included; no columns means all of them. */
    record Pairs(List<String> columns) implements InputStep {
        public Pairs {
            columns = List.copyOf(columns);
        }
    }

    /** {@code (x − mean) / deviation} of each column. */
    record Standardize() implements InputStep {}

    /** {@code (x − min) / (max − min)} of each column. */
    record MinMax() implements InputStep {}

    /** {@code (x − median) / (third quartile − first quartile)} of each column. */
    record RobustScale() implements InputStep {}

    /** What stands in for a missing reading. */
    enum Fill {
        MEDIAN,
        MEAN,
        ZERO
    }
}
