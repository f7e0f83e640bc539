package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.GraphCheck;
import dev.tinywright.graph.Tensor;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.RandomModels;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.passes.Passes;
import dev.tinywright.quantize.QuantizationError.LayerError;
import dev.tinywright.quantize.QuantizeSettings.Head;
import dev.tinywright.reference.Reference;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Layers whose output is int16. */
class WideActivationsTest {
    private static final QuantizeSettings CLASSES = QuantizeSettings.of(Head.CLASSES, 100);
    private static final QuantizeSettings NUMBERS = QuantizeSettings.of(Head.NUMBERS, 100);

    @Test
    void aLayerWithOneHugeUnitIsTheWorstAndInt16CuresIt() {
        TrainedModel model = withOneHugeUnit();
        float[][] features = RandomNetworks.features(5, 400, model.inputs());
        QuantizedModel narrow = Quantizer.quantize(model, features, CLASSES);
        List<LayerError> before = QuantizationError.measure(model, narrow, features);
        List<String> worst = QuantizationError.worst(before, 1);
        assertThat(worst).containsExactly("dense1");

        QuantizedModel wide = Quantizer.quantize(model, features, CLASSES.withWide(Set.copyOf(worst)));
        GraphCheck.check(wide.graph());
        List<LayerError> after = QuantizationError.measure(model, wide, features);
        assertThat(before.getFirst().ownShare()).isGreaterThan(0.9);
        assertThat(after.getFirst().ownShare()).isLessThan(0.5);
        assertThat(after.getLast().snrDb()).isGreaterThan(before.getLast().snrDb() + 10);
        assertThat(mistakes(model, wide, features)).isLessThan(mistakes(model, narrow, features) / 2);
    }

    /** The network of two layers that a third of its examples would be lost for in int8: one unit in 16 is 400 times the others. */
    private static TrainedModel withOneHugeUnit() {
        var random = new java.util.Random(3);
        DenseWeights first = RandomNetworks.dense(random, "dense1", 12, 16, Activation.RELU, 1);
        DenseWeights second = RandomNetworks.dense(random, "dense2", 16, 4, Activation.NONE, 1);
        float[] large = first.weights().clone();
        float[] bias = first.bias().clone();
        float[] small = second.weights().clone();
        for (int i = 0; i < 12; i++) {
            large[i] *= 400;
        }
        bias[0] *= 400;
        for (int unit = 0; unit < 4; unit++) {
            small[unit * 16] /= 400;
        }
        return new TrainedModel(List.of(
                new DenseWeights("dense1", 12, 16, large, bias, Activation.RELU),
                new DenseWeights("dense2", 16, 4, small, second.bias(), Activation.NONE)));
    }

    private static int mistakes(TrainedModel model, QuantizedModel quantized, float[][] features) {
        int mistakes = 0;
        for (float[] row : features) {
            byte[] shares = quantized.run(Quantized.of(row, quantized.input()));
            mistakes += largest(model.logits(row)) == largest(Quantized.real(shares, quantized.output())) ? 0 : 1;
        }
        return mistakes;
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    @Test
    void anyLayersOfAnyNetworkCanBeWide() {
        for (int seed = 0; seed < 40; seed++) {
            TrainedModel model = RandomModels.network(seed);
            float[][] examples = RandomModels.examples(seed, 12, model.inputs());
            Set<String> some = everySecond(model, seed % 2);
            QuantizeSettings settings =
                    (seed % 3 == 0 ? CLASSES : NUMBERS).withWide(some).withBiasCorrection(seed % 5 == 0);
            QuantizedModel quantized = Quantizer.quantize(model, examples, settings);
            GraphCheck.check(quantized.graph());
            for (String name : some) {
                assertThat(named(quantized.graph(), name).type()).isEqualTo(DataType.INT16);
            }
            Reference before = new Reference(quantized.graph());
            Reference after = new Reference(Passes.apply(quantized.graph()));
            for (float[] example : examples) {
                List<byte[]> input = List.of(Quantized.of(example, quantized.input()));
                assertThat(after.run(input)).as("seed %d", seed).containsExactlyElementsOf(before.run(input));
            }
        }
    }

    @Test
    void allLayersWideAreNearerToTheFloatNetworkThanNone() {
        int nearer = 0;
        for (int seed = 0; seed < 20; seed++) {
            TrainedModel model = RandomModels.network(seed);
            float[][] examples = RandomModels.examples(seed, 30, model.inputs());
            Set<String> all = new TreeSet<>();
            model.flat().stream().map(TrainedLayer::name).forEach(all::add);
            double narrow = noise(model, Quantizer.quantize(model, examples, NUMBERS), examples);
            double wide = noise(model, Quantizer.quantize(model, examples, NUMBERS.withWide(all)), examples);
            nearer += wide < narrow ? 1 : 0;
        }
        assertThat(nearer).isGreaterThanOrEqualTo(18); // the weights are int8 still, whose rounding can cancel another
    }

    @Test
    void aNumberInInt16HasTheErrorOfItsStepsWhereOnlyTheLastLayerRounds() {
        float[] weights = {1};
        float[] bias = {0};
        TrainedModel one = new TrainedModel(List.of(new DenseWeights("number", 1, 1, weights, bias, Activation.NONE)));
        float[][] grid = new float[256][];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = new float[] {(i - 128) / 37f};
        }
        QuantizedModel narrow = Quantizer.quantize(one, grid, NUMBERS);
        QuantizedModel wide = Quantizer.quantize(one, grid, NUMBERS.withWide(Set.of("number")));
        assertThat(wide.output().scale()).isLessThan(narrow.output().scale() / 200);
    }

    @Test
    void aNameThatIsNoLayersIsRefusedWithThoseThatAre() {
        TrainedModel model = RandomNetworks.network(4);
        float[][] features = RandomNetworks.features(4, 20, model.inputs());
        for (String name : List.of("nothing", "input")) {
            assertThatThrownBy(() -> Quantizer.quantize(model, features, CLASSES.withWide(Set.of(name))))
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining("no layer " + name);
        }
    }

    private static double noise(TrainedModel model, QuantizedModel quantized, float[][] examples) {
        FloatNetwork network = new FloatNetwork(model);
        Tensor output = quantized.graph().tensor(quantized.graph().outputs().getFirst());
        double noise = 0;
        for (float[] example : examples) {
            float[] expected = network.activations(example).getLast();
            float[] actual = Quantized.real(quantized.run(Quantized.of(example, quantized.input())), output);
            for (int i = 0; i < expected.length; i++) {
                noise += Math.pow(expected[i] - (double) actual[i], 2);
            }
        }
        return noise;
    }

    private static Tensor named(Graph graph, String name) {
        return graph.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> everySecond(TrainedModel model, int from) {
        Set<String> names = new TreeSet<>();
        for (int i = from; i < model.flat().size(); i += 2) {
            names.add(model.flat().get(i).name());
        }
        return names;
    }
}
