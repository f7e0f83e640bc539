package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.graph.GraphCheck;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.Layer;
import dev.tinywright.model.RandomModels;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.passes.Passes;
import dev.tinywright.quantize.QuantizationError.LayerError;
import dev.tinywright.quantize.QuantizeSettings.Head;
import dev.tinywright.quantize.QuantizeSettings.Ranges;
import dev.tinywright.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvolutionalNetworksTest {
    private static final QuantizeSettings NUMBERS = QuantizeSettings.of(Head.NUMBERS, 100);

    @Test
    void numbersAreThoseOfTheFloatNetworkUpToTheStepsOfInt8() {
        for (int seed = 0; seed < 60; seed++) {
            TrainedModel model = RandomModels.network(seed);
            float[][] examples = RandomModels.examples(seed, 60, model.inputs());
            QuantizedModel quantized = Quantizer.quantize(model, examples, NUMBERS);
            GraphCheck.check(quantized.graph());
            assertThat(quantized.inputShape()).isEqualTo(model.inputShape());
            assertThat(signalToNoise(model, quantized, examples))
                    .as("seed %d", seed)
                    .isGreaterThan(14);
        }
    }

    @Test
    void passesKeepEveryByte() {
        for (int seed = 0; seed < 40; seed++) {
            TrainedModel model = RandomModels.network(seed);
            float[][] examples = RandomModels.examples(seed, 20, model.inputs());
            QuantizedModel quantized = Quantizer.quantize(model, examples, 99.9);
            Reference before = new Reference(quantized.graph());
            Reference after = new Reference(Passes.apply(quantized.graph()));
            for (float[] example : examples) {
                List<byte[]> input = List.of(Quantized.of(example, quantized.input()));
                assertThat(after.run(input).getFirst())
                        .as("seed %d", seed)
                        .isEqualTo(before.run(input).getFirst());
            }
        }
    }

    @Test
    void equalizationKeepsTheFunctionOfTheFloatNetwork() {
        for (int seed = 0; seed < 60; seed++) {
            TrainedModel model = unequal(RandomModels.network(seed), seed);
            TrainedModel equalized = Equalization.equalize(model);
            for (float[] example : RandomModels.examples(seed, 5, model.inputs())) {
                float[] expected = model.logits(example);
                float[] actual = equalized.logits(example);
                float size = 0;
                for (float value : expected) {
                    size = Math.max(size, Math.abs(value));
                }
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).as("seed %d", seed).isCloseTo(expected[i], within(1e-3f * size + 1e-5f));
                }
            }
        }
    }

    @Test
    void equalizationBringsBackWhatUnequalChannelsLose() {
        TrainedModel model = unequal(mobile(), 5);
        float[][] examples = RandomModels.examples(5, 100, model.inputs());
        double before = signalToNoise(model, Quantizer.quantize(model, examples, NUMBERS), examples);
        double after =
                signalToNoise(model, Quantizer.quantize(model, examples, NUMBERS.withEqualization(true)), examples);
        assertThat(after).isGreaterThan(before + 10);
    }

    @Test
    void correctedBiasesGiveTheMeanOfTheFloatNetwork() {
        double without = 0;
        double with = 0;
        for (int seed = 0; seed < 20; seed++) {
            TrainedModel model = RandomModels.network(seed);
            float[][] examples = RandomModels.examples(seed, 100, model.inputs());
            without += bias(model, Quantizer.quantize(model, examples, NUMBERS), examples);
            with += bias(model, Quantizer.quantize(model, examples, NUMBERS.withBiasCorrection(true)), examples);
        }
        assertThat(with).isLessThan(without / 2);
    }

    @Test
    void leastErrorGivesUpFarValuesForFinerSteps() {
        float[] values = new float[100_000];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextExponential() * (random.nextBoolean() ? 1 : -1));
        }
        ActivationRange found = ActivationRange.ofLeastError(values.clone());
        // near 9.9, the optimum for a Laplace distribution at 8 bits: Banner et al. 2019, arXiv:1810.05723
        assertThat(found.max()).isBetween(8.5f, 10.9f);
        assertThat(found.min()).isBetween(-10.9f, -8.5f);
        assertThat(squaredError(values, found))
                .isLessThan(squaredError(values, ActivationRange.of(values.clone(), 100)));
    }

    @Test
    void rangesThatTrainingFoundAreTaken() {
        TrainedModel model = mobile();
        float[][] examples = RandomModels.examples(5, 10, model.inputs());
        Map<String, ActivationRange> known =
                Map.of("input", new ActivationRange(-4, 4), "conv1", new ActivationRange(0, 5.1f));
        QuantizedModel quantized = Quantizer.quantize(model, examples, NUMBERS.withKnown(known));
        assertThat(quantized.input()).isEqualTo(new ActivationRange(-4, 4).quantization(0));
        int first = NetworkGraph.layerOutputs(quantized.graph()).getFirst();
        assertThat(quantized.graph().tensor(first).scale()).isEqualTo(5.1f / 255);
    }

    @Test
    void saysWhichLayersLoseMost() {
        TrainedModel model = mobile();
        float[][] examples = RandomModels.examples(6, 40, model.inputs());
        Map<String, ActivationRange> tooNarrow = Map.of("depthwise1", new ActivationRange(0, 0.5f));
        List<LayerError> errors = QuantizationError.measure(
                model, Quantizer.quantize(model, examples, NUMBERS.withKnown(tooNarrow)), examples);
        assertThat(errors)
                .extracting(LayerError::layer)
                .containsExactly("conv1", "depthwise1", "conv2", "average1", "dense1");
        assertThat(errors.get(1).ownShare()).isGreaterThan(0.9);
        assertThat(errors.stream().mapToDouble(LayerError::ownShare).sum()).isCloseTo(1, within(1e-9));
        assertThat(errors.getFirst().snrDb()).isGreaterThan(30);
        assertThat(errors.getLast().snrDb()).isLessThan(30);
    }

    @Test
    void comparesAnEqualizedNetworkLayerByLayerWithItsOwnFloats() {
        TrainedModel model = unequal(mobile(), 3);
        float[][] examples = RandomModels.examples(6, 40, model.inputs());
        List<LayerError> errors = QuantizationError.measure(
                model, Quantizer.quantize(model, examples, NUMBERS.withEqualization(true)), examples);
        assertThat(errors).allSatisfy(error -> assertThat(error.snrDb()).isGreaterThan(20));
    }

    @Test
    void choosesByMeasurementAndTheSameAgain() {
        TrainedModel model = unequal(mobile(), 5);
        float[][] examples = RandomModels.examples(5, 60, model.inputs());
        QuantizerChoice.Choice choice = choice(model, examples);
        assertThat(choice.settings().equalize()).isTrue();
        assertThat(choice.trials()).hasSizeGreaterThan(4).allSatisfy(trial -> assertThat(trial.score())
                .isLessThanOrEqualTo(choice.score()));
        assertThat(choice.score()).isEqualTo(signalToNoise(model, choice.model(), examples));
        assertThat(choice(model, examples).trials()).isEqualTo(choice.trials());
    }

    @Test
    void leastErrorIsAWayToo() {
        TrainedModel model = mobile();
        float[][] examples = RandomModels.examples(5, 60, model.inputs());
        QuantizeSettings settings = NUMBERS.withRanges(Ranges.LEAST_ERROR, 100);
        assertThat(signalToNoise(model, Quantizer.quantize(model, examples, settings), examples))
                .isGreaterThan(20);
    }

    private static QuantizerChoice.Choice choice(TrainedModel model, float[][] examples) {
        return QuantizerChoice.best(
                model, examples, NUMBERS, quantized -> signalToNoise(model, quantized, examples), 0, 1000);
    }

    private static TrainedModel mobile() {
        return RandomModels.trained(
                new Random(11),
                Architecture.of(
                        List.of(10, 8, 2),
                        List.of(
                                new Layer.Conv(8, Layer.Kernel.square(3, 1), true, Activation.RELU),
                                new Layer.DepthwiseConv(Layer.Kernel.square(3, 2), true, Activation.RELU),
                                new Layer.Conv(12, Layer.Kernel.square(1, 1), true, Activation.RELU),
                                new Layer.GlobalAverage(),
                                new Layer.Dense(3, Activation.NONE))));
    }

    /** Returns a network whose channels have very different ranges, as batch normalization leaves them at times. */
    private static TrainedModel unequal(TrainedModel model, long seed) {
        Random random = new Random(seed);
        List<TrainedLayer> layers = new ArrayList<>(model.layers());
        for (int i = 0; i < layers.size() - 1; i++) {
            if (LayerWeights.has(layers.get(i)) && LayerWeights.has(layers.get(i + 1))) {
                float[] factors = new float[LayerWeights.of(layers.get(i)).filters()];
                for (int f = 0; f < factors.length; f++) {
                    factors[f] = (float) Math.exp(random.nextGaussian() * 1.5);
                }
                Equalization.move(layers, i, i + 1, factors);
            }
        }
        return new TrainedModel(model.inputShape(), layers);
    }

    /** In dB, over all outputs. */
    private static double signalToNoise(TrainedModel model, QuantizedModel quantized, float[][] examples) {
        FloatNetwork network = new FloatNetwork(model);
        Reference reference = new Reference(quantized.graph());
        double signal = 0;
        double noise = 0;
        for (float[] example : examples) {
            float[] expected = network.logits(example);
            byte[] q = reference
                    .run(List.of(Quantized.of(example, quantized.input())))
                    .getFirst();
            float[] actual = Quantized.real(q, quantized.output());
            for (int i = 0; i < expected.length; i++) {
                signal += expected[i] * expected[i];
                noise += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            }
        }
        return 10 * Math.log10(signal / noise);
    }

    /** Mean of the error over examples, in size, relative to the step of the output. */
    private static double bias(TrainedModel model, QuantizedModel quantized, float[][] examples) {
        Reference reference = new Reference(quantized.graph());
        double[] sums = new double[model.outputs()];
        for (float[] example : examples) {
            float[] expected = model.logits(example);
            byte[] q = reference
                    .run(List.of(Quantized.of(example, quantized.input())))
                    .getFirst();
            float[] actual = Quantized.real(q, quantized.output());
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (actual[i] - expected[i]) / examples.length;
            }
        }
        double size = 0;
        for (double sum : sums) {
            size += Math.abs(sum) / quantized.output().scale() / sums.length;
        }
        return size;
    }

    private static double squaredError(float[] values, ActivationRange range) {
        double sum = 0;
        for (float value : values) {
            float real = range.quantization(0).real(range.quantization(0).quantize(value));
            sum += (double) (real - value) * (real - value);
        }
        return sum;
    }
}
