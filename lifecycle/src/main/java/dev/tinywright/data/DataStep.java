package dev.tinywright.data;

import dev.tinywright.features.InputStep;
import java.util.List;

/** One step of the {@code data:} section of a plan. */
public sealed interface DataStep {
    /** Keeps one of rows that are equal in all readings and the label. */
    record DropDuplicates() implements DataStep {}

    /** Merges labels that differ only in case, surrounding space, accents or simple plural: "Apple ", "apple". */
    record NormalizeLabels() implements DataStep {}

    /** Leaves columns out. */
    record DropColumns(List<String> columns) implements DataStep {
        public DropColumns {
            columns = List.copyOf(columns);
        }
    }

    /** Repeats training rows of rarer classes until all are as many as the largest; seeded. Never touches test rows. */
    record Balance() implements DataStep {}

    /**
     * Predicts the number of a later row, in data whose rows are in order of time; the row's own number becomes a reading. Rows
     * without a later one, or whose later one lacks the number, are dropped.
     *
     * @param rows from a row to the one whose number is predicted, at least 1
     */
    record PredictAhead(int rows) implements DataStep {
        public PredictAhead {
            if (rows < 1) {
                throw new IllegalArgumentException("predict-ahead needs at least 1 row, has " + rows);
            }
        }
    }

    /**
     * Adds what columns were in the rows before, as readings that the caller passes: "pm2.5 1 before". Rows are in order of time.
     *
     * @param rows how many before, 1 to 64
     */
    record Lag(List<String> columns, int rows) implements DataStep {
        public Lag {
            columns = List.copyOf(columns);
            if (rows < 1 || rows > 64) {
                throw new IllegalArgumentException("lag needs 1 to 64 rows, has " + rows);
            }
        }
    }

    /** A block that also runs on the device: impute, clip-outliers, derive. */
    record OnDevice(InputStep step) implements DataStep {}

    /**
     * A program of the project's own.
     *
     * @param path below the project's folder: "steps/RemoveSensorGlitches.java"
     * @param sha256 of the file's content, so that a plan with another program is another plan; empty where the plan was read
     *     without its folder
     */
    record Run(String path, String sha256) implements DataStep {}
}
