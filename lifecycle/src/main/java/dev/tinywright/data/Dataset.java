package dev.tinywright.data;

import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import java.util.Arrays;
import java.util.List;

/**
 * Rows ready to learn from, divided.
 *
 * @param target what is learned of each row
 * @param labels the classes; rows hold indexes into it. Where a number is learned: ranges of it
 * @param readings the columns of the rows, in their order
 * @param training what is learned from; with {@code balance}, some rows repeat
 * @param validation what stops training and chooses between candidates
 * @param test what the verdict is given on; nothing learns from it
 * @param inputSteps the data steps that also run on the device, in order
 * @param account where every row that was read went; kept rows are those of the three parts, repeats aside
 * @param split how the rows were divided
 * @param notes what the steps did
 * @param warnings what the person should look at
 */
public record Dataset(
        Target target,
        List<String> labels,
        List<Reading> readings,
        Part training,
        Part validation,
        Part test,
        List<InputStep> inputSteps,
        RowAccount account,
        SplitReport split,
        List<String> notes,
        List<String> warnings) {
    public Dataset {
        labels = List.copyOf(labels);
        readings = List.copyOf(readings);
        inputSteps = List.copyOf(inputSteps);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** One side of the split. */
    public static final class Part {
        private final float[][] rows;
        private final int[] classes;
        private final float[] numbers;
        private final List<String> files;
        private final int[] fileOf;
        private final int[] lineOf;

        Part(float[][] rows, int[] classes, float[] numbers, List<String> files, int[] fileOf, int[] lineOf) {
            this.rows = rows;
            this.classes = classes;
            this.numbers = numbers;
            this.files = files;
            this.fileOf = fileOf;
            this.lineOf = lineOf;
        }

        /** Returns the readings, (rows, readings), NaN where missing. Shared, for reading only: data may be large. */
        public float[][] rows() {
            return rows;
        }

        /** Returns the class of each row. Shared, for reading only. */
        public int[] classes() {
            return classes;
        }

        /** Returns the number to predict of each row, none of them NaN; empty where classes are told. Shared, for reading only. */
        public float[] numbers() {
            return numbers;
        }

        public int size() {
            return classes.length;
        }

        /** Returns where a row stands in the data, such as "fruit.csv line 12". */
        public String origin(int row) {
            return files.get(fileOf[row]) + " line " + lineOf[row];
        }

        int fileOf(int row) {
            return fileOf[row];
        }

        int lineOf(int row) {
            return lineOf[row];
        }

        /** Returns how many rows each of {@code labels} classes has. */
        public int[] classCounts(int labels) {
            int[] counts = new int[labels];
            Arrays.stream(classes).forEach(c -> counts[c]++);
            return counts;
        }
    }

    /**
     * How rows were divided.
     *
     * @param by what stayed together
     * @param seed of the draw
     * @param classes rows of each class in each part, in the order of labels, before balancing
     * @param units number of sets of rows that had to stay together: groups, or sets of rows with equal readings
     * @param rowsWithTwin rows that have another one with equal readings
     */
    public record SplitReport(SplitSettings.By by, long seed, List<ClassCounts> classes, int units, int rowsWithTwin) {
        public SplitReport {
            classes = List.copyOf(classes);
        }

        /** Returns the split in a sentence for the person. */
        public String text() {
            int training = classes.stream().mapToInt(ClassCounts::training).sum();
            int validation = classes.stream().mapToInt(ClassCounts::validation).sum();
            int test = classes.stream().mapToInt(ClassCounts::test).sum();
            String together = by == SplitSettings.By.GROUP
                    ? units + " groups, each on one side"
                    : rowsWithTwin + " rows have an equal one and stay on one side with it";
            if (by == SplitSettings.By.TIME) {
                return training + " rows to learn from, then " + validation + " to choose by, then " + test
                        + " to test on, in order of time";
            }
            String sizes = training + " rows to learn from, " + validation + " to choose by, " + test + " to test on";
            return by == SplitSettings.By.ROW && rowsWithTwin == 0 ? sizes : sizes + "; " + together;
        }
    }

    /** Rows of one class in each part. */
    public record ClassCounts(String label, int training, int validation, int test) {}
}
