package dev.tinywright.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Networks of all kinds of layers with weights drawn from a seed. */
public final class RandomModels {
    private RandomModels() {}

    /** An input of 4 to 12 places each way, two to five layers of any kind before one or two dense ones. */
    public static TrainedModel network(long seed) {
        Random random = new Random(seed);
        List<Integer> input =
                List.of(random.nextInt(4, 13), random.nextBoolean() ? 1 : random.nextInt(4, 13), random.nextInt(1, 5));
        List<Layer> layers = new ArrayList<>();
        List<Integer> shape = input;
        for (int i = random.nextInt(2, 6); i > 0; i--) {
            layers.add(layer(random, shape));
            shape = Architecture.of(input, layers).outputShape();
        }
        if (random.nextBoolean()) {
            layers.add(new Layer.GlobalAverage());
        }
        if (random.nextBoolean()) {
            layers.add(new Layer.Dense(random.nextInt(2, 9), Activation.RELU));
        }
        layers.add(new Layer.Dense(random.nextInt(1, 6), Activation.NONE));
        return trained(random, Architecture.of(input, layers));
    }

    private static Layer layer(RandomGenerator random, List<Integer> shape) {
        Activation activation = random.nextInt(4) == 0 ? Activation.NONE : Activation.RELU;
        return switch (random.nextInt(5)) {
            case 0, 1 -> new Layer.Conv(random.nextInt(2, 9), kernel(random, shape), true, activation);
            case 2 -> new Layer.DepthwiseConv(kernel(random, shape), true, activation);
            case 3 -> {
                Layer.PoolKind kind = random.nextBoolean() ? Layer.PoolKind.MAX : Layer.PoolKind.AVERAGE;
                yield new Layer.Pool(kind, Math.min(2, shape.get(0)), Math.min(2, shape.get(1)));
            }
            default -> residual(random, shape, activation);
        };
    }

    private static Layer residual(RandomGenerator random, List<Integer> shape, Activation activation) {
        int stride = random.nextInt(1, 3);
        int filters = random.nextBoolean() ? shape.get(2) : random.nextInt(2, 9);
        int tall = Math.min(3, 2 * Math.ceilDiv(shape.get(0), stride) - 1);
        int wide = Math.min(3, 2 * Math.ceilDiv(shape.get(1), stride) - 1);
        return new Layer.Residual(
                List.of(
                        new Layer.Conv(filters, new Layer.Kernel(1, 1, stride, stride, true), true, Activation.RELU),
                        new Layer.Conv(filters, new Layer.Kernel(tall, wide, 1, 1, true), true, Activation.NONE)),
                activation);
    }

    private static Layer.Kernel kernel(RandomGenerator random, List<Integer> shape) {
        boolean same = random.nextBoolean();
        return new Layer.Kernel(
                random.nextInt(1, Math.min(4, shape.get(0)) + 1),
                random.nextInt(1, Math.min(4, shape.get(1)) + 1),
                random.nextInt(1, 3),
                random.nextInt(1, 3),
                same);
    }

    /** Returns He-initialized weights for every layer. */
    public static TrainedModel trained(RandomGenerator random, Architecture architecture) {
        return new TrainedModel(
                architecture.inputShape(),
                architecture.parts().stream().map(part -> layer(random, part)).toList());
    }

    private static TrainedLayer layer(RandomGenerator random, Architecture.Part part) {
        String name = part.name();
        List<Integer> shape = part.inputShape();
        return switch (part.layer()) {
            case Layer.Dense dense -> {
                int inputs = part.weightShape().get(1);
                float[] weights = gaussians(random, dense.units() * inputs, (float) Math.sqrt(2.0 / inputs));
                float[] bias = gaussians(random, dense.units(), 0.3f);
                yield new DenseWeights(name, inputs, dense.units(), weights, bias, dense.activation());
            }
            case Layer.Conv conv ->
                activated(convolution(random, name, shape, conv.filters(), conv.window()), conv.activation());
            case Layer.DepthwiseConv conv -> {
                int taps = conv.window().height() * conv.window().width();
                int channels = shape.get(2);
                float[] weights = gaussians(random, taps * channels, (float) Math.sqrt(2.0 / taps));
                float[] bias = gaussians(random, channels, 0.3f);
                yield new ConvWeights(name, shape, true, channels, conv.window(), weights, bias, conv.activation());
            }
            case Layer.Pool pool -> new TrainedLayer.Pooled(name, shape, pool.kind(), pool.height(), pool.width());
            case Layer.GlobalAverage _ -> new TrainedLayer.Averaged(name, shape);
            case Layer.Residual residual -> {
                List<TrainedLayer> body =
                        part.body().stream().map(inner -> layer(random, inner)).toList();
                Optional<ConvWeights> shortcut = part.shortcut().map(inner -> (ConvWeights) layer(random, inner));
                yield new TrainedLayer.Sum(name, body, shortcut, residual.activation());
            }
            case Layer.Dropout _ -> throw new IllegalArgumentException("dropout has no weights");
            case Layer.Whole _ ->
                throw new IllegalArgumentException("a model that is no network has no random weights");
        };
    }

    static ConvWeights convolution(
            RandomGenerator random, String name, List<Integer> shape, int filters, Layer.Kernel window) {
        int inputs = window.height() * window.width() * shape.get(2);
        float[] weights = gaussians(random, filters * inputs, (float) Math.sqrt(2.0 / inputs));
        return new ConvWeights(
                name, shape, false, filters, window, weights, gaussians(random, filters, 0.3f), Activation.NONE);
    }

    private static ConvWeights activated(ConvWeights conv, Activation activation) {
        return new ConvWeights(
                conv.name(),
                conv.inputShape(),
                conv.depthwise(),
                conv.filters(),
                conv.window(),
                conv.weights(),
                conv.bias(),
                activation);
    }

    /** Standard normal, (examples, values). */
    public static float[][] examples(long seed, int count, int values) {
        Random random = new Random(seed);
        float[][] examples = new float[count][];
        for (int i = 0; i < count; i++) {
            examples[i] = gaussians(random, values, 1);
        }
        return examples;
    }

    static float[] gaussians(RandomGenerator random, int n, float deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return values;
    }
}
