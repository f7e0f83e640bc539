package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContinuousTest {
    @Test
    void readsHowManyFalseAlarmsTheSentenceAllows() {
        assertThat(Continuous.allowed("Hear yes and no, at most 2 false alarms per hour."))
                .contains(2.0);
        assertThat(Continuous.allowed("no more than one wrong detection a day")).contains(1.0 / 24);
        assertThat(Continuous.allowed("No false activations an hour")).contains(0.0);
        assertThat(Continuous.allowed("1.5 false triggers each hour")).contains(1.5);
    }

    @Test
    void aSentenceThatSaysNothingOfFalseAlarmsAllowsTheUsual() {
        assertThat(Continuous.allowed("Hear yes and no in 2 hours of noise")).isEmpty();
    }
}
