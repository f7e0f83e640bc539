package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.train.Augmentation.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmenterTest {
    private static final List<Integer> SHAPE = List.of(20, 16, 3);
    private static final int VALUES = 20 * 16 * 3;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"MIXUP", "COPIES", "RAW_.*"})
    void everyChangeChangesAndStaysNear(Kind kind) {
        float[] batch = batch(8);
        float[] before = batch.clone();
        augmenter(kind, kind.usual(), 1).change(batch, 8);
        double moved = 0;
        for (int i = 0; i < batch.length; i++) {
            assertThat(batch[i]).isBetween(-3f, 6f);
            moved += Math.abs(batch[i] - before[i]) / batch.length;
        }
        assertThat(moved).isBetween(1e-4, 0.8);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"MIXUP", "COPIES", "RAW_.*"})
    void sameSeedSameBits(Kind kind) {
        float[] first = batch(4);
        float[] again = batch(4);
        augmenter(kind, kind.most(), 3).change(first, 4);
        augmenter(kind, kind.most(), 3).change(again, 4);
        assertThat(first).containsExactly(again);
    }

    @Test
    void aShiftMovesTimeAndRepeatsTheEdge() {
        float[] batch = batch(1);
        float[] before = batch.clone();
        augmenter(Kind.SHIFT, 0.5, 5).change(batch, 1);
        int slice = 16 * 3;
        int by = first(batch, slice) - first(before, slice);
        assertThat(by).isNotZero();
        for (int i = 0; i < 20; i++) {
            int from = Math.clamp(i - by, 0, 19) * slice;
            assertThat(Arrays.copyOfRange(batch, i * slice, (i + 1) * slice))
                    .containsExactly(Arrays.copyOfRange(before, from, from + slice));
        }
    }

    @Test
    void aFlipMirrors() {
        float[] batch = batch(1);
        float[] before = batch.clone();
        augmenter(Kind.FLIP, 1, 1).change(batch, 1);
        for (int row = 0; row < 20; row++) {
            for (int x = 0; x < 16; x++) {
                assertThat(batch[(row * 16 + x) * 3 + 1]).isEqualTo(before[(row * 16 + 15 - x) * 3 + 1]);
            }
        }
    }

    @Test
    void aTurnAboutAnAxisKeepsLengths() {
        float[] batch = batch(2);
        float[] before = batch.clone();
        augmenter(Kind.ROTATE, 90, 1).change(batch, 2);
        for (int i = 0; i < batch.length; i += 3) {
            assertThat(length(batch, i)).isCloseTo(length(before, i), within(1e-4));
        }
    }

    @Test
    void masksPutTheMeanOfAColumn() {
        float[] batch = batch(1);
        float[] before = batch.clone();
        augmenter(Kind.BAND_MASK, 0.5, 2).change(batch, 1);
        int changed = 0;
        for (int i = 0; i < batch.length; i++) {
            if (batch[i] != before[i]) {
                assertThat(batch[i]).isEqualTo(columns().means()[i % 48]);
                changed++;
            }
        }
        assertThat(changed).isPositive();
    }

    @Test
    void refusesWhatDoesNotFitAShape() {
        assertThat(Augmenter.problem(Kind.SHIFT, List.of(12))).isPresent();
        assertThat(Augmenter.problem(Kind.NOISE, List.of(12))).isEmpty();
        assertThat(Augmenter.problem(Kind.ROTATE, List.of(100, 1, 6))).isEmpty();
        assertThat(Augmenter.problem(Kind.ROTATE, List.of(100, 1, 4))).isPresent();
        assertThat(Augmenter.problem(Kind.BAND_MASK, List.of(100, 1, 6))).isPresent();
        assertThat(Augmenter.problem(Kind.TURN, List.of(49, 10, 1))).isEmpty();
    }

    private static Augmenter augmenter(Kind kind, double strength, long seed) {
        return new Augmenter(List.of(new Augmentation(kind, strength)), SHAPE, columns(), new SplittableRandom(seed));
    }

    private static Augmenter.Columns columns() {
        float[] batch = batch(8);
        float[][] rows = new float[8][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(batch, i * VALUES, (i + 1) * VALUES));
        return Augmenter.Columns.of(rows, SHAPE);
    }

    /** Smooth pictures of numbers between 0 and 2.2 with the largest of each where its number says. */
    private static float[] batch(int rows) {
        float[] batch = new float[rows * VALUES];
        for (int i = 0; i < batch.length; i++) {
            int row = i % VALUES / 48;
            int column = i % 48 / 3;
            int peak = 6 + i / VALUES;
            batch[i] = (float)
                    (2 * Math.exp(-0.05 * (row - peak) * (row - peak)) * Math.sin(0.15 * (column + 1)) + 0.1 * (i % 3));
        }
        return batch;
    }

    /** The slice with the largest number. */
    private static int first(float[] x, int slice) {
        int best = 0;
        for (int i = 0; i < VALUES; i++) {
            best = x[i] > x[best] ? i : best;
        }
        return best / slice;
    }

    private static double length(float[] x, int at) {
        return Math.sqrt(x[at] * x[at] + x[at + 1] * x[at + 1] + x[at + 2] * x[at + 2]);
    }
}
