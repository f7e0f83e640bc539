package dev.tinywright.plan;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks that {@link CapturePlanner} proposes.
 *
 * @param outputs of the last layer, one for each class, or one number
 * @param smallPicture whether the first convolution keeps the size of a picture, which is small already
 */
record CaptureNetworks(int outputs, boolean smallPicture) {
    List<Layer> dense(int units) {
        return List.of(new Layer.Dense(units, Activation.RELU), head());
    }

    static List<Layer> forest() {
        return List.of(new Layer.Forest(10, 8, 24));
    }

    Layer.Dense head() {
        return new Layer.Dense(outputs, Activation.NONE);
    }

    List<Layer> temporal(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.frames(5, 2)),
                conv(2 * filters, Layer.Kernel.frames(5, 2)),
                conv(2 * filters, Layer.Kernel.frames(3, 2)),
                new Layer.GlobalAverage(),
                new Layer.Dropout(0.2),
                head());
    }

    /** Without the average over time, which forgets the order: for gestures. */
    List<Layer> ordered(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.frames(7, 3)),
                conv(2 * filters, Layer.Kernel.frames(5, 2)),
                conv(filters, Layer.Kernel.frames(3, 2)),
                new Layer.Dropout(0.3),
                head());
    }

    List<Layer> residual(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.frames(5, 2)),
                block(filters, 1),
                block(2 * filters, 2),
                block(2 * filters, 2),
                new Layer.GlobalAverage(),
                new Layer.Dropout(0.2),
                head());
    }

    private static Layer block(int filters, int stride) {
        return new Layer.Residual(
                List.of(
                        conv(filters, Layer.Kernel.frames(3, stride)),
                        new Layer.Conv(filters, Layer.Kernel.frames(3, 1), true, Activation.NONE)),
                Activation.RELU);
    }

    List<Layer> keywords(int filters, int blocks) {
        List<Layer> layers = new ArrayList<>();
        layers.add(conv(filters, new Layer.Kernel(10, 4, 2, 2, true)));
        for (int i = 0; i < blocks; i++) {
            separable(layers, filters, 1);
        }
        layers.add(new Layer.GlobalAverage());
        layers.add(new Layer.Dropout(0.2));
        layers.add(head());
        return layers;
    }

    /** @param halvings blocks of stride 2 after the first convolution, which halves, too */
    List<Layer> mobile(int filters, int halvings) {
        List<Layer> layers = new ArrayList<>();
        layers.add(conv(filters, Layer.Kernel.square(3, smallPicture ? 1 : 2)));
        int width = filters;
        for (int i = 0; i < halvings; i++) {
            width = Math.min(2 * width, 128);
            separable(layers, width, 2);
            if (i > 0) {
                separable(layers, width, 1);
            }
        }
        layers.add(new Layer.GlobalAverage());
        layers.add(new Layer.Dropout(0.2));
        layers.add(head());
        return layers;
    }

    List<Layer> plain(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.square(3, smallPicture ? 1 : 2)),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                conv(2 * filters, Layer.Kernel.square(3, 1)),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                conv(2 * filters, Layer.Kernel.square(3, 1)),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                new Layer.Dropout(0.3),
                new Layer.Dense(4 * filters, Activation.RELU),
                head());
    }

    private static void separable(List<Layer> layers, int filters, int stride) {
        layers.add(new Layer.DepthwiseConv(Layer.Kernel.square(3, stride), true, Activation.RELU));
        layers.add(conv(filters, Layer.Kernel.square(1, 1)));
    }

    private static Layer.Conv conv(int filters, Layer.Kernel kernel) {
        return new Layer.Conv(filters, kernel, true, Activation.RELU);
    }

    /** Separable convolutions over slices and bands, of which only time is averaged: where a band is tells the pitch. */
    List<Layer> banded(int filters, int blocks, int slices) {
        List<Layer> layers = new ArrayList<>();
        layers.add(conv(filters, new Layer.Kernel(5, 5, 2, 2, true)));
        for (int i = 0; i < blocks; i++) {
            separable(layers, filters, i == 0 ? 2 : 1);
        }
        layers.add(new Layer.Pool(Layer.PoolKind.AVERAGE, Math.clamp(Math.ceilDiv(slices, 4), 1, 64), 1));
        layers.add(new Layer.Dense(2 * filters, Activation.RELU));
        layers.add(head());
        return layers;
    }

    static List<Layer> gaussian(boolean full) {
        return List.of(new Layer.Gaussian(full));
    }

    /**
     * Two layers without a bend between them, which learn what principal components tell (Bourlard and Kamp 1988): what is usual lies near
     * a plane of a few dimensions, what is not lies off it.
     */
    static List<Layer> components(int features, int units) {
        return List.of(
                new Layer.Dense(Math.clamp(features / 2, 1, units), Activation.NONE),
                new Layer.Dense(features, Activation.NONE));
    }

    /** Half as many units as features, and an eighth in the middle: what is usual fits through, what is not does not. */
    static List<Layer> repeating(int features) {
        return List.of(
                new Layer.Dense(Math.clamp(features / 2, 4, 64), Activation.RELU),
                new Layer.Dense(Math.clamp(features / 8, 2, 16), Activation.RELU),
                new Layer.Dense(Math.clamp(features / 2, 4, 64), Activation.RELU),
                new Layer.Dense(features, Activation.NONE));
    }
}
