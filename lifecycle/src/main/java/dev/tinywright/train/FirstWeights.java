package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.Layer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the first weights of a network: Kaiming uniform (He et al. 2015, arXiv:1502.01852) where a ReLU follows, and half
 * that variance elsewhere; biases 0. In the order in which {@link Network} takes them: of each layer its weights, then its
 * biases or the factors and offsets of its batch normalization.
 */
final class FirstWeights {
    private final SplittableRandom random;
    private float[] drawn = new float[1024];
    private int count;

    private FirstWeights(SplittableRandom random) {
        this.random = random;
    }

    static float[] draw(Architecture architecture, SplittableRandom random) {
        FirstWeights weights = new FirstWeights(random);
        architecture.flat().forEach(weights::add);
        return Arrays.copyOf(weights.drawn, weights.count);
    }

    private void add(Architecture.Part part) {
        switch (part.layer()) {
            case Layer.Dense dense -> {
                addWeights(part, dense.activation(), part.weightShape().get(1));
                fill(dense.units(), 0);
            }
            case Layer.Conv conv ->
                addConv(
                        part,
                        conv.activation(),
                        conv.batchNorm(),
                        part.inputShape().get(2) * area(conv.window()));
            case Layer.DepthwiseConv conv -> addConv(part, conv.activation(), conv.batchNorm(), area(conv.window()));
            case Layer.Pool _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Residual _, Layer.Whole _ -> {}
        }
    }

    private void addConv(Architecture.Part part, Activation activation, boolean batchNorm, int fanIn) {
        addWeights(part, activation, fanIn);
        int filters = part.outputShape().getLast();
        if (batchNorm) {
            fill(filters, 1);
        }
        fill(filters, 0);
    }

    private static int area(Layer.Kernel window) {
        return window.height() * window.width();
    }

    private void addWeights(Architecture.Part part, Activation activation, int fanIn) {
        double gain = activation == Activation.RELU ? 6 : 3;
        double bound = Math.sqrt(gain / fanIn);
        int weights = part.weightShape().stream().reduce(1, Math::multiplyExact);
        IntStream.range(0, weights).forEach(i -> add((float) ((2 * random.nextDouble() - 1) * bound)));
    }

    private void fill(int times, float value) {
        for (int i = 0; i < times; i++) {
            add(value);
        }
    }

    private void add(float value) {
        if (count == drawn.length) {
            drawn = Arrays.copyOf(drawn, 2 * count);
        }
        drawn[count++] = value;
    }
}
