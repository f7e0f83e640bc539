package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.tensor.HostKernels;
import dev.tinywright.tensor.Softmax;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegerReferenceTest {
    private static final HostKernels KERNELS = HostKernels.compile();

    @Test
    void everyLayerIsThatOfTheCompiledKernels() throws Throwable {
        for (int seed = 0; seed < 100; seed++) {
            QuantizedModel model = network(seed);
            Random random = new Random(seed);
            for (int row = 0; row < 10; row++) {
                byte[] x = new byte[model.inputs()];
                random.nextBytes(x);
                List<byte[]> trace = IntegerReference.trace(model, x);
                for (int i = 0; i < trace.size(); i++) {
                    byte[] y = inC(model.layers().get(i), i == 0 ? x : trace.get(i - 1));
                    assertThat(trace.get(i)).isEqualTo(y);
                }
            }
        }
    }

    @Test
    void runGivesTheSharesOfTheLastLayer() {
        QuantizedModel model = network(3);
        byte[] x = new byte[model.inputs()];
        assertThat(IntegerReference.run(model, x))
                .hasSize(model.outputs())
                .isEqualTo(IntegerReference.trace(model, x).getLast());
    }

    @Test
    void refusesAnInputOfTheWrongLength() {
        QuantizedModel model = network(3);
        assertThatThrownBy(() -> IntegerReference.run(model, new byte[model.inputs() + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] inC(QuantizedLayer layer, byte[] x) throws Throwable {
        return switch (layer) {
            case QuantizedLayer.Dense dense ->
                KERNELS.dense(
                        x,
                        dense.weights(),
                        folded(dense),
                        dense.requantizers(),
                        dense.output().zeroPoint(),
                        dense.min(),
                        dense.max());
            case QuantizedLayer.Softmax softmax ->
                KERNELS.softmax(Softmax.parameters(softmax.input().scale()), x);
        };
    }

    private static int[] folded(QuantizedLayer.Dense dense) {
        int[] bias = dense.bias().clone();
        for (int i = 0; i < dense.weights().length; i++) {
            bias[i / dense.inputs()] -= dense.input().zeroPoint() * dense.weights()[i];
        }
        return bias;
    }

    private static QuantizedModel network(int seed) {
        var trained = RandomNetworks.network(seed);
        return Quantizer.quantize(trained, RandomNetworks.features(seed, 50, trained.inputs()), 100);
    }
}
