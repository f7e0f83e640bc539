package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignalTestTest {
    @Test
    void refusesNoiseNinetyNineTimesInAHundred() {
        long alarms = IntStream.range(0, 200)
                .filter(seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    int count = 40 + seed % 5 * 40;
                    int classes = 2 + seed % 3;
                    // A third of the tables hold codes rather than measurements, and classes are of unequal size.
                    float[][] rows =
                            table(count, 1 + seed % 7, () -> seed % 3 == 0 ? random.nextInt(4) : random.nextGaussian());
                    int[] labels = labels(count, () -> random.nextDouble() < 0.4 ? 0 : random.nextInt(classes));
                    return SignalTest.test(rows, labels, seed).found();
                })
                .count();
        assertThat(alarms).isBetween(0L, 6L); // 2 expected; 7 or more in one of two hundred sets of seeds
    }

    @Test
    void copiesOfNoiseAreNoSignal() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] rows = table(80, 3, random::nextGaussian);
        int[] labels = labels(80, () -> random.nextInt(3));
        float[][] copied = Stream.of(rows, rows, rows).flatMap(Arrays::stream).toArray(float[][]::new);
        int[] copiedLabels = IntStream.range(0, 240).map(i -> labels[i % 80]).toArray();
        Signal signal = SignalTest.test(copied, copiedLabels, 1);
        assertThat(signal.found()).as(signal.evidence()).isFalse();
        assertThat(signal.evidence()).contains("80 different rows");
    }

    @Test
    void findsCloudsThatHardlyPartInEightColumns() {
        SplittableRandom random = new SplittableRandom(6);
        int[] labels = labels(1500, () -> random.nextInt(3));
        float[][] rows = table(1500, 8, random::nextGaussian);
        for (int i = 0; i < rows.length; i++) {
            rows[i][labels[i]] += 0.4f;
        }
        assertFound(SignalTest.test(rows, labels, 1));
    }

    @Test
    void findsWhatOnlyTwoColumnsTogetherTell() {
        SplittableRandom random = new SplittableRandom(7);
        float[][] rows = table(300, 2, random::nextGaussian);
        int[] labels = IntStream.range(0, 300)
                .map(i -> rows[i][0] * rows[i][1] > 0 ? 1 : 0)
                .toArray();
        assertFound(SignalTest.test(rows, labels, 1));
    }

    @Test
    void findsTheOneColumnAmongMany() {
        SplittableRandom random = new SplittableRandom(8);
        float[][] rows = table(400, 300, random::nextGaussian);
        int[] labels = IntStream.range(0, 400)
                .map(i -> Math.abs(rows[i][123]) > 0.7 ? 1 : 0)
                .toArray();
        assertFound(SignalTest.test(rows, labels, 1));
    }

    @Test
    void findsARareClass() {
        SplittableRandom random = new SplittableRandom(9);
        int[] labels = labels(1000, () -> random.nextDouble() < 0.03 ? 1 : 0);
        float[][] rows = table(1000, 4, random::nextGaussian);
        for (int i = 0; i < rows.length; i++) {
            rows[i][2] += 2 * labels[i];
        }
        assertFound(SignalTest.test(rows, labels, 1));
    }

    @Test
    void countsEqualRowsOfCodesEachForItself() {
        SplittableRandom random = new SplittableRandom(10);
        float[][] rows = table(400, 2, () -> random.nextInt(3));
        int[] labels = IntStream.range(0, 400)
                .map(i -> random.nextDouble() < 0.7 ? (int) rows[i][0] : random.nextInt(3))
                .toArray();
        assertFound(SignalTest.test(rows, labels, 1));
    }

    @Test
    void neitherScaleNorOutliersNorMissingValuesMatter() {
        SplittableRandom random = new SplittableRandom(11);
        int[] labels = labels(200, () -> random.nextInt(2));
        float[][] rows = table(200, 3, random::nextGaussian);
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = (rows[i][0] + 2 * labels[i]) * 1e-12f;
            rows[i][1] *= 1e20f;
            rows[i][2] = i % 3 == 0 ? Float.NaN : i % 3 == 1 ? Float.POSITIVE_INFINITY : rows[i][2];
        }
        assertFound(SignalTest.test(rows, labels, 1));
    }

    @Test
    void isTheSameForTheSameSeed() {
        float[][] rows = Blobs.rows(3000, 4, 3, 0.1, 1);
        int[] labels = Blobs.classes(3000, 3);
        assertThat(SignalTest.test(rows, labels, 4)).isEqualTo(SignalTest.test(rows, labels, 4));
    }

    @Test
    void saysWhenThereIsTooLittleToTest() {
        assertThat(SignalTest.test(new float[][] {{1}, {2}, {3}}, new int[] {0, 1, 0}, 1)
                        .evidence())
                .contains("3 different rows of 2 classes are too few");
        assertThat(SignalTest.test(new float[0][], new int[0], 1).found()).isFalse();
        assertThat(SignalTest.test(new float[6][2], new int[6], 1).found()).isFalse();
        assertThat(SignalTest.test(new float[6][2], new int[] {0, 1, 0, 1, 0, 1}, 1)
                        .found())
                .isFalse();
    }

    private static void assertFound(Signal signal) {
        assertThat(signal.found()).as(signal.evidence()).isTrue();
        assertThat(signal.pValue()).isLessThanOrEqualTo(0.01);
    }

    private static float[][] table(int rows, int columns, java.util.function.DoubleSupplier value) {
        float[][] table = new float[rows][columns];
        for (float[] row : table) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) value.getAsDouble();
            }
        }
        return table;
    }

    private static int[] labels(int rows, java.util.function.IntSupplier label) {
        return IntStream.generate(label).limit(rows).toArray();
    }
}
