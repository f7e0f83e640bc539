package dev.tinywright.train;

import java.util.Arrays;

/**
 * What candidates learn from. Features are as the network receives them, scaled; none is NaN. The arrays are the
 * record's own: do not write to them.
 *
 * @param training float32, (rows, features), at least one row
 * @param trainingClasses one per row, in [0, classes)
 * @param validation rows that only decide when to stop, (rows, features); may be empty, then the training loss decides
 * @param classes how many there are, at least 2
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality is never asked for
public record TrainingData(
        float[][] training, int[] trainingClasses, float[][] validation, int[] validationClasses, int classes) {
    public TrainingData {
        require(training.length >= 1, "training needs at least one row");
        require(classes >= 2, "training needs at least 2 classes, got " + classes);
        check(training, trainingClasses, training[0].length, classes);
        check(validation, validationClasses, training[0].length, classes);
    }

    /** Number of features of a row. */
    public int features() {
        return training[0].length;
    }

    /** Number of training rows in each class. */
    int[] classCounts() {
        int[] counts = new int[classes];
        Arrays.stream(trainingClasses).forEach(c -> counts[c]++);
        return counts;
    }

    private static void check(float[][] rows, int[] rowClasses, int features, int classes) {
        require(rows.length == rowClasses.length, rows.length + " rows but " + rowClasses.length + " classes");
        for (int i = 0; i < rows.length; i++) {
            require(rows[i].length == features, "row " + i + " has " + rows[i].length + " features, not " + features);
            require(
                    rowClasses[i] >= 0 && rowClasses[i] < classes,
                    "row " + i + " has class " + rowClasses[i] + " of " + classes);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
