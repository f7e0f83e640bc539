package dev.tinywright.train;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

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

    /** The labels as they are. */
    static Lesson plain(TrainingData data) {
        return new Lesson(
                data.training(),
                oneHot(data.trainingClasses(), data.classes()),
                data.validation(),
                oneHot(data.validationClasses(), data.classes()),
                data.classCounts());
    }

    static float[][] oneHot(int[] rowClasses, int classes) {
        float[][] targets = new float[rowClasses.length][classes];
        for (int i = 0; i < rowClasses.length; i++) {
            targets[i][rowClasses[i]] = 1;
        }
        return targets;
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
