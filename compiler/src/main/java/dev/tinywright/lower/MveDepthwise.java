package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Rounding;
import java.util.List;

/**
 * Calls of {@code tw_depthwise_3_mve_s8}, which does a filter of up to 3 rows and 4 columns in one instruction, and for all others
 * of {@code tw_depthwise_mve_s8}: four pixels of four channels at a time.
 */
final class MveDepthwise {
    private static final int CODE_BYTES = 1400;
    private static final int SMALL_CODE_BYTES = 1350;

    private final MveSums sums;
    private final Shape input;
    private final Shape output;
    private final Shape kernel;
    private final Window window;
    private final int multiplier;

    private MveDepthwise(Graph graph, Node node, Rounding rounding, Op.DepthwiseConv2d op) {
        this.sums = new MveSums(graph, node, rounding);
        this.input = graph.in(node, 0).shape();
        this.output = graph.out(node).shape();
        this.kernel = graph.in(node, 1).shape();
        this.window = op.window();
        this.multiplier = op.multiplier();
    }

    /** A DepthwiseConv2d, of weights (1, kernelY, kernelX, channels). */
    static KernelCall of(Graph graph, Node node, Rounding rounding, Op.DepthwiseConv2d op) {
        byte[] weights = graph.in(node, 1).toBytes();
        int channels = graph.out(node).shape().channels();
        return new MveDepthwise(graph, node, rounding, op)
                .call((channel, index) -> weights[index * channels + channel]);
    }

    private KernelCall call(MveSums.Weights weights) {
        return isSmall() ? small(weights) : general(weights);
    }

    private boolean isSmall() {
        return kernel.height() <= 3 && kernel.width() <= 4 && window.dilationX() == 1 && multiplier == 1;
    }

    private KernelCall small(MveSums.Weights weights) {
        return new KernelCall(
                "tw_depthwise_3_mve_s8",
                List.of(
                        columnsOfFour(weights),
                        sums.quant(taps(), weights),
                        Constant.parameters("depthwise", "tw_depthwise_3_mve", smallParameters())),
                "tw_depthwise_3_mve_s8({in0}, &{id}_depthwise, {out0}, {scratch});",
                MveSums.roundUp(sums.channels() * (4 * smallColumns() + 1), 4),
                List.of(new Overlap(0, smallLead())),
                (long) output.elements() * taps(),
                smallInstructions(),
                SMALL_CODE_BYTES,
                "a filter in one instruction, 4 pixels at a time");
    }

    /** For each channel a vector of four columns of four rows. */
    private Constant columnsOfFour(MveSums.Weights weights) {
        byte[] bytes = new byte[16 * sums.channels()];
        for (int i = 0; i < bytes.length; i++) {
            int row = i % 4;
            int column = i / 4 % 4;
            boolean there = row < kernel.height() && column < kernel.width();
            bytes[i] = there ? weights.at(i / 16, row * kernel.width() + column) : 0;
        }
        return Constant.int8("weights", bytes);
    }

    private int smallColumns() {
        int reached = (MveSums.roundUp(output.width(), 4) - 1) * window.strideX() + 4;
        return Math.max(reached, window.padding().left() + input.width());
    }

    private long smallInstructions() {
        long channels = sums.channels();
        long columns = (long) output.height() * input.width() * (26 + 8 * ((channels + 3) / 4));
        return columns + output.height() * channels * (35 + 28L * ((output.width() + 3) / 4));
    }

    /** The next row of y needs the rows of x from its filter's first on. */
    private int smallLead() {
        int lead = -input.elements();
        for (int y = 0; y < output.height() - 1; y++) {
            int next = Math.max(0, (y + 1) * window.strideY() - window.padding().top());
            int written = (y + 1) * output.width() * output.channels();
            lead = Math.max(lead, written - Math.min(next, input.height()) * input.width() * input.channels());
        }
        return lead;
    }

    private String smallParameters() {
        return """
                .input_height = %s,
                .input_width = %s,
                .channels = %s,
                .output_height = %s,
                .output_width = %s,
                .kernel_y = %s,
                .stride_y = %s,
                .stride_x = %s,
                .dilation_y = %s,
                .pad_top = %s,
                .pad_left = %s,
                .input_zero = %s,
                .columns = %s,
                %s
                .weights = {id}_weights,
                .quant = {id}_quant,
                """.formatted(
                        input.height(),
                        input.width(),
                        sums.channels(),
                        output.height(),
                        output.width(),
                        kernel.height(),
                        window.strideY(),
                        window.strideX(),
                        window.dilationY(),
                        window.padding().top(),
                        window.padding().left(),
                        sums.inputZero(),
                        smallColumns(),
                        sums.output());
    }

    private KernelCall general(MveSums.Weights weights) {
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
        long fours = (sums.channels() + 3L) / 4;
        long blocks = (output.width() + 3) / 4 * fours * output.height();
        return blocks * (250 + taps() * 34L) + input.height() * (long) input.width() * (15 + 3 * fours);
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
                .input_height = %s,
                .input_width = %s,
                .channels = %s,
                .multiplier = %s,
                .output_height = %s,
                .output_width = %s,
                .kernel_y = %s,
                .kernel_x = %s,
                .stride_y = %s,
                .stride_x = %s,
                .dilation_y = %s,
                .dilation_x = %s,
                .pad_top = %s,
                .pad_left = %s,
                .input_zero = %s,
                .columns = %s,
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
