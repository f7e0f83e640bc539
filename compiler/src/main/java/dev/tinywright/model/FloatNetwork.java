package dev.tinywright.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Runs a trained network in float32 on many examples: prepares its weights once, is safe for many threads, and gives the same
 * bits on each. Arrays are (height, width, channels), row by row.
 */
public final class FloatNetwork {
    private static final int NONE = -1;

    private final TrainedModel model;

    /** Of each convolution over all channels its weights as (kernel height, kernel width, channels, filters). */
    private final IdentityHashMap<ConvWeights, float[]> filtersLast = new IdentityHashMap<>();

    public FloatNetwork(TrainedModel model) {
        this.model = model;
        model.flat().forEach(layer -> {
            if (layer instanceof ConvWeights conv && !conv.depthwise()) {
                filtersLast.put(conv, FloatKernels.filtersLast(conv));
            }
        });
    }

    /** Returns the logits of one example. */
    public float[] logits(float[] features) {
        return activations(features).getLast();
    }

    /** Returns the logits of many examples, on all cores. */
    public float[][] logits(float[][] features) {
        return IntStream.range(0, features.length)
                .parallel()
                .mapToObj(i -> logits(features[i]))
                .toArray(float[][]::new);
    }

    /** Returns what each layer of {@link TrainedModel#flat} puts out for one example. */
    public List<float[]> activations(float[] features) {
        if (features.length != model.inputs()) {
            throw new IllegalArgumentException(
                    "the network takes " + model.inputs() + " features, got " + features.length);
        }
        return run(features, NONE, features);
    }

    /**
     * Returns the logits of one example if a layer put out something else.
     *
     * @param layer index in {@link TrainedModel#flat}
     */
    public float[] logitsWith(float[] features, int layer, float[] output) {
        return run(features, layer, output).getLast();
    }

    private List<float[]> run(float[] features, int replaced, float[] output) {
        List<float[]> outputs = new ArrayList<>();
        run(model.layers(), features, outputs, replaced, output);
        return outputs;
    }

    private float[] run(List<TrainedLayer> layers, float[] input, List<float[]> outputs, int replaced, float[] output) {
        float[] x = input;
        for (TrainedLayer layer : layers) {
            x = apply(layer, x, outputs, replaced, output);
            x = outputs.size() == replaced ? output : x;
            outputs.add(x);
        }
        return x;
    }

    private float[] apply(TrainedLayer layer, float[] x, List<float[]> outputs, int replaced, float[] output) {
        return switch (layer) {
            case DenseWeights dense -> FloatKernels.dense(dense, x);
            case ConvWeights conv when conv.depthwise() -> FloatKernels.depthwise(conv, x);
            case ConvWeights conv -> FloatKernels.convolution(conv, Objects.requireNonNull(filtersLast.get(conv)), x);
            case TrainedLayer.Pooled pool -> FloatKernels.pool(pool, x);
            case WholeModel whole -> whole.apply(x);
            case TrainedLayer.Averaged averaged -> FloatKernels.average(averaged, x);
            case TrainedLayer.Sum sum -> {
                float[] y = run(sum.body(), x, outputs, replaced, output);
                float[] added = sum.shortcut().isPresent()
                        ? run(List.of(sum.shortcut().get()), x, outputs, replaced, output)
                        : x;
                yield sum.sum(y, added);
            }
        };
    }
}
