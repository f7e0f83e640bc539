package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeRowsTest {
    private static TreeRows known(float[][] rows) {
        return new TreeRows(rows, rows.length, rows[0].length);
    }

    @Test
    void codesKeepTheOrderOfValues() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[5000][1];
        for (float[] row : rows) {
            row[0] = (float) Math.exp(3 * random.nextGaussian());
        }
        TreeRows known = known(rows);
        int[] order = IntStream.range(0, rows.length)
                .boxed()
                .sorted((a, b) -> Float.compare(rows[a][0], rows[b][0]))
                .mapToInt(i -> i)
                .toArray();
        int[] codes = Arrays.stream(order).map(row -> known.code(row, 0)).toArray();
        assertThat(codes).isSorted();
        assertThat(Arrays.stream(codes).distinct().count()).isBetween(150L, 255L);
    }

    @Test
    void fewValuesAreAllToldApart() {
        float[][] rows = {{-0f}, {0f}, {-3}, {1e-30f}, {Float.POSITIVE_INFINITY}, {Float.NEGATIVE_INFINITY}};
        TreeRows known = known(rows);
        assertThat(IntStream.range(0, 6).map(row -> known.code(row, 0))).containsExactly(2, 2, 1, 3, 4, 0);
    }

    @Test
    void rareValuesFarOutKeepACodeOfTheirOwn() {
        float[][] rows = new float[10_000][1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = i % 1000 / 1000f;
        }
        rows[77][0] = 3;
        rows[78][0] = 3.5f;
        TreeRows known = known(rows);
        assertThat(known.code(77, 0)).isLessThan(known.code(78, 0));
        assertThat(known.code(77, 0)).isGreaterThan(known.code(999, 0));
    }

    @Test
    void featuresThatNeverChangeAreLeftOut() {
        float[][] rows = {{0, 5, 1}, {0, 5, 2}, {0, 5, 2}};
        assertThat(known(rows).features()).containsExactly(2);
    }

    @Test
    void valuesThatAreMissingAreRefused() {
        float[][] rows = {{0, 5}, {0, Float.NaN}};
        assertThatThrownBy(() -> known(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 has no value of feature 1");
    }
}
