package dev.tinywright.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantizationTest {
    private static final Quantization QUARTERS = new Quantization(0.25f, -28);

    @Test
    void quantizesToTheNearestStepAndSaturates() {
        assertThat(QUARTERS.quantize(0)).isEqualTo((byte) -28);
        assertThat(QUARTERS.quantize(0.124f)).isEqualTo((byte) -28);
        assertThat(QUARTERS.quantize(0.126f)).isEqualTo((byte) -27);
        assertThat(QUARTERS.quantize(1e30f)).isEqualTo((byte) 127);
        assertThat(QUARTERS.quantize(Float.NEGATIVE_INFINITY)).isEqualTo((byte) -128);
        assertThat(QUARTERS.quantize(Float.NaN)).isEqualTo((byte) -28);
    }

    @Test
    void everyStepComesBackAsItself() {
        for (int q = -128; q < 128; q++) {
            assertThat(QUARTERS.quantize(QUARTERS.real(q))).isEqualTo((byte) q);
        }
    }

    @Test
    void refusesScalesThatAreNot() {
        assertThatThrownBy(() -> new Quantization(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Quantization(1, 128)).isInstanceOf(IllegalArgumentException.class);
    }
}
