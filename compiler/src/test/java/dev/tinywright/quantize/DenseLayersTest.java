package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.tensor.HostKernels;
import dev.tinywright.tensor.Softmax;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DenseLayersTest {
    private static final HostKernels KERNELS = HostKernels.compile();

    @Test
    void everyLayerIsThatOfTheCompiledKernels() throws Throwable {
        for (int seed = 0; seed < 100; seed++) {
            QuantizedModel model = network(seed);
            Random random = new Random(seed);
            for (int row = 0; row < 10; row++) {
                byte[] x = new byte[model.inputs()];
                random.nextBytes(x);
                List<byte[]> trace = Trace.of(model, x);
                List<DenseNode> layers = DenseNode.of(model);
                for (int i = 0; i < layers.size(); i++) {
                    byte[] y = inC(layers.get(i), i == 0 ? x : trace.get(i - 1));
                    assertThat(trace.get(i)).isEqualTo(y);
                }
                float scale = layers.getLast().output().scale();
                assertThat(trace.getLast())
                        .isEqualTo(KERNELS.softmax(Softmax.parameters(scale), trace.get(layers.size() - 1)));
            }
        }
    }

    @Test
    void refusesAnInputOfTheWrongLength() {
        QuantizedModel model = network(3);
        assertThatThrownBy(() -> model.run(new byte[model.inputs() + 1])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] inC(DenseNode dense, byte[] x) throws Throwable {
        return KERNELS.dense(
                x,
                dense.weights(),
                folded(dense),
                dense.sums().requantizers(),
                dense.output().zeroPoint(),
                dense.sums().min(),
                dense.sums().max());
    }

    private static int[] folded(DenseNode dense) {
        int[] bias = dense.sums().bias().clone();
        int inputs = dense.weights().length / dense.units();
        for (int i = 0; i < dense.weights().length; i++) {
            bias[i / inputs] -= dense.input().zeroPoint() * dense.weights()[i];
        }
        return bias;
    }

    private static QuantizedModel network(int seed) {
        var trained = RandomNetworks.network(seed);
        return Quantizer.quantize(trained, RandomNetworks.features(seed, 50, trained.inputs()), 100);
    }
}
