package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import java.util.List;

/** Calls of {@code tw_depthwise_mve_s8}: four pixels of four channels at a time. */
final class MveDepthwise {
    private static final int CODE_BYTES = 1400;

    private final MveSums sums;
    private final Shape input;
    private final Shape output;
    private final Shape kernel;
    private final Window window;
    private final int multiplier;

    private MveDepthwise(Graph graph, Node node, Op.DepthwiseConv2d op) {
        this.sums = new MveSums(graph, node);
        this.input = graph.in(node, 0).shape();
        this.output = graph.out(node).shape();
        this.kernel = graph.in(node, 1).shape();
        this.window = op.window();
        this.multiplier = op.multiplier();
    }

    /** A DepthwiseConv2d, of weights (1, kernelY, kernelX, channels). */
    static KernelCall of(Graph graph, Node node, Op.DepthwiseConv2d op) {
        byte[] weights = graph.in(node, 1).toBytes();
        int channels = graph.out(node).shape().channels();
        return new MveDepthwise(graph, node, op).call((channel, index) -> weights[index * channels + channel]);
    }

    private KernelCall call(MveSums.Weights weights) {
        return new KernelCall(
                "tw_depthwise_mve_s8",
                List.of(
                        sums.inFours(taps(), weights),
                        Constant.parameters("depthwise", "tw_depthwise_mve", parameters())),
                "tw_depthwise_mve_s8({in0}, &{id}_depthwise, {out0}, {scratch});",
                rows() * columns() * MveSums.roundUp(sums.channels(), 4),
                List.of(new Overlap(0, lead())),
                (long) output.elements() * taps(),
                instructions(),
                CODE_BYTES,
                "4 pixels and 4 channels at a time");
    }

    private int taps() {
        return kernel.height() * kernel.width();
    }

    /** Rows of x that one row of y needs, with those between. */
    private int rows() {
        return (kernel.height() - 1) * window.dilationY() + 1;
    }

    private int columns() {
        int lastPixel = MveSums.roundUp(output.width(), 4) - 1;
        int reached = lastPixel * window.strideX() + (kernel.width() - 1) * window.dilationX() + 1;
        return Math.max(reached, window.padding().left() + input.width());
    }

    private long instructions() {
        long fours = (sums.channels() + 3) / 4;
        long blocks = (output.width() + 3) / 4 * fours * output.height();
        return blocks * (70 + taps() * 10L) + input.height() * (long) input.width() * (15 + 3 * fours);
    }

    /** A row of y is written when the rows of x that it needs have been copied. */
    private int lead() {
        int lead = -input.elements();
        for (int y = 0; y < output.height() - 1; y++) {
            int next = Math.max(0, y * window.strideY() - window.padding().top() + rows());
            if (next < input.height()) {
                int written = (y + 1) * output.width() * output.channels();
                lead = Math.max(lead, written - next * input.width() * input.channels());
            }
        }
        return lead;
    }

    private String parameters() {
        return """
                .input_height = %d,
                .input_width = %d,
                .channels = %d,
                .multiplier = %d,
                .output_height = %d,
                .output_width = %d,
                .kernel_y = %d,
                .kernel_x = %d,
                .stride_y = %d,
                .stride_x = %d,
                .dilation_y = %d,
                .dilation_x = %d,
                .pad_top = %d,
                .pad_left = %d,
                .input_zero = %d,
                .columns = %d,
                %s
                .weights = {id}_weights,
                """.formatted(
                        input.height(),
                        input.width(),
                        sums.channels(),
                        multiplier,
                        output.height(),
                        output.width(),
                        kernel.height(),
                        kernel.width(),
                        window.strideY(),
                        window.strideX(),
                        window.dilationY(),
                        window.dilationX(),
                        window.padding().top(),
                        window.padding().left(),
                        sums.inputZero(),
                        columns(),
                        sums.output());
    }
}
