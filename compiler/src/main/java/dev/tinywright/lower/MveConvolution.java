package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Rounding;
import java.util.List;

/** Calls of {@code tw_conv_mve_s8}: patches of two pixels with four filters at a time. */
final class MveConvolution {
    private static final int CODE_BYTES = 2400;

    private final MveSums sums;
    private final Shape input;
    private final Shape output;
    private final Window window;
    private final int kernelY;
    private final int kernelX;
    private final int depth;
    private final int steps;

    private MveConvolution(MveSums sums, Shape input, Shape output, Window window, int kernelY, int kernelX) {
        this.sums = sums;
        this.input = input;
        this.output = output;
        this.window = window;
        this.kernelY = kernelY;
        this.kernelX = kernelX;
        this.depth = kernelY * kernelX * input.channels();
        this.steps = (depth + 15) / 16;
    }

    /** A Conv2d, of weights (filters, kernelY, kernelX, channels). */
    static KernelCall of(Graph graph, Node node, Rounding rounding, Window window) {
        byte[] weights = graph.in(node, 1).toBytes();
        MveConvolution all = over(graph, node, rounding, window);
        return all.call((filter, index) -> weights[filter * all.depth + index]);
    }

    /** A DepthwiseConv2d of one channel, of weights (1, kernelY, kernelX, filters). */
    static KernelCall ofOneChannel(Graph graph, Node node, Rounding rounding, Window window) {
        byte[] weights = graph.in(node, 1).toBytes();
        MveConvolution all = over(graph, node, rounding, window);
        return all.call((filter, index) -> weights[index * all.sums.channels() + filter]);
    }

    /** Many rows of a fully connected layer: a convolution of 1x1 over a picture one pixel high. */
    static KernelCall ofRows(Graph graph, Node node, Rounding rounding, int rows) {
        Tensor weights = graph.in(node, 1);
        int inputs = weights.shape().dim(1);
        byte[] bytes = weights.toBytes();
        MveSums sums = new MveSums(graph, node, rounding);
        return new MveConvolution(
                        sums,
                        Shape.of(1, 1, rows, inputs),
                        Shape.of(1, 1, rows, sums.channels()),
                        Window.of(Padding.NONE, 1),
                        1,
                        1)
                .call((unit, index) -> bytes[unit * inputs + index]);
    }

    private static MveConvolution over(Graph graph, Node node, Rounding rounding, Window window) {
        Shape weights = graph.in(node, 1).shape();
        return new MveConvolution(
                new MveSums(graph, node, rounding),
                graph.in(node, 0).shape(),
                graph.out(node).shape(),
                window,
                weights.height(),
                weights.width());
    }

    private KernelCall call(MveSums.Weights weights) {
        return new KernelCall(
                "tw_conv_mve_s8",
                List.of(sums.inSixteens(depth, weights), Constant.parameters("conv", "tw_conv_mve", parameters())),
                "tw_conv_mve_s8({in0}, &{id}_conv, {out0}, {scratch});",
                2 * 16 * steps,
                List.of(new Overlap(0, lead())),
                (long) pixels() * sums.channels() * depth,
                instructions(),
                CODE_BYTES,
                "2 pixels and 4 filters at a time, %s of 16 products a step used".formatted(used()));
    }

    /** Of every 16 products, those that are not with padding. */
    private int used() {
        return Math.max(1, depth / steps);
    }

    private int pixels() {
        return output.height() * output.width();
    }

    /** Patches are read where they lie. */
    private boolean isPointwise() {
        return kernelY == 1
                && kernelX == 1
                && window.strideY() == 1
                && window.strideX() == 1
                && input.elements() / input.channels() == pixels()
                && window.padding().isNone();
    }

    private long instructions() {
        long patch = isPointwise() ? 15 : 80 + (long) kernelY * (10 + 3L * ((kernelX * input.channels() + 15) / 16));
        long fours = (sums.channels() + 3L) / 4;
        long pairs = (pixels() + 1L) / 2;
        return pixels() * patch + pairs * (20 + fours * (MveSums.FINISH_INSTRUCTIONS + 16L * steps));
    }

    /** Both patches of a pair have been copied, or with 1x1 are read where they lie, when its pixels are written. */
    private int lead() {
        int lead = Integer.MIN_VALUE;
        int needed = Integer.MAX_VALUE; // first byte of x that the pixels from `pixel` on read
        for (int pixel = pixels() - 1 & ~1; pixel >= 0; pixel -= 2) {
            int end = Math.min(pixel + 2, pixels());
            int own = Math.min(firstByte(pixel), firstByte(end - 1));
            int kept = isPointwise() ? Math.min(own, needed) : needed;
            if (kept != Integer.MAX_VALUE) {
                lead = Math.max(lead, end * sums.channels() - kept);
            }
            needed = Math.min(needed, own);
        }
        return lead == Integer.MIN_VALUE ? -input.elements() : lead;
    }

    private int firstByte(int pixel) {
        int y = first(
                pixel / output.width() * window.strideY() - window.padding().top(), window.dilationY());
        int x = first(
                pixel % output.width() * window.strideX() - window.padding().left(), window.dilationX());
        return (Math.min(y, input.height() - 1) * input.width() + Math.min(x, input.width() - 1)) * input.channels();
    }

    /** The first place inside that a filter at {@code start} reaches; a smaller one does no harm. */
    private static int first(int start, int dilation) {
        return start >= 0 ? start : Math.floorMod(start, dilation);
    }

    private String parameters() {
        return """
                .input_height = %s,
                .input_width = %s,
                .channels = %s,
                .output_height = %s,
                .output_width = %s,
                .filters = %s,
                .kernel_y = %s,
                .kernel_x = %s,
                .stride_y = %s,
                .stride_x = %s,
                .dilation_y = %s,
                .dilation_x = %s,
                .pad_top = %s,
                .pad_left = %s,
                .input_zero = %s,
                .steps = %s,
                %s
                .weights = {id}_weights,
                """.formatted(
                        input.height(),
                        input.width(),
                        input.channels(),
                        output.height(),
                        output.width(),
                        sums.channels(),
                        kernelY,
                        kernelX,
                        window.strideY(),
                        window.strideX(),
                        window.dilationY(),
                        window.dilationX(),
                        window.padding().top(),
                        window.padding().left(),
                        sums.inputZero(),
                        steps,
                        sums.output());
    }
}
