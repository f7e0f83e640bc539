package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.DenseNode;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.RandomNetworks;
import dev.tinywright.quantize.Trace;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our integers against TensorFlow Lite 2.20 on the same {@code .tflite} and the same inputs. Its kernels round a dense
 * layer's sums in three ways:
 *
 * <ul>
 *   <li>{@code Register_FULLY_CONNECTED_REF}: once, {@code (sum · multiplier + half) >> bits}.
 *   <li>{@code Register_FULLY_CONNECTED} (ruy): twice, as we do, but the second time half up instead of half away from 0.
 *   <li>XNNPACK: once, in float32, to even.
 * </ul>
 *
 * The kernels for microcontrollers round twice, half away from zero, which is our definition. All four agree unless the
 * exact product is within a hair of half a step.
 */
class RuntimeAgreementTest {
    private static final int ROWS = 50;

    @ParameterizedTest
    @EnumSource
    void denseDiffersByOneAndOnlyNextToHalfAStep(Kernels kernels) {
        Tally tally = new Tally();
        for (int seed = 0; seed < 300; seed++) {
            QuantizedModel model = Trace.withoutSoftmax(quantized(singleLayer(seed), seed));
            DenseNode dense = DenseNode.of(model).getFirst();
            compare(model, kernels, seed, (x, ours, theirs) -> {
                for (int u = 0; u < ours.length; u++) {
                    tally.add(ours[u], theirs[u]);
                    if (ours[u] != theirs[u]) {
                        double fromHalf = Math.abs(Math.abs(Math.IEEEremainder(exact(dense, x, u), 1)) - 0.5);
                        double firstRounding = Math.scalb(
                                1.0,
                                Math.min(0, dense.sums().requantizers().get(u).shift()));
                        assertThat(fromHalf).isLessThanOrEqualTo(firstRounding + 0x1p-14); // float32: 255 · 2^-24
                    }
                }
            });
        }
        assertThat(tally.largest).isLessThanOrEqualTo(1);
        assertThat(tally.different).isLessThan(tally.total / 300);
        assertThat(tally.total).isGreaterThan(200_000);
    }

    @Test
    void wholeNetworksEqualTheReferenceKernelsOnceTheirSingleRoundingIsApplied() {
        for (int seed = 0; seed < 200; seed++) {
            QuantizedModel model = quantized(RandomNetworks.network(seed), seed);
            compare(model, Kernels.REFERENCE, seed, (x, ours, theirs) -> assertThat(theirs)
                    .isEqualTo(roundingOnce(model, x)));
        }
    }

    @Test
    void wholeNetworksDifferFromTheBuiltInKernelsInFewerThanOneOutputOfAThousand() {
        Tally tally = new Tally();
        for (int seed = 0; seed < 200; seed++) {
            compare(quantized(RandomNetworks.network(seed), seed), Kernels.BUILT_IN, seed, (x, ours, theirs) -> {
                for (int i = 0; i < ours.length; i++) {
                    tally.add(ours[i], theirs[i]);
                }
            });
        }
        assertThat(tally.different).isLessThan(tally.total / 1000);
        assertThat(tally.total).isGreaterThan(100_000);
    }

    /** The built-in kernel and XNNPACK's fallback look exponentials up in a float32 table. */
    @ParameterizedTest
    @EnumSource
    void softmaxIsThatOfTheReferenceKernelAndOneOffTheFloatTableAtMostNextToHalfAStep(Kernels kernels) {
        for (float scale : new float[] {0.01f, 0.05f, 0.1f, 0.333f, 1, 5, 15, 20}) {
            for (int n : new int[] {1, 2, 3, 5, 10, 100, 500}) {
                QuantizedModel model = softmax(n, scale);
                compare(model, kernels, n, (x, ours, theirs) -> assertSharesAgree(kernels, scale, x, ours, theirs));
            }
        }
    }

    @Test
    void softmaxOfTwoIsThatOfTheReferenceKernelForEveryDifference() {
        for (float scale : new float[] {1e-6f, 0.003f, 0.02f, 0.07f, 0.15f, 0.5f, 2}) {
            QuantizedModel model = softmax(2, scale);
            try (TensorFlowLite runtime = open(model, Kernels.REFERENCE)) {
                for (int q = -128; q < 128; q++) {
                    byte[] x = {(byte) q, -128};
                    assertThat(model.run(x)).isEqualTo(runtime.run(x));
                }
            }
        }
    }

    private static void assertSharesAgree(Kernels kernels, float scale, byte[] x, byte[] ours, byte[] theirs) {
        if (kernels == Kernels.REFERENCE) {
            assertThat(ours).isEqualTo(theirs);
            return;
        }
        double[] real = realShares(scale, x);
        for (int i = 0; i < ours.length; i++) {
            assertThat((int) ours[i]).isBetween(theirs[i] - 1, theirs[i] + 1);
            if (ours[i] != theirs[i]) {
                assertThat(Math.abs(Math.IEEEremainder(real[i], 1))).isBetween(0.499, 0.5);
            }
        }
    }

    /** In 256ths, in double. */
    private static double[] realShares(float scale, byte[] x) {
        double[] shares = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            shares[i] = Math.exp(scale * (x[i] - 127.0));
            sum += shares[i];
        }
        for (int i = 0; i < x.length; i++) {
            shares[i] *= 256 / sum;
        }
        return shares;
    }

    private static byte[] roundingOnce(QuantizedModel model, byte[] x) {
        return new Reference(model.graph(), Rounding.SINGLE).run(List.of(x)).getFirst();
    }

    private static double exact(DenseNode dense, byte[] x, int unit) {
        Requantizer requantizer = dense.sums().requantizers().get(unit);
        return (double) dense.sum(x, unit) * requantizer.multiplier() * Math.scalb(1.0, requantizer.shift() - 31);
    }

    private static TrainedModel singleLayer(int seed) {
        Random random = new Random(seed);
        Activation activation = random.nextBoolean() ? Activation.RELU : Activation.NONE;
        int inputs = random.nextInt(1, 60);
        int units = random.nextInt(1, 40);
        DenseWeights layer = RandomNetworks.dense(random, "dense1", inputs, units, activation, 1);
        return new TrainedModel(List.of(layer));
    }

    private static QuantizedModel quantized(TrainedModel model, int seed) {
        return Quantizer.quantize(model, RandomNetworks.features(seed, 50, model.inputs()), 100);
    }

    private static QuantizedModel softmax(int n, float scale) {
        return Trace.softmax(n, new Quantization(scale, 3));
    }

    private static TensorFlowLite open(QuantizedModel model, Kernels kernels) {
        byte[] file = GraphWriter.write(model.graph(), "test", Collections.nCopies(model.outputs(), "label"));
        return new TensorFlowLite(file, model.inputs(), model.outputs(), kernels);
    }

    private static void compare(QuantizedModel model, Kernels kernels, long seed, Comparison comparison) {
        Random random = new Random(seed);
        try (TensorFlowLite runtime = open(model, kernels)) {
            for (int row = 0; row < ROWS; row++) {
                byte[] x = new byte[model.inputs()];
                random.nextBytes(x);
                comparison.accept(x, model.run(x), runtime.run(x));
            }
        }
    }

    private interface Comparison {
        void accept(byte[] x, byte[] ours, byte[] theirs);
    }

    private static final class Tally {
        private int total;
        private int different;
        private int largest;

        void add(int ours, int theirs) {
            total++;
            different += ours == theirs ? 0 : 1;
            largest = Math.max(largest, Math.abs(ours - theirs));
        }
    }
}
