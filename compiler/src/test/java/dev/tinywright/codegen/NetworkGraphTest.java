package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.compile.Compiler;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Target;
import dev.tinywright.memory.Placement;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.passes.Passes;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.RandomNetworks;
import dev.tinywright.reference.Reference;
import dev.tinywright.tflite.GraphWriter;
import dev.tinywright.tflite.TfliteReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network trained here is a graph like any other: the one in its {@code .tflite}, with the same bits. */
class NetworkGraphTest {
    @Test
    void computesTheSameAfterAllPasses() {
        for (int seed = 0; seed < 100; seed++) {
            QuantizedModel network = network(seed);
            Reference before = new Reference(network.graph());
            Reference after = new Reference(Passes.apply(network.graph()));
            for (byte[] x : inputs(network, seed)) {
                byte[] expected = before.run(List.of(x)).getFirst();
                assertThat(after.run(List.of(x)).getFirst()).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    @Test
    void isTheGraphOfTheFileThatUsersGet() {
        for (int seed = 0; seed < 20; seed++) {
            QuantizedModel network = network(seed);
            List<String> labels = Collections.nCopies(network.outputs(), "label");
            Graph file = TfliteReader.read(GraphWriter.write(network.graph(), "a network", labels), "file");
            assertThat(described(network.graph())).isEqualTo(described(file));
        }
    }

    /** All but the names. */
    private static List<String> described(Graph graph) {
        return graph.nodes().stream()
                .map(node -> node.op() + " "
                        + Stream.concat(node.inputs().stream(), node.outputs().stream())
                                .map(index -> described(graph.tensor(index)))
                                .toList())
                .toList();
    }

    private static String described(Tensor tensor) {
        Scaling scaling = tensor.requiredScaling();
        return tensor.shape() + " " + tensor.type() + " " + Arrays.toString(scaling.scales()) + scaling.zeroPoint()
                + (tensor.isConstant() ? Arrays.toString(tensor.ints()) : "");
    }

    @ParameterizedTest
    @EnumSource
    void unitsThatNeverChangeAnythingTakeNoMemory(Target.Core core) {
        Placement placement = Compiler.place(withLivingUnits(4, 1), Target.of(core));
        Graph graph = placement.program().graph();
        assertThat(graph.nodes().stream()
                        .filter(node -> node.op() instanceof Op.FullyConnected)
                        .map(node -> graph.out(node).elements()))
                .containsExactly(4, 3);
    }

    /** Returns a network of 16 hidden units, of which all but the first ones never get above zero. */
    private static QuantizedModel withLivingUnits(int units, int seed) {
        Random random = new Random(seed);
        DenseWeights hidden = RandomNetworks.dense(random, "hidden", 4, 16, Activation.RELU, 1);
        float[] bias = hidden.bias().clone();
        Arrays.fill(bias, 0, units, 2);
        Arrays.fill(bias, units, 16, -100);
        DenseWeights most = new DenseWeights("hidden", 4, 16, hidden.weights(), bias, Activation.RELU);
        DenseWeights logits = RandomNetworks.dense(random, "logits", 16, 3, Activation.NONE, 2);
        return Quantizer.quantize(new TrainedModel(List.of(most, logits)), RandomNetworks.features(seed, 50, 4), 100);
    }

    private static QuantizedModel network(int seed) {
        TrainedModel trained = RandomNetworks.network(seed);
        return Quantizer.quantize(trained, RandomNetworks.features(seed, 50, trained.inputs()), 100);
    }

    private static List<byte[]> inputs(QuantizedModel network, int seed) {
        Random random = new Random(seed);
        return random.ints(20)
                .mapToObj(_ -> {
                    byte[] x = new byte[network.inputs()];
                    random.nextBytes(x);
                    return x;
                })
                .toList();
    }
}
