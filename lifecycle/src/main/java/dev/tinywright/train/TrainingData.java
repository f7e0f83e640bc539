package dev.tinywright.train;

import java.util.Arrays;
import java.util.List;

/**
 * What candidates learn from. Features are as the network receives them, scaled; none is NaN. The arrays are the
 * record's own: do not write to them.
 *
 * @param shape of a row's features, row-major: (features), or (height, width, channels)
 * @param training float32, (rows, features), at least one row
 * @param validation rows that only decide when to stop, (rows, features); may be empty, then the training loss decides
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality is never asked for
public record TrainingData(List<Integer> shape, float[][] training, float[][] validation, Targets targets) {
    /** What the network is to answer to each row. */
    public sealed interface Targets {
        /** How many outputs a network needs for rows of {@code features} features. */
        int outputs(int features);
    }

    /**
     * One class per row.
     *
     * @param training one per training row, in [0, classes)
     * @param classes how many there are, at least 2
     */
    public record Classes(int[] training, int[] validation, int classes) implements Targets {
        public Classes {
            require(classes >= 2, "training needs at least 2 classes, got " + classes);
            check(training, classes);
            check(validation, classes);
        }

        @Override
        public int outputs(int features) {
            return classes;
        }

        private static void check(int[] rowClasses, int classes) {
            for (int i = 0; i < rowClasses.length; i++) {
                require(
                        rowClasses[i] >= 0 && rowClasses[i] < classes,
                        "row " + i + " has class " + rowClasses[i] + " of " + classes);
            }
        }
    }

    /** One finite number per row, in the data's own unit. */
    public record Numbers(float[] training, float[] validation) implements Targets {
        public Numbers {
            check(training);
            check(validation);
        }

        @Override
        public int outputs(int features) {
            return 1;
        }

        private static void check(float[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                require(Float.isFinite(numbers[i]), "row " + i + " has the number " + numbers[i]);
            }
        }
    }

    /** The row's own features: an autoencoder. */
    public record Same() implements Targets {
        @Override
        public int outputs(int features) {
            return features;
        }
    }

    public TrainingData {
        shape = List.copyOf(shape);
        int features = shape.stream().reduce(1, Math::multiplyExact);
        require(training.length >= 1, "training needs at least one row");
        check(training, features);
        check(validation, features);
        switch (targets) {
            case Classes(int[] own, int[] validationOwn, int ignored) -> {
                checkCount(training.length, own.length, "classes");
                checkCount(validation.length, validationOwn.length, "classes");
            }
            case Numbers(float[] own, float[] validationOwn) -> {
                checkCount(training.length, own.length, "numbers");
                checkCount(validation.length, validationOwn.length, "numbers");
            }
            case Same() -> {}
        }
    }

    /** Flat rows with a class each, as {@link #classification} takes them. */
    public TrainingData(
            float[][] training, int[] trainingClasses, float[][] validation, int[] validationClasses, int classes) {
        this(
                List.of(training.length == 0 ? 0 : training[0].length),
                training,
                validation,
                new Classes(trainingClasses, validationClasses, classes));
    }

    /** Rows to tell classes by: {@code x} and {@code y} to learn from, {@code vx} and {@code vy} to stop by. */
    public static TrainingData classification(
            List<Integer> shape, float[][] x, int[] y, float[][] vx, int[] vy, int classes) {
        return new TrainingData(shape, x, vx, new Classes(y, vy, classes));
    }

    /** Rows to predict a number from, {@code y} and {@code vy} in its own unit. */
    public static TrainingData regression(List<Integer> shape, float[][] x, float[] y, float[][] vx, float[] vy) {
        return new TrainingData(shape, x, vx, new Numbers(y, vy));
    }

    /** Rows that a network is to repeat. */
    public static TrainingData reconstruction(List<Integer> shape, float[][] x, float[][] vx) {
        return new TrainingData(shape, x, vx, new Same());
    }

    /** Number of features of a row. */
    public int features() {
        return training[0].length;
    }

    /** Number of outputs that a network for this data has. */
    public int outputs() {
        return targets.outputs(features());
    }

    /** @throws IllegalStateException where the rows have no classes, as the next two do */
    public int[] trainingClasses() {
        return classTargets().training();
    }

    public int[] validationClasses() {
        return classTargets().validation();
    }

    /** How many classes there are, at least 2. */
    public int classes() {
        return classTargets().classes();
    }

    /** Number of training rows in each class. */
    int[] classCounts() {
        int[] counts = new int[classes()];
        Arrays.stream(trainingClasses()).forEach(c -> counts[c]++);
        return counts;
    }

    private Classes classTargets() {
        return switch (targets) {
            case Classes classes -> classes;
            case Targets other -> throw new IllegalStateException("no classes but " + other.getClass());
        };
    }

    private static void check(float[][] rows, int features) {
        for (int i = 0; i < rows.length; i++) {
            require(rows[i].length == features, "row " + i + " has " + rows[i].length + " features, not " + features);
        }
    }

    private static void checkCount(int rows, int count, String of) {
        require(rows == count, rows + " rows but " + count + " " + of);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
