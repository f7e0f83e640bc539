package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {
    /** Worked by hand: class 0 has 3 right of 4, class 1 has 1 right of 2, class 2 never occurs but is answered once. */
    private static final int[][] CONFUSION =
            Metrics.confusion(new int[] {0, 0, 0, 0, 1, 1}, new int[] {0, 0, 0, 2, 1, 0}, 3);

    @Test
    void countsWhatWasAnsweredForEachClass() {
        assertThat(CONFUSION).isDeepEqualTo(new int[][] {{3, 0, 1}, {1, 1, 0}, {0, 0, 0}});
    }

    @Test
    void givesTheFiguresOfTheTextbook() {
        assertThat(Metrics.accuracy(CONFUSION)).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(Metrics.precision(CONFUSION, 0)).isCloseTo(0.75, within(1e-12));
        assertThat(Metrics.recall(CONFUSION, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(Metrics.f1(CONFUSION, 1)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(Metrics.macroF1(CONFUSION)).isCloseTo((0.75 + 2 / 3.0 + 0) / 3, within(1e-12));
        assertThat(Metrics.balancedAccuracy(CONFUSION)).isCloseTo((0.75 + 0.5) / 2, within(1e-12));
    }

    @Test
    void nothingIsZeroRatherThanNotANumber() {
        int[][] empty = new int[2][2];
        assertThat(Metrics.accuracy(empty)).isZero();
        assertThat(Metrics.macroF1(empty)).isZero();
        assertThat(Metrics.balancedAccuracy(empty)).isZero();
        assertThat(Metrics.precision(empty, 0)).isZero();
    }
}
