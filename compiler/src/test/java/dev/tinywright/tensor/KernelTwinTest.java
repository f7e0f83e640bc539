package dev.tinywright.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java arithmetic and compiled C, on the same inputs, bit for bit. */
class KernelTwinTest {
    private static final HostKernels KERNELS = HostKernels.compile();

    @ParameterizedTest
    @EnumSource
    void requantizesTheSameInC(Rounding rounding) throws Throwable {
        MethodHandle inC = KERNELS.requantize(rounding);
        int[] accumulators = RequantizerTest.edgeCasesAndSeededInts(Integer.MAX_VALUE);
        int[] multipliers = {0, 1 << 30, (1 << 30) + 1, 1518500250, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
        for (int multiplier : multipliers) {
            for (int shift = -31; shift <= 30; shift++) {
                Requantizer inJava = new Requantizer(multiplier, shift);
                for (int accumulator : accumulators) {
                    int c = (int) inC.invokeExact(accumulator, multiplier, shift);
                    int java = rounding.requantize(inJava, accumulator);
                    if (c != java) {
                        assertThat(c).as("%s of %d", inJava, accumulator).isEqualTo(java);
                    }
                }
            }
        }
    }

    @Test
    void sharesTheSameInC() throws Throwable {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 3000; round++) {
            byte[] x = new byte[random.nextInt(10) == 0 ? random.nextInt(1, 8192) : random.nextInt(1, 20)];
            random.nextBytes(x);
            Softmax.Parameters parameters = Softmax.parameters((float) Math.exp(random.nextDouble(-18, 8)));
            assertThat(KERNELS.softmax(parameters, x)).isEqualTo(Softmax.apply(parameters, x));
        }
    }

    @Test
    void multipliesTheSameInC() throws Throwable {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 300; round++) {
            int inputs = random.nextInt(1, 200);
            int units = random.nextInt(1, 20);
            byte[] x = new byte[inputs];
            random.nextBytes(x);
            byte[] weights = new byte[inputs * units];
            random.nextBytes(weights);
            int[] bias = random.ints(units, -(1 << 30), (1 << 30) + 1).toArray();
            List<Requantizer> requantizers = IntStream.range(0, units)
                    .mapToObj(u -> Requantizer.of(Math.exp(random.nextDouble(-22, 3))))
                    .toList();
            int inputZero = random.nextInt(-128, 128);
            int outputZero = random.nextInt(-128, 128);
            int min = random.nextBoolean() ? outputZero : -128;
            byte[] expected = dense(x, weights, bias, requantizers, inputZero, outputZero, min, 127);
            assertThat(KERNELS.dense(x, weights, bias, requantizers, inputZero, outputZero, min, 127))
                    .isEqualTo(expected);
        }
    }

    /** The formula in {@code tw_dense_s8.h}, in 64 bits, so that an overflow in C would show. */
    private static byte[] dense(byte[] x, byte[] weights, int[] bias, List<Requantizer> requantizers, int... limits) {
        byte[] y = new byte[bias.length];
        for (int u = 0; u < y.length; u++) {
            long sum = bias[u];
            for (int i = 0; i < x.length; i++) {
                sum += (long) (x[i] - limits[0]) * weights[u * x.length + i];
            }
            int q = requantizers.get(u).apply(Math.toIntExact(sum)) + limits[1];
            y[u] = (byte) Math.clamp(q, limits[2], limits[3]);
        }
        return y;
    }
}
