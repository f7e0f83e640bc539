package dev.tinywright.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigmoidTableTest {
    @Test
    void theLogisticFunctionIsNearTheRealOneAndRises() {
        int before = 0;
        for (int x = Short.MIN_VALUE; x <= Short.MAX_VALUE; x++) {
            int share = SigmoidTable.logistic(x);
            assertThat((double) share).isBetween(logistic(x) - 1.1, logistic(x) + 1.1);
            assertThat(share).isBetween(before, Short.MAX_VALUE + 0);
            before = share;
        }
    }

    private static double logistic(int x) {
        return Math.min(0x1p15 / (1 + Math.exp(-x * 0x1p-12)), Short.MAX_VALUE);
    }

    /** With a power below 0 what is rounded before is part of the error. */
    @ParameterizedTest
    @ValueSource(ints = {-18, -3, -1, 0, 1, 5, 12})
    void theTangentIsNearTheRealOneAndRises(int power) {
        double off = power < 0 ? 7 : 2.2;
        int before = Short.MIN_VALUE;
        for (int x = Short.MIN_VALUE; x <= Short.MAX_VALUE; x++) {
            int tanh = SigmoidTable.tanh(x, power);
            double real = 0x1p15 * Math.tanh(Math.scalb((double) x, power - 12));
            assertThat((double) tanh).isBetween(real - off, real + off);
            assertThat(tanh).isGreaterThanOrEqualTo(before);
            before = tanh;
        }
    }

    @Test
    void theEndsAreThoseOfInt16() {
        assertThat(SigmoidTable.logistic(Short.MAX_VALUE)).isEqualTo(32757);
        assertThat(SigmoidTable.tanh(Short.MAX_VALUE, 0)).isEqualTo(32767);
        assertThat(SigmoidTable.tanh(Short.MIN_VALUE, 12)).isEqualTo(-32767);
        assertThat(SigmoidTable.tanh(0, 0)).isZero();
        assertThat(SigmoidTable.logistic(0)).isEqualTo(16384);
    }
}
