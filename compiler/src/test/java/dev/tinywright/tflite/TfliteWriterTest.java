package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.IntegerReference;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.RandomNetworks;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TfliteWriterTest {
    @ParameterizedTest
    @EnumSource
    void x(TensorFlowLite.Kernels kernels) {
        for (boolean softmax : new boolean[] {true, false}) {
            int total = 0;
            int different = 0;
            int max = 0;
            for (int seed = 0; seed < 200; seed++) {
                TrainedModel trained = RandomNetworks.network(seed);
                QuantizedModel q =
                        Quantizer.quantize(trained, RandomNetworks.features(seed, 50, trained.inputs()), 100);
                if (!softmax)
                    q = new QuantizedModel(
                            q.input(), q.layers().subList(0, q.layers().size() - 1));
                List<String> labels =
                        IntStream.range(0, q.outputs()).mapToObj(i -> "l" + i).toList();
                Random random = new Random(seed);
                try (TensorFlowLite runtime =
                        new TensorFlowLite(TfliteWriter.write(q, "test", labels), q.inputs(), q.outputs(), kernels)) {
                    for (int r = 0; r < 50; r++) {
                        byte[] x = new byte[q.inputs()];
                        random.nextBytes(x);
                        byte[] expected = IntegerReference.run(q, x);
                        byte[] actual = runtime.run(x);
                        for (int i = 0; i < expected.length; i++) {
                            total++;
                            int d = Math.abs(expected[i] - actual[i]);
                            if (d != 0) different++;
                            max = Math.max(max, d);
                        }
                    }
                }
            }
            System.out.println(kernels + " softmax " + softmax + ": " + different + " of " + total + " max " + max);
        }
        assertThat(kernels).isNotNull();
    }

    @Test
    void y() {}
}
