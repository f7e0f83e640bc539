package dev.tinywright.train;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a worker trains on: rows with the share each class should get of the answer. Plain labels are shares of 0 and 1;
 * a teacher gives softer ones, and more rows.
 *
 * @param features (rows, features)
 * @param targets (rows, classes), each row sums to 1
 * @param classCounts training rows of each class, for class weights
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality is never asked for
record Lesson(
        float[][] features, float[][] targets, float[][] validation, float[][] validationTargets, int[] classCounts) {

    /** More validation rows than this cost time in every epoch and tell little more; the kept ones are evenly spread. */
    static final int MOST_VALIDATION_ROWS = 50_000;

    /** The labels as they are. */
    static Lesson plain(TrainingData data) {
        int[] kept = validationRows(data);
        return new Lesson(
                data.training(),
                oneHot(data.trainingClasses(), data.classes()),
                Arrays.stream(kept).mapToObj(i -> data.validation()[i]).toArray(float[][]::new),
                oneHot(Arrays.stream(kept).map(i -> data.validationClasses()[i]).toArray(), data.classes()),
                data.classCounts());
    }

    /** Rows of a class share one array: millions of rows would otherwise need as many. */
    static float[][] oneHot(int[] rowClasses, int classes) {
        float[][] units = new float[classes][classes];
        for (int c = 0; c < classes; c++) {
            units[c][c] = 1;
        }
        return Arrays.stream(rowClasses).mapToObj(c -> units[c]).toArray(float[][]::new);
    }

    /** Returns this lesson with other rows and targets to learn from. */
    Lesson with(float[][] newFeatures, float[][] newTargets) {
        return new Lesson(newFeatures, newTargets, validation, validationTargets, classCounts);
    }

    private static int[] validationRows(TrainingData data) {
        int rows = data.validation().length;
        int kept = Math.min(rows, MOST_VALIDATION_ROWS);
        return IntStream.range(0, kept).map(i -> (int) ((long) i * rows / kept)).toArray();
    }

    /** Streams this lesson as one {@link Frame.Type#LESSON}: four sizes, the class counts, four matrices. */
    void write(OutputStream raw) throws IOException {
        int columns = features[0].length;
        int classes = classCounts.length;
        long values = (long) (features.length + validation.length) * (columns + classes);
        BufferedOutputStream buffered = new BufferedOutputStream(raw, 1 << 16);
        Frame.begin(buffered, Frame.Type.LESSON, Integer.BYTES * (4L + classes) + Float.BYTES * values);
        DataOutputStream out = new DataOutputStream(buffered);
        out.writeInt(columns);
        out.writeInt(classes);
        out.writeInt(features.length);
        out.writeInt(validation.length);
        for (int count : classCounts) {
            out.writeInt(count);
        }
        write(features, out);
        write(targets, out);
        write(validation, out);
        write(validationTargets, out);
        out.flush();
    }

    private static void write(float[][] rows, DataOutputStream out) throws IOException {
        for (float[] row : rows) {
            for (float value : row) {
                out.writeFloat(value);
            }
        }
    }
}
