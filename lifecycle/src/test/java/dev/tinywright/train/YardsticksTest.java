package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class YardsticksTest {
    @Test
    void measuresTheMajorityAndALine() {
        TrainingData data = Blobs.data();
        float[][] rows = Blobs.rows(90, 4, 3, 3, 3);
        int[] classes = Blobs.classes(90, 3);
        try (TrainerPool pool = TrainerPool.start(1)) {
            Yardsticks yardsticks = Yardsticks.measure(data, rows, classes, pool);
            assertThat(yardsticks.majority().accuracy()).isCloseTo(1 / 3.0, within(1e-9));
            assertThat(yardsticks.majority().macroF1()).isCloseTo(0.5 / 3, within(1e-9));
            assertThat(yardsticks.logistic().accuracy()).isGreaterThan(0.93);
        }
    }
}
