package dev.tinywright.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filters against their definitions in double precision. */
class FilterTest {
    @Test
    void butterworthHasTheGainOfItsFormula() {
        for (int order = 1; order <= 4; order++) {
            for (boolean low : new boolean[] {true, false}) {
                SignalBlock filter = filter(Windows.layout(4000, 1, 0), 1000, 50, order, low);
                for (double turns : new double[] {0.005, 0.03, 0.05, 0.1, 0.35}) {
                    double bent = Math.tan(Math.PI * turns) / Math.tan(Math.PI * 0.05); // by the bilinear transform
                    double formula = 1 / Math.sqrt(1 + Math.pow(low ? bent : 1 / bent, 2 * order));
                    assertThat(gain(filter, turns)).isCloseTo(formula, within(0.0005));
                }
            }
        }
    }

    /** Returns the strength of a tone behind the filter, when it has settled, over that before. */
    private static double gain(SignalBlock filter, double turns) {
        int[] tone = Windows.tone(4000, turns, 16_000);
        int[] out = new int[4000];
        filter.apply(tone, out);
        return Math.sqrt(IntStream.range(2000, 4000)
                        .mapToDouble(i -> Math.pow(out[i], 2))
                        .sum()
                / IntStream.range(2000, 4000)
                        .mapToDouble(i -> Math.pow(tone[i], 2))
                        .sum());
    }

    @Test
    void butterworthIsWithinAStepOfDoublePrecision() {
        for (int order = 1; order <= 4; order++) {
            for (boolean low : new boolean[] {true, false}) {
                assertThat(largestError(1000, 300, order, low))
                        .as("order %s", order)
                        .isLessThan(0.6);
                assertThat(largestError(1000, 20, order, low))
                        .as("order %s", order)
                        .isLessThan(0.6);
                assertThat(largestError(1000, 1, order, low))
                        .as("order %s", order)
                        .isLessThan(0.6);
                assertThat(largestError(1000, 0.1, order, low))
                        .as("order %s", order)
                        .isLessThan(2);
            }
        }
    }

    private static double largestError(double rate, double cutoff, int order, boolean low) {
        int frames = 20_000;
        Random random = new Random(order);
        int[] x = IntStream.range(0, frames)
                .map(i -> (int) (3000 * random.nextGaussian() + 9000 * Math.sin(i * 2e-3) + 5000))
                .map(WideArithmetic::sample)
                .toArray();
        int[] out = new int[frames];
        filter(Windows.layout(frames, 1, 0), rate, cutoff, order, low).apply(x, out);
        double[] expected = IntStream.range(0, frames).mapToDouble(i -> x[i]).toArray();
        double k = Math.tan(Math.PI * cutoff / rate);
        if (order % 2 == 1) {
            double b0 = low ? k / (1 + k) : 1 / (1 + k);
            expected = section(expected, low, b0, low ? b0 : -b0, 0, (k - 1) / (k + 1), 0);
        }
        for (int pole = order / 2; pole > 0; pole--) {
            // Poles of the analogue filter stand on a half circle, evenly.
            double damping = 2 * Math.cos(Math.PI * (order % 2 == 1 ? 2 * pole : 2 * pole - 1) / (2.0 * order));
            double norm = 1 / (1 + damping * k + k * k);
            double b0 = low ? k * k * norm : norm;
            expected = section(
                    expected,
                    low,
                    b0,
                    low ? 2 * b0 : -2 * b0,
                    b0,
                    2 * (k * k - 1) * norm,
                    (1 - damping * k + k * k) * norm);
        }
        double largest = 0;
        for (int i = 0; i < frames; i++) {
            largest = Math.max(largest, Math.abs(out[i] - Math.clamp(expected[i], -32767, 32767)));
        }
        return largest;
    }

    private static double[] section(double[] x, boolean low, double b0, double b1, double b2, double a1, double a2) {
        double[] y = new double[x.length];
        double x1 = x[0];
        double x2 = x[0];
        double y1 = low ? x[0] : 0;
        double y2 = y1;
        for (int i = 0; i < x.length; i++) {
            y[i] = b0 * x[i] + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = x[i];
            y2 = y1;
            y1 = y[i];
        }
        return y;
    }

    private static SignalBlock filter(Layout input, double rate, double cutoff, int order, boolean low) {
        return low
                ? SignalBlocks.lowPass(input, rate, cutoff, order)
                : SignalBlocks.highPass(input, rate, cutoff, order);
    }

    @Test
    void aConstantPassesALowPassAndNoHighPassFromTheFirstSampleOn() {
        int[] constant = IntStream.range(0, 50).map(_ -> -12_345).toArray();
        int[] out = new int[50];
        for (int order = 1; order <= 4; order++) {
            filter(Windows.layout(50, 1, 0), 100, 0.011, order, true).apply(constant, out);
            assertThat(out).containsOnly(-12_345);
            filter(Windows.layout(50, 1, 0), 100, 0.011, order, false).apply(constant, out);
            assertThat(out).containsOnly(0);
        }
    }

    @Test
    void differencesAndMeansAreOfEachChannel() {
        Layout input = Windows.layout(3, 2, 0);
        int[] out = new int[6];
        SignalBlocks.difference(input).apply(new int[] {1, 32767, 4, -32767, 2, 0}, out);
        assertThat(out).containsExactly(0, 0, 3, -32767, -2, 32767);
        SignalBlocks.removeMean(input).apply(new int[] {1, 32767, 4, -32767, 2, -32767}, out);
        assertThat(out).containsExactly(-1, 32767, 2, -21845, 0, -21845); // means 2.33 and -10922.33
    }

    @Test
    void whatCannotBeComputedIsSaid() {
        Layout input = Windows.layout(50, 1, 0);
        assertThatThrownBy(() -> SignalBlocks.lowPass(input, 100, 50, 2)).hasMessageContaining("0.01000 to 45.00 Hz");
        assertThatThrownBy(() -> SignalBlocks.highPass(input, 100, 0, 2)).hasMessageContaining("0.01000 to 45.00 Hz");
        assertThatThrownBy(() -> SignalBlocks.highPass(input, 100, Double.NaN, 2))
                .hasMessageContaining("order 1 to 4");
        assertThatThrownBy(() -> SignalBlocks.highPass(input, 100, 5, 5)).hasMessageContaining("order 1 to 4");
    }
}
