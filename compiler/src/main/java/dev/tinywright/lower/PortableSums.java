package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.reference.SumParameters;
import dev.tinywright.tensor.Requantizer;
import java.util.List;
import java.util.stream.Stream;

/** Calls of the kernels that slide over pictures, or sum products of inputs and weights. */
final class PortableSums {
    /** Largest size that a {@code tw_window} holds. */
    private static final int MOST = 65535;

    /** Executed for an output besides its sum, as estimated for cores without long products. */
    private static final int FINISH = 40;

    private PortableSums() {}

    static List<KernelCall> fullyConnected(Graph graph, Node node, Target.Core core) {
        int length = graph.in(node, 1).shape().dim(-1);
        int vectors = graph.in(node, 0).elements() / length;
        if (vectors > 1) {
            return List.of(matrix(graph, node, vectors));
        }
        // pairs of rows need more registers than an AVR has
        return core == Target.Core.AVR
                ? List.of(vector(graph, node, length))
                : List.of(vector(graph, node, length), matrix(graph, node, 1));
    }

    static List<KernelCall> conv(Graph graph, Node node, Op.Conv2d op) {
        Shape weights = graph.in(node, 1).shape();
        Shape output = graph.out(node).shape();
        Window window = op.window();
        if (weights.height() == 1
                && weights.width() == 1
                && window.padding().isNone()
                && window.strideY() == 1
                && window.strideX() == 1) {
            return List.of(matrix(graph, node, output.height() * output.width()));
        }
        if (!fits(graph, node, window)) {
            return List.of();
        }
        int length = weights.elements() / weights.dim(0);
        int pixels = output.height() * output.width();
        PortableCall call = PortableCall.of("tw_conv_s8", "tw_conv_s8({in0}, &{id}_parameters, {out0}, {scratch});");
        addMatrix(call, "matrix", graph, node, length);
        long macs = (long) pixels * weights.elements();
        return List.of(call.parameters(
                        "tw_conv",
                        ".matrix = &{id}_matrix,",
                        window(graph, node, window, weights.height(), weights.width()),
                        ".input_zero = " + graph.in(node, 0).zeroPoint() + ",")
                .scratch(2 * length)
                // As if each patch were gathered just before its pixel; in pairs no read is later than that.
                .overlap(new Overlap(
                        0,
                        OverlapRule.windowed(
                                graph.in(node, 0).shape(),
                                output,
                                window,
                                weights.height(),
                                weights.width(),
                                1,
                                OverlapRule.Reads.BEFORE_WRITING)))
                .macs(macs)
                .instructions(4 * macs + (long) pixels * (4L * length + (long) FINISH * output.channels()))
                .code(1100)
                .why("pairs of patches and of filters")
                .call());
    }

    private static KernelCall vector(Graph graph, Node node, int length) {
        PortableCall call = PortableCall.of("tw_matrix_s8", "tw_matrix_vector_s8({in0}, &{id}_parameters, {out0});");
        addMatrix(call, "parameters", graph, node, length);
        int rows = graph.in(node, 1).elements() / length;
        long macs = (long) rows * length;
        return call.macs(macs)
                .instructions(6 * macs + (long) rows * FINISH)
                .code(270)
                .why("a row at a time")
                .call();
    }

    private static KernelCall matrix(Graph graph, Node node, int vectors) {
        Shape weights = graph.in(node, 1).shape();
        int rows = weights.dim(node.op() instanceof Op.Conv2d ? 0 : -2);
        int length = weights.elements() / rows;
        PortableCall call = PortableCall.of(
                "tw_matrix_s8", "tw_matrix_s8({in0}, %s, &{id}_parameters, {out0});".formatted(vectors));
        addMatrix(call, "parameters", graph, node, length);
        long macs = (long) vectors * rows * length;
        Shape in = Shape.of(1, 1, vectors, length);
        Shape out = Shape.of(1, 1, vectors, rows);
        Window window = Window.of(Padding.NONE, 1);
        return call.overlap(
                        new Overlap(0, OverlapRule.windowed(in, out, window, 1, 1, 2, OverlapRule.Reads.WHILE_WRITING)))
                .macs(macs)
                .instructions(4 * macs + (long) vectors * rows * FINISH)
                .code(700)
                .why("pairs of pixels and of rows")
                .call();
    }

    private static void addMatrix(PortableCall call, String name, Graph graph, Node node, int length) {
        SumParameters sums = SumParameters.of(graph, node);
        byte[] weights = graph.in(node, 1).toBytes();
        call.int8("weights", weights).constant(Constant.int32("bias", foldedBias(sums, weights, length)));
        addFactors(call, sums);
        call.constant(Constant.parameters(
                name,
                "tw_matrix",
                String.join(
                        "\n",
                        ".weights = {id}_weights,",
                        ".bias = {id}_bias,",
                        ".multiplier = {id}_multiplier,",
                        ".shift = {id}_shift,",
                        ".length = " + length + ",",
                        ".rows = " + sums.bias().length + ",",
                        ".per_row = " + (isPerChannel(sums) ? 1 : 0) + ",",
                        output(sums))));
    }

    /** The zero point is the same for every vector, padding included: its share of each sum is known. */
    private static int[] foldedBias(SumParameters sums, byte[] weights, int length) {
        int[] bias = sums.bias().clone();
        for (int row = 0; row < bias.length; row++) {
            int sum = 0;
            for (int i = 0; i < length; i++) {
                sum += weights[row * length + i];
            }
            bias[row] -= sums.inputZero() * sum;
        }
        return bias;
    }

    private static boolean isPerChannel(SumParameters sums) {
        return sums.requantizers().stream().distinct().count() > 1;
    }

    /** One factor where all channels share it. */
    private static void addFactors(PortableCall call, SumParameters sums) {
        List<Requantizer> all =
                isPerChannel(sums) ? sums.requantizers() : sums.requantizers().subList(0, 1);
        call.constant(Constant.int32(
                        "multiplier",
                        all.stream().mapToInt(Requantizer::multiplier).toArray()))
                .constant(shifts(all));
    }

    private static Constant shifts(List<Requantizer> all) {
        long[] shifts = all.stream().mapToLong(Requantizer::shift).toArray();
        return new Constant("shift", "int8_t", shifts, "", 1);
    }

    private static String output(SumParameters sums) {
        return ".output_zero = %s,\n.output_min = %s,\n.output_max = %s,"
                .formatted(sums.outputZero(), sums.min(), sums.max());
    }

    static List<KernelCall> depthwise(Graph graph, Node node, Op.DepthwiseConv2d op) {
        if (!fits(graph, node, op.window())) {
            return List.of();
        }
        SumParameters sums = SumParameters.of(graph, node);
        Tensor weights = graph.in(node, 1);
        Shape output = graph.out(node).shape();
        PortableCall call = PortableCall.of("tw_depthwise_s8", "tw_depthwise_s8({in0}, &{id}_parameters, {out0});")
                .int8("weights", weights.toBytes())
                .constant(Constant.int32("bias", sums.bias()));
        addFactors(call, sums);
        long macs = (long) output.elements()
                * weights.shape().height()
                * weights.shape().width();
        return List.of(call.parameters(
                        "tw_depthwise",
                        ".weights = {id}_weights,",
                        ".bias = {id}_bias,",
                        ".multiplier = {id}_multiplier,",
                        ".shift = {id}_shift,",
                        window(
                                graph,
                                node,
                                op.window(),
                                weights.shape().height(),
                                weights.shape().width()),
                        ".depth_multiplier = " + op.multiplier() + ",",
                        ".per_channel = " + (isPerChannel(sums) ? 1 : 0) + ",",
                        ".input_zero = " + sums.inputZero() + ",",
                        output(sums))
                .overlap(pixelByPixel(
                        graph,
                        node,
                        op.window(),
                        weights.shape().height(),
                        weights.shape().width()))
                .macs(macs)
                .instructions(9 * macs + (long) FINISH * output.elements())
                .code(700)
                .why("a channel at a time, taps that are inside")
                .call());
    }

    private static Overlap pixelByPixel(Graph graph, Node node, Window window, int kernelY, int kernelX) {
        return new Overlap(
                0,
                OverlapRule.windowed(
                        graph.in(node, 0).shape(),
                        graph.out(node).shape(),
                        window,
                        kernelY,
                        kernelX,
                        1,
                        OverlapRule.Reads.WHILE_WRITING));
    }

    static List<KernelCall> transposeConv(Graph graph, Node node, Op.TransposeConv op) {
        if (!fits(graph, node, op.window())) {
            return List.of();
        }
        SumParameters sums = SumParameters.of(graph, node);
        Shape weights = graph.in(node, 1).shape();
        Shape input = graph.in(node, 0).shape();
        Shape output = graph.out(node).shape();
        PortableCall call = PortableCall.of(
                        "tw_transpose_conv_s8", "tw_transpose_conv_s8({in0}, &{id}_parameters, {out0}, {scratch});")
                .int8("weights", graph.in(node, 1).toBytes())
                .constant(Constant.int32("bias", sums.bias()));
        addFactors(call, sums);
        long macs = (long) input.height() * input.width() * weights.elements();
        return List.of(call.parameters(
                        "tw_transpose_conv",
                        ".weights = {id}_weights,",
                        ".bias = {id}_bias,",
                        ".multiplier = {id}_multiplier,",
                        ".shift = {id}_shift,",
                        window(graph, node, op.window(), weights.height(), weights.width()),
                        ".per_channel = " + (isPerChannel(sums) ? 1 : 0) + ",",
                        ".input_zero = " + sums.inputZero() + ",",
                        output(sums))
                .scratch(4 * output.channels())
                .macs(macs)
                .instructions(9 * macs + (long) FINISH * output.elements())
                .code(700)
                .why("an output pixel at a time")
                .call());
    }

    static List<KernelCall> pool(Graph graph, Node node, Op.Pool op) {
        if (!fits(graph, node, op.window())) {
            return List.of();
        }
        Scaling scaling = graph.out(node).requiredScaling();
        String function = op.kind() == Op.PoolKind.MAX ? "tw_max_pool_s8" : "tw_average_pool_s8";
        long taps = (long) graph.out(node).elements() * op.filterY() * op.filterX();
        return List.of(PortableCall.of("tw_pool_s8", function + "({in0}, &{id}_parameters, {out0});")
                .parameters(
                        "tw_pool",
                        window(graph, node, op.window(), op.filterY(), op.filterX()),
                        ".output_min = " + op.clamp().lowest(scaling) + ",",
                        ".output_max = " + op.clamp().highest(scaling) + ",")
                .overlap(pixelByPixel(graph, node, op.window(), op.filterY(), op.filterX()))
                .instructions(6 * taps + (long) FINISH * graph.out(node).elements())
                .code(500)
                .why("a channel at a time")
                .call());
    }

    /** Whether every size can be told to the kernels. */
    static boolean fits(Graph graph, Node node, Window window) {
        Stream<Integer> sizes = Stream.of(
                        graph.in(node, 0).shape().dims(),
                        graph.out(node).shape().dims(),
                        List.of(window.strideY(), window.strideX(), window.dilationY(), window.dilationX()))
                .flatMap(List::stream);
        return sizes.allMatch(size -> size <= MOST)
                && window.padding().top() <= MOST
                && window.padding().left() <= MOST;
    }

    static String window(Graph graph, Node node, Window window, int filterY, int filterX) {
        Shape in = graph.in(node, 0).shape();
        Shape out = graph.out(node).shape();
        return """
                .window = {
                    .input_height = %s, .input_width = %s, .input_channels = %s,
                    .output_height = %s, .output_width = %s, .output_channels = %s,
                    .filter_height = %s, .filter_width = %s,
                    .stride_y = %s, .stride_x = %s,
                    .dilation_y = %s, .dilation_x = %s,
                    .pad_top = %s, .pad_left = %s,
                },""".formatted(
                        in.height(),
                        in.width(),
                        in.channels(),
                        out.height(),
                        out.width(),
                        out.channels(),
                        filterY,
                        filterX,
                        window.strideY(),
                        window.strideX(),
                        window.dilationY(),
                        window.dilationX(),
                        window.padding().top(),
                        window.padding().left());
    }
}
