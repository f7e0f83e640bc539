package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Large tables are learned from in part, drawn at random, the same part for the same seed. */
class RowSampleTest {
    @Test
    void takesAllRowsWhereTheyAreFew() {
        assertThat(RowSample.of(5, 5, 7)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void takesDifferentRowsInTheirOrder() {
        int[] kept = RowSample.of(1000, 100, 7);

        assertThat(kept).hasSize(100).doesNotHaveDuplicates().isSorted();
        assertThat(kept[0]).isNotNegative();
        assertThat(kept[99]).isLessThan(1000);
        assertThat(RowSample.of(1000, 100, 7)).isEqualTo(kept);
        assertThat(RowSample.of(1000, 100, 8)).isNotEqualTo(kept);
    }

    @Test
    void keepsTheSharesOfClassesThatTakeTurns() {
        int[] classes =
                java.util.stream.IntStream.range(0, 40_000).map(i -> i % 4).toArray();

        int[] kept = RowSample.classes(classes, RowSample.of(classes.length, 10_000, 7));

        for (int c = 0; c < 4; c++) {
            int label = c;
            assertThat(Arrays.stream(kept).filter(k -> k == label).count()).isBetween(2300L, 2700L);
        }
    }
}
