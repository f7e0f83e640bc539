package dev.tinywright.firmware;

import dev.tinywright.compile.Compiler;
import dev.tinywright.lower.Target;
import dev.tinywright.memory.Placement;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.ActivationRange;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.Quantizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that was never trained, compiled in the place of one that has yet to be. What is compiled hangs on weights only
 * where training leaves units that never change anything: those go, and the network is smaller.
 */
final class StandIn {
    private static final ActivationRange ANY = new ActivationRange(-8, 8);
    private static final ActivationRange POSITIVE = new ActivationRange(0, 16);

    private StandIn() {}

    /** @param units of each layer, the last has one per class */
    static Placement placed(int features, List<Integer> units, Target target) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            layers.add(new Layer.Dense(units.get(i), i == units.size() - 1 ? Activation.NONE : Activation.RELU));
        }
        QuantizeSettings.Head head = units.getLast() == 1 // one unit alone is a number, which no softmax follows
                ? QuantizeSettings.Head.NUMBERS
                : QuantizeSettings.Head.CLASSES;
        return placed(Architecture.of(List.of(features), layers), head, target);
    }

    static Placement placed(Architecture architecture, QuantizeSettings.Head head, Target target) {
        Map<String, ActivationRange> ranges = new HashMap<>(Map.of("input", ANY));
        architecture.flat().forEach(part -> ranges.put(part.name(), positive(part.layer()) ? POSITIVE : ANY));
        TrainedModel model = new TrainedModel(
                architecture.inputShape(),
                architecture.parts().stream().map(StandIn::layer).toList());
        float[][] nothing = {new float[model.inputs()]};
        QuantizeSettings settings = QuantizeSettings.of(head, 100).withKnown(ranges);
        return Compiler.place(Quantizer.quantize(model, nothing, settings), target);
    }

    private static boolean positive(Layer layer) {
        return switch (layer) {
            case Layer.Dense dense -> dense.activation() == Activation.RELU;
            case Layer.Conv conv -> conv.activation() == Activation.RELU;
            case Layer.DepthwiseConv conv -> conv.activation() == Activation.RELU;
            case Layer.Residual residual -> residual.activation() == Activation.RELU;
            case Layer.Pool _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Whole _ -> false;
        };
    }

    private static TrainedLayer layer(Architecture.Part part) {
        List<Integer> shape = part.inputShape();
        return switch (part.layer()) {
            case Layer.Dense dense -> {
                int inputs = part.weightShape().get(1);
                float[] weights = weights(part, dense.units(), inputs, 1);
                float[] bias = new float[dense.units()];
                yield new DenseWeights(part.name(), inputs, dense.units(), weights, bias, dense.activation());
            }
            case Layer.Conv conv ->
                new ConvWeights(
                        part.name(),
                        shape,
                        false,
                        conv.filters(),
                        conv.window(),
                        weights(part, conv.filters(), count(part) / conv.filters(), 1),
                        new float[conv.filters()],
                        conv.activation());
            case Layer.DepthwiseConv conv -> {
                int filters = shape.getLast();
                float[] weights = weights(part, filters, 1, count(part) / filters);
                yield new ConvWeights(
                        part.name(),
                        shape,
                        true,
                        filters,
                        conv.window(),
                        weights,
                        new float[filters],
                        conv.activation());
            }
            case Layer.Pool pool ->
                new TrainedLayer.Pooled(part.name(), shape, pool.kind(), pool.height(), pool.width());
            case Layer.GlobalAverage _ -> new TrainedLayer.Averaged(part.name(), shape);
            case Layer.Residual residual ->
                new TrainedLayer.Sum(
                        part.name(),
                        part.body().stream().map(StandIn::layer).toList(),
                        part.shortcut().map(shortcut -> (ConvWeights) layer(shortcut)),
                        residual.activation());
            case Layer.Dropout _, Layer.Whole _ -> throw new IllegalArgumentException("no part: " + part.layer());
        };
    }

    private static int count(Architecture.Part part) {
        return part.weightShape().stream().reduce(1, (a, b) -> a * b);
    }

    /** About 1 each, with which no layer loses what the one before says; as after training, no two units have the same factor. */
    private static float[] weights(Architecture.Part part, int filters, int each, int repeats) {
        float[] weights = new float[count(part)];
        for (int i = 0; i < filters * repeats; i++) {
            Arrays.fill(weights, i * each, (i + 1) * each, 1 + i % filters / 1024f);
        }
        return weights;
    }
}
