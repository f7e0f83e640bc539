package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import java.util.List;

/** Calls of {@code tw_conv_dsp_s8}: patches of two pixels with four filters at a time. */
final class DspConvolution {
    private static final int CODE_BYTES = 3340;

    private final DspSums sums;
    private final Shape input;
    private final Shape output;
    private final Window window;
    private final int kernelY;
    private final int kernelX;

    private DspConvolution(DspSums sums, Shape input, Shape output, Window window, int kernelY, int kernelX) {
        this.sums = sums;
        this.input = input;
        this.output = output;
        this.window = window;
        this.kernelY = kernelY;
        this.kernelX = kernelX;
    }

    /** A Conv2d, of weights (filters, kernelY, kernelX, channels); nothing where it would not be exact. */
    static List<KernelCall> of(Graph graph, Node node, Window window) {
        byte[] weights = graph.in(node, 1).toBytes();
        int length = graph.in(node, 1).elements() / graph.in(node, 1).shape().dim(0);
        return over(graph, node, window, (filter, index) -> weights[filter * length + index]);
    }

    /** A DepthwiseConv2d of one channel, of weights (1, kernelY, kernelX, filters). */
    static List<KernelCall> ofOneChannel(Graph graph, Node node, Window window) {
        byte[] weights = graph.in(node, 1).toBytes();
        int filters = graph.in(node, 1).shape().channels();
        return over(graph, node, window, (filter, index) -> weights[index * filters + filter]);
    }

    /** Many rows of a fully connected layer: a convolution of 1x1 over a picture one pixel high. */
    static List<KernelCall> ofRows(Graph graph, Node node, int rows) {
        byte[] weights = graph.in(node, 1).toBytes();
        int inputs = graph.in(node, 1).shape().dim(1);
        DspSums sums = new DspSums(graph, node, 1, inputs, (unit, index) -> weights[unit * inputs + index]);
        Shape input = Shape.of(1, 1, rows, inputs);
        Shape output = Shape.of(1, 1, rows, sums.channels());
        return new DspConvolution(sums, input, output, Window.of(Padding.NONE, 1), 1, 1).calls();
    }

    private static List<KernelCall> over(Graph graph, Node node, Window window, DspSums.Weights weights) {
        Shape kernel = graph.in(node, 1).shape();
        return new DspConvolution(
                        new DspSums(
                                graph,
                                node,
                                kernel.height(),
                                kernel.width() * graph.in(node, 0).shape().channels(),
                                weights),
                        graph.in(node, 0).shape(),
                        graph.out(node).shape(),
                        window,
                        kernel.height(),
                        kernel.width())
                .calls();
    }

    private List<KernelCall> calls() {
        return sums.areExact() ? List.of(call()) : List.of();
    }

    private KernelCall call() {
        return new KernelCall(
                "tw_conv_dsp_s8",
                List.of(sums.blocks(), Constant.parameters("conv", "tw_conv_dsp", parameters())),
                "tw_conv_dsp_s8({in0}, &{id}_conv, {out0}, {scratch});",
                6 * sums.depth(),
                List.of(new Overlap(0, lead())),
                (long) pixels() * sums.channels() * length(),
                instructions(),
                CODE_BYTES,
                "2 pixels and 4 filters at a time, two weights a halfword");
    }

    private int pixels() {
        return output.height() * output.width();
    }

    private int length() {
        return kernelY * kernelX * input.channels();
    }

    /** Taking a patch, then 12 instructions for each 16 products and 15 for each output. */
    private long instructions() {
        long patch = 60 + kernelY * 14L + sums.depth() * 7L / 4;
        long fours = (sums.channels() + 2L) / 4;
        long twos = sums.channels() % 4 == 1 || sums.channels() % 4 == 2 ? 1L : 0;
        long pair = 60 + fours * (105 + 7L * sums.depth()) + twos * (60 + 5L * sums.depth());
        return pixels() * patch + (pixels() + 1L) / 2 * pair;
    }

    /** Both patches of a pair have been copied when its pixels are written, those behind it have not. */
    private int lead() {
        int lead = -input.elements();
        int needed = Integer.MAX_VALUE; // first byte of x that the pixels from `pixel` on read
        for (int pixel = pixels() - 1 & ~1; pixel >= 0; pixel -= 2) {
            int end = Math.min(pixel + 2, pixels());
            if (needed != Integer.MAX_VALUE) {
                lead = Math.max(lead, end * sums.channels() - needed);
            }
            needed = Math.min(needed, Math.min(firstByte(pixel), firstByte(end - 1)));
        }
        return lead;
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
                .height = %s,
                .width = %s,
                .channels = %s,
                .out_height = %s,
                .out_width = %s,
                .filters = %s,
                .kernel_height = %s,
                .kernel_width = %s,
                .stride_y = %s,
                .stride_x = %s,
                .dilation_y = %s,
                .dilation_x = %s,
                .pad_top = %s,
                .pad_left = %s,
                .row_depth = %s,
                .depth = %s,
                .input_zero = %s,
                .output_factor = %s,
                .relu = %s,
                .low = %s,
                .high = %s,
                .blocks = {id}_blocks,
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
                        sums.rowDepth(),
                        sums.depth(),
                        sums.inputZero(),
                        sums.outputFactor(),
                        sums.isRelu() ? 1 : 0,
                        sums.low(),
                        sums.high());
    }
}
