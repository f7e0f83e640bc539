package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts what a worker has learned into an architecture. */
final class Assembly {
    private final float[] parameters;
    private int taken;

    private Assembly(float[] parameters) {
        this.parameters = parameters;
    }

    /**
     * Returns the network that parameters make of layers.
     *
     * @param unit folded into the last layer, so that the network gives numbers in the data's own unit
     */
    static TrainedModel model(List<Integer> shape, List<Layer> layers, float[] parameters, Lesson.Unit unit) {
        Architecture architecture = Architecture.of(shape, layers);
        List<TrainedLayer> trained = new ArrayList<>(new Assembly(parameters).layers(architecture.parts()));
        trained.add(inUnit(trained.removeLast(), unit));
        return new TrainedModel(shape, trained);
    }

    /** Returns what {@link #model} made a network of. */
    @SuppressWarnings("ReferenceEquality") // the layer in this place
    static float[] parameters(TrainedModel model, Lesson.Unit unit) {
        Floats floats = new Floats();
        TrainedLayer last = model.layers().getLast();
        for (TrainedLayer layer : model.flat()) {
            switch (layer) {
                case DenseWeights dense -> add(layer == last ? standardized(dense, unit) : dense, floats);
                case ConvWeights conv -> {
                    floats.add(conv.weights());
                    floats.add(conv.bias());
                }
                default -> {} // has none
            }
        }
        return floats.toArray();
    }

    private static void add(DenseWeights dense, Floats floats) {
        floats.add(dense.weights());
        floats.add(dense.bias());
    }

    private static DenseWeights standardized(DenseWeights last, Lesson.Unit unit) {
        if (unit.equals(Lesson.Unit.ONE)) {
            return last;
        }
        float[] weights = new float[last.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (last.weights()[i] / unit.deviation());
        }
        float[] bias = {(float) ((last.bias()[0] - unit.mean()) / unit.deviation())};
        return new DenseWeights(last.name(), last.inputs(), last.units(), weights, bias, last.activation());
    }

    private List<TrainedLayer> layers(List<Architecture.Part> parts) {
        List<TrainedLayer> layers = new ArrayList<>();
        parts.forEach(part -> layers.add(layer(part)));
        return layers;
    }

    private TrainedLayer layer(Architecture.Part part) {
        return switch (part.layer()) {
            case Layer.Dense dense -> {
                int inputs = part.weightShape().get(1);
                yield new DenseWeights(
                        part.name(),
                        inputs,
                        dense.units(),
                        take(inputs * dense.units()),
                        take(dense.units()),
                        dense.activation());
            }
            case Layer.Conv conv -> conv(part, false, conv.window(), conv.activation());
            case Layer.DepthwiseConv conv -> conv(part, true, conv.window(), conv.activation());
            case Layer.Pool pool ->
                new TrainedLayer.Pooled(part.name(), part.inputShape(), pool.kind(), pool.height(), pool.width());
            case Layer.GlobalAverage _ -> new TrainedLayer.Averaged(part.name(), part.inputShape());
            case Layer.Residual residual -> {
                List<TrainedLayer> body = layers(part.body());
                Optional<ConvWeights> shortcut =
                        part.shortcut().map(this::layer).map(ConvWeights.class::cast);
                yield new TrainedLayer.Sum(part.name(), body, shortcut, residual.activation());
            }
            case Layer.Dropout _, Layer.Whole _ -> throw new IllegalArgumentException("no part: " + part.layer());
        };
    }

    private ConvWeights conv(Architecture.Part part, boolean depthwise, Layer.Kernel window, Activation activation) {
        int filters = part.outputShape().get(2);
        int weights = part.weightShape().stream().reduce(1, Math::multiplyExact);
        return new ConvWeights(
                part.name(), part.inputShape(), depthwise, filters, window, take(weights), take(filters), activation);
    }

    private float[] take(int count) {
        taken += count;
        return Arrays.copyOfRange(parameters, taken - count, taken);
    }

    /** Folds mean and deviation of the numbers into the layer that gives them. */
    private static TrainedLayer inUnit(TrainedLayer layer, Lesson.Unit unit) {
        if (unit.equals(Lesson.Unit.ONE) || !(layer instanceof DenseWeights last)) {
            return layer;
        }
        float[] weights = new float[last.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (last.weights()[i] * unit.deviation());
        }
        float[] bias = {(float) (last.bias()[0] * unit.deviation() + unit.mean())};
        return new DenseWeights(last.name(), last.inputs(), last.units(), weights, bias, last.activation());
    }

    /** Returns ranges with that of the last layer in the data's own unit. */
    static List<ActivationRange> inUnit(List<ActivationRange> ranges, Lesson.Unit unit) {
        if (ranges.isEmpty()) {
            return ranges;
        }
        List<ActivationRange> own = new ArrayList<>(ranges);
        ActivationRange last = own.removeLast();
        own.add(new ActivationRange(last.layer(), (float) (last.least() * unit.deviation() + unit.mean()), (float)
                (last.most() * unit.deviation() + unit.mean())));
        return own;
    }
}
