package dev.tinywright.train;

import dev.tinywright.model.Architecture;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import java.util.List;
import java.util.SplittableRandom;

/** A network as it is before it has learned anything: of the size, memory and time of the one that will have. */
public final class UntrainedModel {
    private UntrainedModel() {}

    /**
     * Returns a network with random weights, batch normalization folded in.
     *
     * @param shape of a row's features
     */
    public static TrainedModel of(List<Integer> shape, List<Layer> layers, long seed) {
        List<Layer> folded = folded(layers);
        float[] weights = FirstWeights.draw(Architecture.of(shape, folded), new SplittableRandom(seed));
        return Assembly.model(shape, folded, weights, Lesson.Unit.ONE);
    }

    private static List<Layer> folded(List<Layer> layers) {
        return layers.stream()
                .map(layer -> switch (layer) {
                    case Layer.Conv c -> new Layer.Conv(c.filters(), c.window(), false, c.activation());
                    case Layer.DepthwiseConv c -> new Layer.DepthwiseConv(c.window(), false, c.activation());
                    case Layer.Residual r -> new Layer.Residual(folded(r.body()), r.activation());
                    default -> layer;
                })
                .toList();
    }
}
