package dev.tinywright.model;

import java.util.Arrays;
import java.util.List;

/**
 * The layers in float32. Each output is a sum in order of kernel row, kernel column and channel, from the bias on; the inner
 * loops run over channels that lie side by side, which the virtual machine turns into vector instructions.
 */
final class FloatKernels {
    private FloatKernels() {}

    static float[] dense(DenseWeights layer, float[] x) {
        float[] weights = layer.weights();
        float[] y = new float[layer.units()];
        for (int u = 0, w = 0; u < y.length; u++) {
            float sum = layer.bias()[u];
            for (float value : x) {
                sum += weights[w++] * value;
            }
            y[u] = sum;
        }
        return activate(layer.activation(), y);
    }

    /** Returns the weights (filters, kernel height, kernel width, channels) with the filters last. */
    static float[] filtersLast(ConvWeights conv) {
        float[] weights = conv.weights();
        float[] last = new float[weights.length];
        int each = weights.length / conv.filters();
        for (int f = 0; f < conv.filters(); f++) {
            for (int i = 0; i < each; i++) {
                last[i * conv.filters() + f] = weights[f * each + i];
            }
        }
        return last;
    }

    static float[] convolution(ConvWeights conv, float[] filtersLast, float[] x) {
        int channels = conv.inputShape().get(2);
        int filters = conv.filters();
        float[] y = new float[TrainedModel.size(conv.outputShape())];
        float[] sums = new float[filters];
        forEachPlace(
                conv,
                (from, tap) -> {
                    for (int c = 0; c < channels; c++) {
                        addScaled(sums, filtersLast, (tap * channels + c) * filters, x[from + c]);
                    }
                },
                sums,
                y);
        return activate(conv.activation(), y);
    }

    private static void addScaled(float[] sums, float[] weights, int at, float x) {
        for (int f = 0; f < sums.length; f++) {
            sums[f] += weights[at + f] * x;
        }
    }

    static float[] depthwise(ConvWeights conv, float[] x) {
        float[] weights = conv.weights();
        float[] y = new float[TrainedModel.size(conv.outputShape())];
        float[] sums = new float[conv.filters()];
        forEachPlace(
                conv,
                (from, tap) -> {
                    int w = tap * sums.length;
                    for (int c = 0; c < sums.length; c++) {
                        sums[c] += weights[w + c] * x[from + c];
                    }
                },
                sums,
                y);
        return activate(conv.activation(), y);
    }

    /** Adds what one tap of the kernel sees at one place of the output to the sums. */
    private interface Tap {
        /**
         * @param from where the channels under the tap start in the input
         * @param tap row by row in the kernel
         */
        void add(int from, int tap);
    }

    /** Fills {@code sums} with the biases, adds every tap that is inside of the input, and writes the sums, for each place. */
    private static void forEachPlace(ConvWeights conv, Tap tap, float[] sums, float[] y) {
        List<Integer> input = conv.inputShape();
        List<Integer> output = conv.outputShape();
        Layer.Kernel window = conv.window();
        int place = 0;
        for (int row = 0; row < output.get(0); row++) {
            int top = row * window.strideY() - conv.padTop();
            for (int column = 0; column < output.get(1); column++, place++) {
                int left = column * window.strideX() - conv.padLeft();
                System.arraycopy(conv.bias(), 0, sums, 0, sums.length);
                addTaps(window, input, top, left, tap);
                System.arraycopy(sums, 0, y, place * sums.length, sums.length);
            }
        }
    }

    private static void addTaps(Layer.Kernel window, List<Integer> input, int top, int left, Tap tap) {
        int height = input.get(0);
        int width = input.get(1);
        int channels = input.get(2);
        for (int ky = Math.max(0, -top); ky < Math.min(window.height(), height - top); ky++) {
            for (int kx = Math.max(0, -left); kx < Math.min(window.width(), width - left); kx++) {
                tap.add(((top + ky) * width + left + kx) * channels, ky * window.width() + kx);
            }
        }
    }

    static float[] pool(TrainedLayer.Pooled pool, float[] x) {
        int width = pool.inputShape().get(1);
        int channels = pool.inputShape().get(2);
        boolean max = pool.kind() == Layer.PoolKind.MAX;
        int rows = pool.outputShape().get(0);
        int columns = pool.outputShape().get(1);
        float[] y = new float[rows * columns * channels];
        Arrays.fill(y, max ? Float.NEGATIVE_INFINITY : 0);
        for (int row = 0; row < rows * pool.height(); row++) {
            for (int column = 0; column < columns * pool.width(); column++) {
                int from = (row * width + column) * channels;
                int to = (row / pool.height() * columns + column / pool.width()) * channels;
                for (int c = 0; c < channels; c++) {
                    y[to + c] = max ? Math.max(y[to + c], x[from + c]) : y[to + c] + x[from + c];
                }
            }
        }
        return max ? y : divide(y, pool.height() * pool.width());
    }

    static float[] average(TrainedLayer.Averaged averaged, float[] x) {
        float[] y = new float[averaged.inputShape().getLast()];
        for (int i = 0; i < x.length; i += y.length) {
            for (int c = 0; c < y.length; c++) {
                y[c] += x[i + c];
            }
        }
        return divide(y, x.length / y.length);
    }

    static float[] sum(TrainedLayer.Sum sum, float[] x, float[] added) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i] + added[i];
        }
        return activate(sum.activation(), y);
    }

    private static float[] divide(float[] y, int by) {
        for (int i = 0; i < y.length; i++) {
            y[i] /= by;
        }
        return y;
    }

    private static float[] activate(Activation activation, float[] y) {
        if (activation == Activation.RELU) {
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(y[i], 0f);
            }
        }
        return y;
    }
}
