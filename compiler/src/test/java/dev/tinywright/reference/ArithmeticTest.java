package dev.tinywright.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The integers against float64: each output is the nearest to the real result, except for what the fixed point may lose,
 * which the tests name. Factors have 31 bits; a sum that is shifted right by {@code s} after the multiplication is rounded
 * twice, which adds at most {@code 2^−(s + 1)} of a step.
 */
class ArithmeticTest {
    private static final int ROUNDS = 2000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(Long.getLong("seed", 7));

    @Test
    void addsAndSubtractsToTheNearest() {
        for (int round = 0; round < ROUNDS; round++) {
            Scaling first = scaling();
            Scaling second = scaling();
            Scaling output = scaling();
            AddParameters sum = AddParameters.add(first, second, output, Clamp.NONE);
            AddParameters difference = AddParameters.subtract(first, second, output, Clamp.NONE);
            int a = q();
            int b = q();
            // Two shares with 20 bits below the common scale, and factors that float32 holds to 24 bits.
            double common = 2.0 * Math.max(first.scale(), second.scale()) / output.scale();
            double slack = 2 * common * 0x1p-20 + twice(sum.output());
            assertNearest(sum.add(a, b), real(first, a) + real(second, b), output, slack);
            double rounded = slack + common * 256 * 0x1p-23;
            assertNearest(difference.subtract(a, b), real(first, a) - real(second, b), output, rounded);
        }
    }

    @Test
    void multipliesToTheNearest() {
        for (int round = 0; round < ROUNDS; round++) {
            Scaling first = scaling();
            Scaling second = scaling();
            Scaling output = scaling();
            MulParameters product = MulParameters.of(first, second, output, Clamp.NONE);
            int a = q();
            int b = q();
            assertNearest(product.apply(a, b), real(first, a) * real(second, b), output, twice(product.factor()));
        }
    }

    @Test
    void averagesToTheNearest() {
        for (int round = 0; round < ROUNDS; round++) {
            Scaling input = scaling();
            Scaling output = scaling();
            int count = random.nextInt(1, 5000);
            int sum = 0;
            for (int i = 0; i < count; i++) {
                sum += q();
            }
            MeanParameters mean = MeanParameters.of(input, output, count);
            double exact = input.scale() * ((double) sum / count - input.zeroPoint());
            // The factor is divided by the count rounding down, which leaves it 29 bits.
            assertNearest(mean.apply(sum, DataType.INT8), exact, output, twice(mean.factor()) + 0x1p-20);
        }
    }

    @Test
    void poolsToTheNearestAndHalvesAwayFromZero() {
        for (int count = 1; count < 70; count++) {
            for (int sum = -128 * count; sum <= 127 * count; sum++) {
                double exact = (double) sum / count;
                assertThat((double) Pooling.average(sum, count)).isCloseTo(exact, within(0.5));
            }
        }
        assertThat(Pooling.average(5, 2)).isEqualTo(3);
        assertThat(Pooling.average(-5, 2)).isEqualTo(-3);
    }

    @Test
    void rescalesToTheNearestInEveryWholeType() {
        DataType[] types = {DataType.INT8, DataType.UINT8, DataType.INT16};
        for (int round = 0; round < ROUNDS; round++) {
            Tensor input = tensor(types[random.nextInt(3)]);
            Tensor output = tensor(types[random.nextInt(3)]);
            RescaleParameters rescale = RescaleParameters.of(input, output);
            int x = random.nextInt(Elements.lowest(input.type()), Elements.highest(input.type()) + 1);
            double exact = (double) input.scale() / output.scale() * (x - input.zeroPoint()) + output.zeroPoint();
            double nearest = Math.clamp(exact, Elements.lowest(output.type()), Elements.highest(output.type()));
            double slack = twice(rescale.factor()) + 65536 * 0x1p-30;
            assertThat((double) rescale.apply(x)).isCloseTo(nearest, within(0.5 + slack));
        }
    }

    @ParameterizedTest
    @EnumSource
    void requantizesSumsToTheNearestAtEveryShift(Rounding rounding) {
        for (int shift = -31; shift <= 8; shift++) {
            for (int round = 0; round < 200; round++) {
                Requantizer factor = new Requantizer(random.nextInt(1 << 30, Integer.MAX_VALUE), shift);
                int sum = random.nextInt(-(1 << 22), 1 << 22) >> random.nextInt(16);
                double exact = Math.scalb((double) sum * factor.multiplier(), shift - 31);
                double slack = rounding == Rounding.DOUBLE ? twice(factor) : 0;
                assertThat((double) rounding.requantize(factor, sum)).isCloseTo(exact, within(0.5 + slack));
            }
        }
    }

    @Test
    void roundsASumOnceHalfUp() {
        Requantizer half = Requantizer.of(0.5);
        assertThat(Rounding.SINGLE.requantize(half, 3)).isEqualTo(2); // 1.5
        assertThat(Rounding.SINGLE.requantize(half, -3)).isEqualTo(-1); // -1.5
        // the left shift saturates: far outside of int8 all the same
        assertThat(Rounding.SINGLE.requantize(Requantizer.of(1 << 20), Integer.MAX_VALUE))
                .isEqualTo(1 << 30);
        assertThat(Rounding.SINGLE.requantize(Requantizer.of(1 << 20), Integer.MIN_VALUE))
                .isEqualTo(-(1 << 30));
    }

    /** The second rounding sees 0.5 where the first made it of a little less: 0.375 · 2 is 0.75, then 1 · 2^−1. */
    @Test
    void differsBetweenTheRoundingsOnlyNextToHalfAStep() {
        int different = 0;
        for (int round = 0; round < 100_000; round++) {
            Requantizer factor = Requantizer.of(Math.scalb(random.nextDouble(0.5, 1), -random.nextInt(8)));
            int sum = random.nextInt(-2000, 2000);
            if (Rounding.SINGLE.requantize(factor, sum) != Rounding.DOUBLE.requantize(factor, sum)) {
                double exact = Math.scalb((double) sum * factor.multiplier(), factor.shift() - 31);
                double fromHalf = Math.abs(exact - Math.floor(exact) - 0.5);
                assertThat(fromHalf).isLessThanOrEqualTo(Math.scalb(0.5, factor.shift()));
                different++;
            }
        }
        assertThat(different).isPositive();
    }

    /** Slack: logistic and tangent have 4 integer bits and end at 15, beyond which they are less than half a step from 1. */
    @ParameterizedTest
    @CsvSource({"LOGISTIC, 0.00390625, -128, 0.01", "TANH, 0.0078125, 0, 0.01"})
    void sigmoidsAreTheNearest(Op.UnaryKind kind, float outputScale, int outputZero, double slack) {
        Scaling output = Scaling.of(outputScale, outputZero);
        for (int round = 0; round < 300; round++) {
            assertTableNearest(new Op.Unary(kind, 0), scaling(), output, slack, function(kind, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "RELU6", "RELU_N1_TO_1", "LEAKY_RELU"})
    void linearUnitsAreTheNearest(Op.UnaryKind kind) {
        for (int round = 0; round < 300; round++) {
            float alpha = kind == Op.UnaryKind.LEAKY_RELU ? random.nextFloat(-1, 1) : 0;
            Scaling input = scaling();
            Scaling output = scaling();
            // Scales are divided in float32.
            double ratio = (double) input.scale() / output.scale();
            double slack = Math.max(twice(Requantizer.of(ratio)), twice(Requantizer.of(ratio * Math.abs(alpha))))
                    + 256 * ratio * 0x1p-23;
            assertTableNearest(new Op.Unary(kind, alpha), input, output, slack, function(kind, alpha));
        }
    }

    /** 16-bit steps: the input's has 7 bits below its step, the share 15 bits, and each of three products is rounded. */
    @Test
    void hardSwishIsWithinAStepAndAQuarterOfTheReal() {
        for (int round = 0; round < 300; round++) {
            Scaling input = scaling();
            Scaling output = Scaling.of(input.scale() * random.nextFloat(0.3f, 2), random.nextInt(-128, 128));
            assertTableNearest(
                    new Op.Unary(Op.UnaryKind.HARD_SWISH, 0),
                    input,
                    output,
                    0.75,
                    function(Op.UnaryKind.HARD_SWISH, 0));
        }
    }

    @Test
    void resizesTakeRowsInOrderFromTheFirstToTheLast() {
        assertThat(ResizeParameters.sources(3, 6, new Op.ResizeNearest(false, false)))
                .containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(ResizeParameters.sources(4, 3, new Op.ResizeNearest(true, false)))
                .containsExactly(0, 2, 3);
        assertThat(ResizeParameters.sources(2, 4, new Op.ResizeNearest(false, true)))
                .containsExactly(0, 0, 1, 1);
        assertThat(ResizeParameters.sources(5, 1, new Op.ResizeNearest(true, false)))
                .containsExactly(0);
    }

    private static DoubleUnaryOperator function(Op.UnaryKind kind, double alpha) {
        return switch (kind) {
            case LOGISTIC -> x -> 1 / (1 + Math.exp(-x));
            case TANH -> Math::tanh;
            case RELU -> x -> Math.max(x, 0);
            case RELU6 -> x -> Math.clamp(x, 0, 6);
            case RELU_N1_TO_1 -> x -> Math.clamp(x, -1, 1);
            case LEAKY_RELU -> x -> x < 0 ? alpha * x : x;
            case HARD_SWISH -> x -> x * Math.clamp(x + 3, 0, 6) / 6;
        };
    }

    private static void assertTableNearest(
            Op.Unary op, Scaling input, Scaling output, double slack, DoubleUnaryOperator function) {
        byte[] table = UnaryTable.of(op, input, output);
        for (int x = -128; x < 128; x++) {
            assertNearest(table[x + 128], function.applyAsDouble(real(input, x)), output, slack);
        }
    }

    private static void assertNearest(int q, double real, Scaling output, double slack) {
        double steps = real / output.scale() + output.zeroPoint();
        double nearest = Math.clamp(steps, -128.0, 127.0);
        double precision = Math.min(Math.abs(steps), 1000) * 0x1p-28;
        assertThat((double) q).isCloseTo(nearest, within(0.5 + slack + precision));
    }

    /** What the first of two roundings can move the second by. */
    private static double twice(Requantizer factor) {
        return factor.shift() < 0 ? Math.scalb(0.5, factor.shift()) : 0;
    }

    private static double real(Scaling scaling, int q) {
        return (double) scaling.scale() * (q - scaling.zeroPoint());
    }

    private int q() {
        return random.nextInt(-128, 128);
    }

    /** Scales from 1/1000 to 1; one zero point in four is at an end. */
    private Scaling scaling() {
        int zeroPoint = random.nextInt(4) > 0 ? q() : random.nextBoolean() ? -128 : 127;
        return Scaling.of((float) Math.pow(10, random.nextDouble(-3, 0)), zeroPoint);
    }

    private Tensor tensor(DataType type) {
        int zeroPoint = random.nextInt(Elements.lowest(type), Elements.highest(type) + 1);
        Scaling scaling = Scaling.of((float) Math.pow(10, random.nextDouble(-2, 0)), zeroPoint);
        return Tensor.activation("x", type, Shape.of(1), Optional.of(scaling));
    }
}
