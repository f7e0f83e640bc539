package dev.tinywright.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Each goal is judged by its own figure. */
class MeasurementTest {
    private static final Measurement MEASUREMENT = Attempts.measurement(0.9, 0.8, 3000, 700, OptionalDouble.of(0.25));

    @Test
    void eachMetricHasItsFigure() {
        assertThat(MEASUREMENT.of(Metric.ACCURACY)).hasValue(0.9);
        assertThat(MEASUREMENT.of(Metric.MACRO_F1)).hasValue(0.8);
        assertThat(MEASUREMENT.of(Metric.FLASH)).hasValue(3000);
        assertThat(MEASUREMENT.of(Metric.LATENCY)).hasValue(0.25);
        assertThat(MEASUREMENT.of(Metric.BATTERY)).isEmpty();
    }

    @Test
    void ramIsStaticDataAndStackTogether() {
        assertThat(MEASUREMENT.ramBytes() + MEASUREMENT.stackBytes()).isEqualTo(700);
        assertThat(MEASUREMENT.of(Metric.RAM)).hasValue(700);
    }

    @Test
    void anAttemptMeetsWhatItReachesAndWhatIsNotJudged() {
        Attempt attempt = Attempts.measured(1, MEASUREMENT);

        assertThat(attempt.meets(new Goal(Metric.ACCURACY, 0.9))).isTrue();
        assertThat(attempt.meets(new Goal(Metric.RAM, 699))).isFalse();
        assertThat(attempt.meets(new Goal(Metric.BATTERY, 1))).isTrue();
    }

    @Test
    void anAttemptThatFailedMeetsNothing() {
        assertThat(Attempts.failed(1).meets(new Goal(Metric.BATTERY, 1))).isFalse();
    }
}
