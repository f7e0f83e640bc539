package dev.tinywright.train;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a worker trains on: rows with what the network should answer. Of classes the share each should get of the
 * answer: plain labels are shares of 0 and 1, a teacher gives softer ones, and more rows. Of a number its distance from
 * the mean in deviations. Nothing where the features are the answer.
 *
 * @param shape of a row's features
 * @param features (rows, features)
 * @param targets (rows, classes), each row sums to 1; or (rows, 1); or (rows, 0)
 * @param classCounts training rows of each class, for class weights; empty where there are none
 * @param unit of the numbers
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality is never asked for
record Lesson(
        Goal goal,
        List<Integer> shape,
        float[][] features,
        float[][] targets,
        float[][] validation,
        float[][] validationTargets,
        int[] classCounts,
        Unit unit) {

    /** What a network is trained for. */
    enum Goal {
        CLASSES,
        NUMBER,
        SAME
    }

    /** Standardized numbers times {@code deviation} plus {@code mean} are the data's own. */
    record Unit(double mean, double deviation) {
        static final Unit ONE = new Unit(0, 1);

        static Unit of(float[] numbers) {
            double mean = IntStream.range(0, numbers.length)
                    .mapToDouble(i -> numbers[i])
                    .average()
                    .orElse(0);
            double variance = IntStream.range(0, numbers.length)
                    .mapToDouble(i -> (numbers[i] - mean) * (numbers[i] - mean))
                    .average()
                    .orElse(0);
            return new Unit(mean, variance > 0 ? Math.sqrt(variance) : 1);
        }

        float[][] standardized(float[] numbers) {
            float[][] rows = new float[numbers.length][1];
            for (int i = 0; i < numbers.length; i++) {
                rows[i][0] = (float) ((numbers[i] - mean) / deviation);
            }
            return rows;
        }
    }

    /** More validation rows than this cost time in every epoch and tell little more; the kept ones are evenly spread. */
    static final int MOST_VALIDATION_ROWS = 50_000;

    /** The targets as they are. */
    static Lesson plain(TrainingData data) {
        int[] kept = validationRows(data);
        float[][] validation =
                Arrays.stream(kept).mapToObj(i -> data.validation()[i]).toArray(float[][]::new);
        return switch (data.targets()) {
            case TrainingData.Classes(int[] own, int[] validationOwn, int classes) ->
                new Lesson(
                        Goal.CLASSES,
                        data.shape(),
                        data.training(),
                        oneHot(own, classes),
                        validation,
                        oneHot(Arrays.stream(kept).map(i -> validationOwn[i]).toArray(), classes),
                        data.classCounts(),
                        Unit.ONE);
            case TrainingData.Numbers(float[] own, float[] validationOwn) -> {
                Unit unit = Unit.of(own);
                float[][] all = unit.standardized(validationOwn);
                float[][] keptTargets =
                        Arrays.stream(kept).mapToObj(i -> all[i]).toArray(float[][]::new);
                yield new Lesson(
                        Goal.NUMBER,
                        data.shape(),
                        data.training(),
                        unit.standardized(own),
                        validation,
                        keptTargets,
                        new int[0],
                        unit);
            }
            case TrainingData.Same() -> {
                float[] nothing = {};
                float[][] none = new float[data.training().length][];
                Arrays.fill(none, nothing);
                float[][] noneKept = new float[kept.length][];
                Arrays.fill(noneKept, nothing);
                yield new Lesson(
                        Goal.SAME, data.shape(), data.training(), none, validation, noneKept, new int[0], Unit.ONE);
            }
        };
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
        return new Lesson(goal, shape, newFeatures, newTargets, validation, validationTargets, classCounts, unit);
    }

    private static int[] validationRows(TrainingData data) {
        int rows = data.validation().length;
        int kept = Math.min(rows, MOST_VALIDATION_ROWS);
        return IntStream.range(0, kept).map(i -> (int) ((long) i * rows / kept)).toArray();
    }

    /** Streams this lesson as one {@link Frame.Type#LESSON}: goal, shape, four sizes, class counts, four matrices. */
    void write(OutputStream raw) throws IOException {
        int columns = features[0].length;
        int outputs = targets[0].length;
        long values = (long) (features.length + validation.length) * (columns + outputs);
        long integers = 5L + shape.size() + classCounts.length;
        int goalBytes = Short.BYTES + goal.name().length();
        BufferedOutputStream buffered = new BufferedOutputStream(raw, 1 << 16);
        Frame.begin(buffered, Frame.Type.LESSON, goalBytes + Integer.BYTES * integers + Float.BYTES * values);
        DataOutputStream out = new DataOutputStream(buffered);
        out.writeUTF(goal.name());
        write(shape.stream().mapToInt(Integer::intValue).toArray(), out);
        out.writeInt(outputs);
        out.writeInt(features.length);
        out.writeInt(validation.length);
        write(classCounts, out);
        write(features, out);
        write(targets, out);
        write(validation, out);
        write(validationTargets, out);
        out.flush();
    }

    private static void write(int[] numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.length);
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private static void write(float[][] rows, DataOutputStream out) throws IOException {
        for (float[] row : rows) {
            for (float value : row) {
                out.writeFloat(value);
            }
        }
    }
}
