package dev.tinywright.train;

import dev.tinywright.model.Layer;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Where a kernel is put on its input: stride, and zeros around as TensorFlow pads, which are not always as many before as
 * after.
 *
 * @param pad zeros on the left, on the right, above, below that libtorch's convolution cannot add by itself; else empty
 * @param padding rows and columns of zeros on both sides
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slide(long[] stride, long[] pad, long[] padding, long groups) {
    private static final long[] NO_DILATION = {1, 1};

    static Slide of(Layer.Kernel window, List<Integer> shape, long groups) {
        long[] stride = {window.strideY(), window.strideX()};
        long top = window.padTop(shape.get(0));
        long left = window.padLeft(shape.get(1));
        long bottom = after(shape.get(0), window.outputHeight(shape.get(0)), window.strideY(), window.height(), top);
        long right = after(shape.get(1), window.outputWidth(shape.get(1)), window.strideX(), window.width(), left);
        return top == bottom && left == right
                ? new Slide(stride, new long[0], new long[] {top, left}, groups)
                : new Slide(stride, new long[] {left, right, top, bottom}, new long[] {0, 0}, groups);
    }

    private static long after(int size, int outputs, int stride, int kernel, long before) {
        return Math.max(0, (outputs - 1L) * stride + kernel - size - before);
    }

    Tensor convolve(Tensor x, Tensor weights, TensorOptional bias) {
        Tensor padded = pad.length == 0 ? x : torch.constant_pad_nd(x, pad);
        return torch.conv2d(padded, weights, bias, stride, padding, NO_DILATION, groups);
    }
}
