package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import java.util.List;
import java.util.SplittableRandom;

/** Small pictures of bars that lie, stand or lean, in two noisy channels: a network has to look at places to tell them. */
final class Bars {
    static final List<Integer> SHAPE = List.of(12, 9, 2);

    private Bars() {}

    static TrainingData data() {
        return TrainingData.classification(
                SHAPE, pictures(150, 1), Blobs.classes(150, 3), pictures(60, 2), Blobs.classes(60, 3), 3);
    }

    static float[][] pictures(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] pictures = new float[count][12 * 9 * 2];
        for (int p = 0; p < count; p++) {
            int at = random.nextInt(2, 7);
            for (int i = 0; i < pictures[p].length; i++) {
                boolean bar = on(p % 3, i / 18, i / 2 % 9, at);
                pictures[p][i] = (float) ((bar ? 2 : 0) + 0.5 * random.nextGaussian());
            }
        }
        return pictures;
    }

    private static boolean on(int kind, int row, int column, int at) {
        return switch (kind) {
            case 0 -> row == at;
            case 1 -> column == at;
            default -> row - column == at - 3;
        };
    }

    /** Keywords: a convolution, then one depthwise and one over channels. */
    static List<Layer> separable() {
        return List.of(
                new Layer.Conv(8, new Layer.Kernel(4, 3, 2, 2, true), true, Activation.RELU),
                new Layer.DepthwiseConv(Layer.Kernel.square(3, 1), true, Activation.RELU),
                new Layer.Conv(8, Layer.Kernel.square(1, 1), true, Activation.RELU),
                new Layer.GlobalAverage(),
                new Layer.Dense(3, Activation.NONE));
    }

    /** Without batch normalization and without padding, with a hidden dense layer. */
    static List<Layer> plain() {
        return List.of(
                new Layer.Conv(6, new Layer.Kernel(3, 2, 1, 2, false), true, Activation.RELU),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                new Layer.Conv(5, Layer.Kernel.square(2, 1), false, Activation.RELU),
                new Layer.Dropout(0.1),
                new Layer.Dense(10, Activation.RELU),
                new Layer.Dense(3, Activation.NONE));
    }

    /** A residual block that keeps the shape and one that does not. */
    static List<Layer> residual() {
        return List.of(
                new Layer.Conv(6, Layer.Kernel.square(3, 1), true, Activation.RELU),
                new Layer.Residual(
                        List.of(new Layer.Conv(6, Layer.Kernel.square(3, 1), true, Activation.NONE)), Activation.RELU),
                new Layer.Residual(
                        List.of(
                                new Layer.Conv(8, Layer.Kernel.square(3, 2), true, Activation.RELU),
                                new Layer.Conv(8, Layer.Kernel.square(1, 1), true, Activation.NONE)),
                        Activation.RELU),
                new Layer.Pool(Layer.PoolKind.AVERAGE, 2, 2),
                new Layer.Dense(3, Activation.NONE));
    }
}
