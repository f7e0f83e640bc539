package dev.tinywright.data;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Examples ready to learn from, divided: rows of a table, windows of recordings, or pictures.
 *
 * @param target what is learned of each example
 * @param labels the classes; examples hold indexes into it. Where a number is learned: ranges of it
 * @param format what one example is
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
        InputFormat format,
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
        inputSteps = List.copyOf(inputSteps);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** Returns how many of the labels, the first ones, are classes of the person's. */
    public int ownClasses() {
        return labels.size() - (target instanceof Target.Classes(int made) ? made : 0);
    }

    /** Returns the readings of a row, in their order, or the channels of a window; none of a picture. */
    public List<Reading> readings() {
        return switch (format) {
            case InputFormat.Readings table -> table.readings();
            case InputFormat.Window window -> window.channels();
            case InputFormat.Picture _ -> List.of();
        };
    }

    /** One side of the split. */
    public static final class Part {
        private final Examples examples;
        private final float[][] rows;
        private final int[] classes;
        private final float[] numbers;
        private final int[] units;
        private final IntFunction<String> origins;
        private final List<Stretch> stretches;

        private Part(
                Examples examples,
                float[][] rows,
                int[] classes,
                float[] numbers,
                int[] units,
                IntFunction<String> origins,
                List<Stretch> stretches) {
            this.examples = examples;
            this.rows = rows;
            this.classes = classes;
            this.numbers = numbers;
            this.units = units;
            this.origins = origins;
            this.stretches = List.copyOf(stretches);
        }

        /** Returns rows of a table, all in memory. */
        static Part ofRows(float[][] rows, int[] classes, float[] numbers, int[] units, IntFunction<String> origins) {
            return new Part(Examples.of(rows), rows, classes, numbers, units, origins, List.of());
        }

        /**
         * Returns examples that are read when asked for.
         *
         * @param units number of the recording or picture that each example is of
         * @param origins where an example stands in the data
         */
        static Part ofExamples(Examples examples, int[] classes, int[] units, IntFunction<String> origins) {
            return new Part(examples, new float[0][], classes, new float[0], units, origins, List.of());
        }

        /**
         * Returns examples of which a number is known.
         *
         * @param numbers one for each example, finite; the classes are to be ranges of it
         */
        static Part ofNumbers(Examples examples, float[] numbers, int[] units, IntFunction<String> origins) {
            return new Part(examples, new float[0][], new int[numbers.length], numbers, units, origins, List.of());
        }

        /** Returns the same with other classes. */
        Part withClasses(int[] others) {
            return new Part(examples, rows, others, numbers, units, origins, stretches);
        }

        /** Returns the same with the recordings that the examples were cut from. */
        Part withStretches(List<Stretch> recordings) {
            return new Part(examples, rows, classes, numbers, units, origins, recordings);
        }

        /** Returns the recordings that the examples were cut from, in order; empty where they are no windows. */
        public List<Stretch> stretches() {
            return stretches;
        }

        /** Returns the examples, of the dataset's format. */
        public Examples examples() {
            return examples;
        }

        /**
         * Returns the readings, (rows, readings), NaN where missing. Shared, for reading only: data may be large.
         *
         * @throws IllegalStateException where the examples are no rows of a table
         */
        public float[][] rows() {
            if (rows.length != classes.length) {
                throw new IllegalStateException("these examples are no rows of a table; ask for examples()");
            }
            return rows;
        }

        /** Returns the class of each example. Shared, for reading only. */
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

        /** Returns where an example stands in the data: "fruit.csv line 12", "walking/03.csv 2.0-4.0 s". */
        public String origin(int example) {
            return origins.apply(example);
        }

        /**
         * Returns what the example is a part of: a number that windows of one recording share. Of a table, each row of the
         * data has its own, which the copies that balancing makes share.
         */
        public int unitOf(int example) {
            return units[example];
        }

        /** Returns how many examples each of {@code labels} classes has. */
        public int[] classCounts(int labels) {
            int[] counts = new int[labels];
            Arrays.stream(classes).forEach(c -> counts[c]++);
            return counts;
        }
    }

    /**
     * How examples were divided.
     *
     * @param by what stayed together
     * @param seed of the draw
     * @param classes examples of each class in each part, in the order of labels, before balancing
     * @param units number of sets of examples that had to stay together: groups, recordings, or sets of rows with equal
     *     readings
     * @param rowsWithTwin examples that have another one equal to them
     * @param things what the examples are called, such as "rows"
     * @param how what stayed together, in words for the person; empty where nothing had to
     */
    public record SplitReport(
            SplitSettings.By by,
            long seed,
            List<ClassCounts> classes,
            int units,
            int rowsWithTwin,
            String things,
            String how) {
        public SplitReport {
            classes = List.copyOf(classes);
        }

        /** A split of the rows of a table. */
        SplitReport(SplitSettings.By by, long seed, List<ClassCounts> classes, int units, int rowsWithTwin) {
            this(by, seed, classes, units, rowsWithTwin, "rows", together(by, units, rowsWithTwin));
        }

        private static String together(SplitSettings.By by, int units, int rowsWithTwin) {
            if (by == SplitSettings.By.TIME) {
                return "in order of time";
            }
            if (by == SplitSettings.By.GROUP) {
                return units + " groups, each on one side";
            }
            return rowsWithTwin == 0 ? "" : rowsWithTwin + " rows have an equal one and stay on one side with it";
        }

        /** Returns the split in a sentence for the person. */
        public String text() {
            int training = classes.stream().mapToInt(ClassCounts::training).sum();
            int validation = classes.stream().mapToInt(ClassCounts::validation).sum();
            int test = classes.stream().mapToInt(ClassCounts::test).sum();
            String sizes = training + " " + things + " to learn from, " + validation + " to choose by, " + test
                    + " to test on";
            return how.isEmpty() ? sizes : sizes + "; " + how;
        }
    }

    /** Examples of one class in each part. */
    public record ClassCounts(String label, int training, int validation, int test) {}
}
