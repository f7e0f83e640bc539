package dev.tinywright.graph;

/** How a filter slides over a picture. Strides and dilations are at least 1. */
public record Window(Padding padding, int strideY, int strideX, int dilationY, int dilationX) {
    public Window {
        if (strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1) {
            throw new IllegalArgumentException("strides and dilations are at least 1");
        }
    }

    public static Window of(Padding padding, int stride) {
        return new Window(padding, stride, stride, 1, 1);
    }
}
