package dev.tinywright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.ReportFacts.TestRow;
import dev.tinywright.report.Statistics.ClassFigures;
import dev.tinywright.report.Statistics.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    /** Expected values: 81/263 and 15/148 from Newcombe 1998, table I, method 3; the ends in closed form z²/(n+z²). */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "29, 29, 0.8830, 1"})
    void wilsonIntervalIsAsPublished(int hits, int total, double low, double high) {
        Estimate estimate = Statistics.wilson(hits, total);
        assertThat(estimate.value()).isEqualTo((double) hits / total);
        assertThat(estimate.low()).isCloseTo(low, within(5e-5));
        assertThat(estimate.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void nothingCountedHasNoInterval() {
        assertThat(Statistics.wilson(0, 0).isDefined()).isFalse();
        assertThat(Numbers.interval(Statistics.wilson(0, 0))).isEmpty();
    }

    @Test
    void figuresOfAClassFollowFromTheConfusionMatrix() {
        int[][] confusion = {{8, 2, 0}, {1, 9, 0}, {0, 0, 0}};
        List<ClassFigures> figures = Statistics.perClass(confusion);
        assertThat(figures.get(0).precision().value()).isEqualTo(8 / 9.0);
        assertThat(figures.get(0).recall().value()).isEqualTo(0.8);
        assertThat(figures.get(0).f1().value()).isCloseTo(16 / 19.0, within(1e-12));
        assertThat(figures.get(2).f1().isDefined()).isFalse();
        assertThat(Statistics.macroF1(figures)).isCloseTo((16 / 19.0 + 18 / 21.0) / 2, within(1e-12));
    }

    @Test
    void confusionCountsWantedByRowAndGotByColumn() {
        TestRow row = new TestRow("a:1", List.of(), 0, 1, 0.5);
        assertThat(Statistics.confusion(List.of(row), 2)).isDeepEqualTo(new int[][] {{0, 1}, {0, 0}});
    }

    /** For many rows the interval is the normal one by the delta method: F1 = 0.8 ± 1.96 · 0.0139. */
    @Test
    void intervalOfF1IsThatOfItsShareOfHits() {
        Estimate estimate = Statistics.f1(400, 200);
        assertThat(estimate.value()).isCloseTo(0.8, within(1e-12));
        assertThat(estimate.low()).isCloseTo(0.8 - 1.96 * 0.0139, within(0.002));
        assertThat(estimate.high()).isCloseTo(0.8 + 1.96 * 0.0139, within(0.002));
    }

    @Test
    void aFewRowsWithoutErrorLeaveF1Uncertain() {
        assertThat(Statistics.f1(10, 0).low()).isBetween(0.8, 0.9);
        assertThat(Statistics.f1(10, 0).high()).isEqualTo(1);
    }

    @Test
    void separationIsTheShareOfVarianceBetweenClasses() {
        assertThat(Statistics.separation(column(List.of(5, 0, 0), List.of(0, 0, 5))))
                .isCloseTo(1, within(1e-12));
        assertThat(Statistics.separation(column(List.of(3, 2, 3), List.of(3, 2, 3))))
                .isCloseTo(0, within(1e-12));
        assertThat(Statistics.separation(column(List.of(0, 0, 0), List.of(0, 0, 0))))
                .isZero();
    }

    private static Column column(List<Integer> first, List<Integer> second) {
        return new Column("c", "", 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, List.of(first, second));
    }

    /** Half the 0.95 quantile of chi-squared with 2 (n + 1) degrees of freedom: 2.996, 4.744, 16.96,. */
    @Test
    void whatIsCountedHasAnUpperBoundOfItsMean() {
        assertThat(Statistics.mostOnAverage(0)).isCloseTo(2.9957, within(1e-3));
        assertThat(Statistics.mostOnAverage(1)).isCloseTo(4.7439, within(1e-3));
        assertThat(Statistics.mostOnAverage(10)).isCloseTo(16.962, within(1e-2));
        assertThat(Statistics.mostOnAverage(1000)).isBetween(1050.0, 1056.0);
    }
}
