package dev.tinywright.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequantizerTest {

    /** Around 0, around every power of two, at the ends, and 500 seeded; all within {@code ±limit}. */
    static int[] edgeCasesAndSeededInts(int limit) {
        IntStream edges = IntStream.range(0, 31)
                .flatMap(bit -> IntStream.of((1 << bit) - 1, 1 << bit, (1 << bit) + 1))
                .flatMap(i -> IntStream.of(i, -i));
        IntStream ends = IntStream.of(0, limit, -limit, limit == Integer.MAX_VALUE ? Integer.MIN_VALUE : 0);
        IntStream seeded = new SplittableRandom(3).ints(500, -limit, limit).sequential();
        return IntStream.concat(IntStream.concat(edges, ends), seeded)
                .filter(i -> Math.abs((long) i) <= limit + 1L)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-6, 0.0009765625, 0.0039, 0.25, 0.5, 0.999_999, 1, 1.5, 127})
    void staysWithinHalfAStepOfTheRealProduct(double factor) {
        Requantizer requantizer = Requantizer.of(factor);
        // The first of the two roundings adds half a unit of 2^shift.
        double doubleRounding = requantizer.shift() < 0 ? Math.scalb(0.5, requantizer.shift()) : 0;
        for (int accumulator : edgeCasesAndSeededInts(1 << 23)) {
            double exact = accumulator * factor;
            double halfAStep = 0.5 + doubleRounding + Math.abs(exact) * 0x1p-31;
            assertThat((double) requantizer.apply(accumulator)).isCloseTo(exact, within(halfAStep));
        }
    }

    @Test
    void saturatesRatherThanWraps() {
        assertThat(Requantizer.of(256).apply(1 << 28)).isEqualTo(1 << 30);
        assertThat(Requantizer.of(256).apply(-(1 << 28))).isEqualTo(-(1 << 30));
        assertThat(Requantizer.of(1e12).apply(1)).isPositive();
    }

    @Test
    void roundsTheProductHalfUpAndTheShiftHalfAwayFromZero() {
        assertThat(FixedPoint.doublingHighMultiply(3, 1 << 30)).isEqualTo(2); // 1.5
        assertThat(FixedPoint.doublingHighMultiply(-3, 1 << 30)).isEqualTo(-1); // -1.5
        assertThat(FixedPoint.roundingShiftRight(3, 1)).isEqualTo(2);
        assertThat(FixedPoint.roundingShiftRight(-3, 1)).isEqualTo(-2);
        assertThat(FixedPoint.doublingHighMultiply(Integer.MIN_VALUE, Integer.MIN_VALUE))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shiftsAsExactDecimalsRound() {
        for (int x : edgeCasesAndSeededInts(Integer.MAX_VALUE)) {
            for (int bits = 0; bits <= 31; bits++) {
                BigDecimal exact = BigDecimal.valueOf(x).divide(BigDecimal.valueOf(1L << bits));
                int rounded = exact.setScale(0, RoundingMode.HALF_UP).intValueExact(); // HALF_UP: away from zero
                assertThat(FixedPoint.roundingShiftRight(x, bits)).isEqualTo(rounded);
            }
        }
    }

    /** Halves, and what lies one beside them, at every shift: half away from zero after a product half up, or half up at once. */
    @Test
    void bothRoundingsAreThoseOfExactDecimals() {
        for (int multiplier : new int[] {0, 1 << 30, 3 << 29, (1 << 30) + 1, Integer.MAX_VALUE}) {
            for (int shift = -31; shift <= 30; shift++) {
                Requantizer requantizer = new Requantizer(multiplier, shift);
                for (int accumulator : halvesAndTheirNeighbours(Math.max(0, -shift))) {
                    assertExact(requantizer, accumulator);
                }
            }
        }
    }

    /** Odd multiples of 2^shift and 2^(shift+1), which 2^30 and 3 · 2^29 make halves of, and one more and one less. */
    private static int[] halvesAndTheirNeighbours(int shift) {
        return IntStream.of(1, 2, 3, 5, 6, 7, 127, 254, 255)
                .mapToLong(i -> (long) i << shift)
                .flatMap(i -> LongStream.of(i, -i, i - 1, i + 1, -i - 1, -i + 1))
                .filter(i -> Math.abs(i) <= Integer.MAX_VALUE)
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static void assertExact(Requantizer requantizer, int accumulator) {
        int left = Math.max(0, requantizer.shift());
        BigDecimal product = BigDecimal.valueOf(FixedPoint.saturatingShiftLeft(accumulator, left))
                .multiply(BigDecimal.valueOf(requantizer.multiplier()))
                .divide(BigDecimal.valueOf(1L << 31));
        BigDecimal divisor = BigDecimal.valueOf(1L << Math.max(0, -requantizer.shift()));
        BigDecimal twice = halfUp(product).divide(divisor).setScale(0, RoundingMode.HALF_UP); // away from zero
        assertThat(requantizer.apply(accumulator))
                .as("%s of %d, rounded twice", requantizer, accumulator)
                .isEqualTo(twice.intValueExact());
        assertThat(requantizer.applyOnce(accumulator))
                .as("%s of %d, rounded once", requantizer, accumulator)
                .isEqualTo(halfUp(product.divide(divisor)).intValueExact());
    }

    private static BigDecimal halfUp(BigDecimal x) {
        return x.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
    }

    @Test
    void theRoundingsDifferBelowZeroAtHalvesAndAboveWhereTheProductBecomesAHalf() {
        Requantizer half = new Requantizer(1 << 30, 0); // accumulator / 2
        Requantizer quarter = new Requantizer(1 << 30, -1);
        Requantizer eighth = new Requantizer(1 << 30, -2);
        assertThat(half.apply(-3)).isEqualTo(half.applyOnce(-3)).isEqualTo(-1);
        assertThat(quarter.apply(-2)).as("-0.5, away from zero").isEqualTo(-1);
        assertThat(quarter.applyOnce(-2)).as("-0.5, up").isZero();
        assertThat(eighth.apply(3)).as("0.375: 1.5 quarters are 2, a half").isEqualTo(1);
        assertThat(eighth.applyOnce(3)).as("0.375").isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.0039, 0.1, 0.999_999_999_9, 1, 1e6})
    void holdsTheFactorToThirtyBits(double factor) {
        Requantizer requantizer = Requantizer.of(factor);
        double held = requantizer.multiplier() * Math.scalb(1.0, requantizer.shift() - 31);
        assertThat(held / factor).isCloseTo(1, within(0x1p-31));
    }

    @Test
    void refusesWhatIsNotAFactor() {
        assertThat(Requantizer.of(1e-12)).isEqualTo(new Requantizer(0, 0));
        assertThatThrownBy(() -> Requantizer.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Requantizer.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Requantizer(-5, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
