package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumberErrorsTest {
    @Test
    void figuresAreThoseOfTheirFormulas() {
        NumberErrors errors = NumberErrors.of(new float[] {1, 2, 3, 6}, new float[] {2, 2, 1, 6});
        assertThat(errors.mae()).isCloseTo(0.75, within(1e-12));
        assertThat(errors.rmse()).isCloseTo(Math.sqrt(5 / 4.0), within(1e-12));
        assertThat(errors.r2()).isCloseTo(1 - 5 / 14.0, within(1e-12));
    }

    @Test
    void aLineIsFoundByTheLinearYardstick() {
        float[][] rows = new float[50][];
        float[] numbers = new float[50];
        for (int i = 0; i < 50; i++) {
            rows[i] = new float[] {i, i * i % 17};
            numbers[i] = 3 * i - 2 * rows[i][1] + 7;
        }
        TrainingData data = TrainingData.regression(List.of(2), rows, numbers, new float[0][], new float[0]);
        NumberYardsticks yardsticks = NumberYardsticks.measure(data, rows, numbers);
        assertThat(yardsticks.linear().mae()).isLessThan(0.01);
        assertThat(yardsticks.mean().r2()).isCloseTo(0, within(1e-6));
    }
}
