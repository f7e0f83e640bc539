package dev.tinywright.pipeline;

import dev.tinywright.contract.Quantity;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Target;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.ForestWeights;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.quantize.ActivationRange;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.train.TrainingData;
import dev.tinywright.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers that a model predicts, from the bytes of its output. The network gives the distance from the middle of the training numbers,
 * so that the 256 steps of its output lie where the numbers are and not between them and 0.
 */
final class Quantities {
    private static final float MOST_WHOLE = 100;

    private Quantities() {}

    /** Returns the number that is predicted, as the contract states it; empty where classes are told. */
    static Optional<Quantity> of(Dataset dataset) {
        if (!(dataset.target() instanceof Target.Quantity target)) {
            return Optional.empty();
        }
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float number : dataset.training().numbers()) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        float middle = low / 2 + high / 2;
        float offset = areWhole(dataset) ? (float) Math.rint(middle) : middle;
        return Optional.of(new Quantity(target.name(), target.unit(), offset, low, high));
    }

    /** True where all numbers to learn from are whole and within reach of the steps of int8. */
    private static boolean areWhole(Dataset dataset) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float number : dataset.training().numbers()) {
            if (number != Math.rint(number)) {
                return false;
            }
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        return high - low <= MOST_WHOLE;
    }

    /**
     * Returns how the network is quantized. Where the numbers are whole, such as grades, and whole answers are no further off on the
     * validation rows, one step of the output is 1.
     *
     * @param model less by the offset of {@code quantity}
     */
    static QuantizeSettings settings(Prepared prepared, TrainedModel model, Quantity quantity, double percentile) {
        QuantizeSettings usual = QuantizeSettings.of(QuantizeSettings.Head.NUMBERS, percentile);
        if (!areWhole(prepared.dataset())
                || !(prepared.data().targets() instanceof TrainingData.Numbers(float[] ignored, float[] wanted))) {
            return usual;
        }
        double exact = 0;
        double whole = 0;
        for (int i = 0; i < wanted.length; i++) {
            double number = model.logits(prepared.data().validation()[i])[0] + (double) quantity.offset();
            exact += Math.abs(number - wanted[i]);
            whole += Math.abs(Math.rint(number) - wanted[i]);
        }
        String last = model.layers().getLast().name();
        return whole <= exact
                ? usual.withKnown(Map.of(last, new ActivationRange(Byte.MIN_VALUE, Byte.MAX_VALUE)))
                : usual;
    }

    /** Returns a model whose output is less by {@code offset}. */
    static TrainedModel less(TrainedModel model, float offset) {
        if (model.layers().getFirst() instanceof ForestWeights forest) {
            return new TrainedModel(model.inputShape(), List.of(less(forest, offset)));
        }
        List<TrainedLayer> layers = new ArrayList<>(model.layers());
        if (!(layers.removeLast() instanceof DenseWeights last)) {
            throw new IllegalArgumentException("a number comes from a dense layer or from trees");
        }
        float[] bias = last.bias().clone();
        bias[0] -= offset;
        layers.add(new DenseWeights(last.name(), last.inputs(), last.units(), last.weights(), bias, last.activation()));
        return new TrainedModel(model.inputShape(), layers);
    }

    private static ForestWeights less(ForestWeights forest, float offset) {
        float[] leaves = forest.leaves().clone();
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] -= offset;
        }
        return new ForestWeights(
                forest.name(),
                forest.inputs(),
                forest.outputs(),
                forest.features(),
                forest.thresholds(),
                forest.children(),
                forest.roots(),
                leaves);
    }

    /** Returns the numbers that the device gave. */
    static float[] ofDevice(Built built, Verification verification) {
        byte[][] scores = verification.scores();
        float[] numbers = new float[scores.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = built.source().contract().number(scores[i]);
        }
        return numbers;
    }

    /** Returns the numbers of the network before it was quantized. */
    static float[] inFloat(Built built, float[][] features) {
        float offset = built.source().contract().quantity().orElseThrow().offset();
        float[] numbers = new float[features.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = offset + built.model().logits(features[i])[0];
        }
        return numbers;
    }
}
