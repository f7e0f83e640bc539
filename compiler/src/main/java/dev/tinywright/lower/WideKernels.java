package dev.tinywright.lower;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.reference.WideSumParameters;
import dev.tinywright.tensor.Requantizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Calls of the kernels that slide over pictures of int16, or sum products of int16 inputs and int8 weights; plain C for every core. */
final class WideKernels {
    private static final int BYTES = Short.BYTES;

    /** Products along a row of a depthwise filter that are added in 32 bits. */
    private static final int MOST_IN_A_ROW = 256;

    /** Executed for an output besides its sum: products of 64 bits. */
    private static final int FINISH = 60;

    private WideKernels() {}

    static boolean isWide(Graph graph, Node node) {
        return graph.in(node, 0).type() == DataType.INT16;
    }

    /** An argument that is int16, where memory is bytes. */
    static String words(String hole) {
        return "(const int16_t *)(const void *)(" + hole + ")";
    }

    /** A place for int16. */
    static String words() {
        return "(int16_t *)(void *)({out0})";
    }

    static List<KernelCall> fullyConnected(Graph graph, Node node) {
        int length = graph.in(node, 1).shape().dim(-1);
        return List.of(matrix(graph, node, graph.in(node, 0).elements() / length));
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
        if (!PortableSums.fits(graph, node, window)) {
            return List.of();
        }
        int length = weights.elements() / weights.dim(0);
        int pixels = output.height() * output.width();
        long macs = (long) pixels * weights.elements();
        String scratch = "(int16_t *)(void *)({scratch})";
        PortableCall call = PortableCall.of(
                "tw_conv_s16",
                "tw_conv_s16(%s, &{id}_parameters, %s, %s);".formatted(words("{in0}"), words(), scratch));
        addRows(call, "rows", graph, node);
        return List.of(call.parameters(
                        "tw_conv_wide",
                        ".rows = &{id}_rows,",
                        PortableSums.window(graph, node, window, weights.height(), weights.width()))
                .scratch(BYTES * length)
                .overlap(sliding(graph, node, window, weights, OverlapRule.Reads.BEFORE_WRITING))
                .macs(macs)
                .instructions(5 * macs + (long) pixels * (8L * length + (long) FINISH * output.channels()))
                .code(900)
                .why("int16, a patch with pairs of filters")
                .call());
    }

    private static KernelCall matrix(Graph graph, Node node, int vectors) {
        Tensor weights = graph.in(node, 1);
        int rows = weights.shape().dim(node.op() instanceof Op.Conv2d ? 0 : -2);
        int length = weights.elements() / rows;
        PortableCall call = PortableCall.of(
                "tw_matrix_s16", "tw_matrix_s16(%s, %s, &{id}_rows, %s);".formatted(words("{in0}"), vectors, words()));
        addRows(call, "rows", graph, node);
        long macs = (long) vectors * weights.elements();
        int lead = OverlapRule.windowed(
                Shape.of(1, 1, vectors, length),
                Shape.of(1, 1, vectors, rows),
                Window.of(Padding.NONE, 1),
                1,
                1,
                1,
                OverlapRule.Reads.WHILE_WRITING);
        return call.overlap(new Overlap(0, BYTES * lead))
                .macs(macs)
                .instructions(5 * macs + (long) vectors * rows * FINISH)
                .code(600)
                .why("int16, pairs of rows")
                .call();
    }

    static List<KernelCall> depthwise(Graph graph, Node node, Op.DepthwiseConv2d op) {
        Shape weights = graph.in(node, 1).shape();
        if (!PortableSums.fits(graph, node, op.window()) || weights.width() > MOST_IN_A_ROW) {
            return List.of();
        }
        int outputs = graph.out(node).elements();
        long macs = (long) outputs * weights.height() * weights.width();
        PortableCall call = PortableCall.of(
                "tw_depthwise_s16", "tw_depthwise_s16(%s, &{id}_parameters, %s);".formatted(words("{in0}"), words()));
        addRows(call, "rows", graph, node);
        return List.of(call.parameters(
                        "tw_depthwise_wide",
                        ".rows = &{id}_rows,",
                        PortableSums.window(graph, node, op.window(), weights.height(), weights.width()),
                        ".depth_multiplier = " + op.multiplier() + ",")
                .overlap(sliding(graph, node, op.window(), weights, OverlapRule.Reads.WHILE_WRITING))
                .macs(macs)
                .instructions(11 * macs + (long) (FINISH + 40) * outputs)
                .code(900)
                .why("int16, a channel at a time, taps that are inside")
                .call());
    }

    static List<KernelCall> pool(Graph graph, Node node, Op.Pool op) {
        if (!PortableSums.fits(graph, node, op.window())) {
            return List.of();
        }
        String function = op.kind() == Op.PoolKind.MAX ? "tw_max_pool_s16" : "tw_average_pool_s16";
        long taps = (long) graph.out(node).elements() * op.filterY() * op.filterX();
        Tensor output = graph.out(node);
        Shape filter = Shape.of(1, op.filterY(), op.filterX(), 1);
        return List.of(PortableCall.of(
                        "tw_pool_s16", function + "(%s, &{id}_parameters, %s);".formatted(words("{in0}"), words()))
                .parameters(
                        "tw_pool_wide",
                        PortableSums.window(graph, node, op.window(), op.filterY(), op.filterX()),
                        ".output_min = " + op.clamp().lowest(output) + ",",
                        ".output_max = " + op.clamp().highest(output) + ",")
                .overlap(sliding(graph, node, op.window(), filter, OverlapRule.Reads.WHILE_WRITING))
                .instructions(6 * taps + 40L * output.elements())
                .code(500)
                .why("int16, a channel at a time")
                .call());
    }

    private static Overlap sliding(Graph graph, Node node, Window window, Shape filter, OverlapRule.Reads reads) {
        int lead = OverlapRule.windowed(
                graph.in(node, 0).shape(), graph.out(node).shape(), window, filter.height(), filter.width(), 1, reads);
        return new Overlap(0, BYTES * lead);
    }

    /** How the kernels add and round, in the order of their numbers. */
    private enum Sums {
        WIDE,
        SMALL,
        NARROW
    }

    private static void addRows(PortableCall call, String name, Graph graph, Node node) {
        WideSumParameters parameters = WideSumParameters.of(graph, node);
        Tensor weights = graph.in(node, 1);
        boolean perRow = parameters.requantizers().stream().distinct().count() > 1;
        Sums sums = parameters.narrow() ? Sums.NARROW : areSmall(parameters, node, weights) ? Sums.SMALL : Sums.WIDE;
        call.int8("weights", weights.toBytes())
                .constant(Constant.int32("bias", halves(parameters.bias())))
                .constant(Constant.array(
                        "multiplier", "int32_t", factors(parameters, perRow, factor -> multiplier(sums, factor))))
                .constant(new Constant(
                        "shift", "int8_t", factors(parameters, perRow, factor -> shift(sums, factor)), "", 1));
        call.constant(Constant.parameters(
                name,
                "tw_wide_rows",
                String.join(
                        "\n",
                        ".weights = {id}_weights,",
                        ".bias = {id}_bias,",
                        ".multiplier = {id}_multiplier,",
                        ".shift = {id}_shift,",
                        ".length = " + weights.elements() / parameters.bias().length + ",",
                        ".rows = " + parameters.bias().length + ",",
                        ".output_min = " + parameters.min() + ",",
                        ".output_max = " + parameters.max() + ",",
                        ".per_row = " + (perRow ? 1 : 0) + ",",
                        ".sums = TW_" + sums + "_SUMS,")));
    }

    /** Whether no input makes a sum leave 32 bits, and all factors are below a quarter, as those of usual layers are. */
    private static boolean areSmall(WideSumParameters parameters, Node node, Tensor weights) {
        boolean last = node.op() instanceof Op.DepthwiseConv2d;
        byte[] values = weights.toBytes();
        long[] largest = parameters.bias().clone();
        int rows = largest.length;
        for (int row = 0; row < rows; row++) {
            largest[row] = Math.abs(largest[row]);
        }
        for (int i = 0; i < values.length; i++) {
            largest[last ? i % rows : i / (values.length / rows)] += Math.abs(values[i]) * -(long) Short.MIN_VALUE;
        }
        return Arrays.stream(largest).allMatch(sum -> sum <= Integer.MAX_VALUE)
                && parameters.requantizers().stream().allMatch(factor -> shift(Sums.SMALL, factor) >= 0);
    }

    private static int multiplier(Sums sums, Requantizer factor) {
        return switch (sums) {
            case WIDE -> factor.reducedMultiplier();
            case SMALL -> factor.reducedMultiplier() << 16;
            case NARROW -> factor.multiplier();
        };
    }

    private static int shift(Sums sums, Requantizer factor) {
        return switch (sums) {
            case WIDE -> 15 - factor.shift();
            case SMALL -> -2 - factor.shift();
            case NARROW -> factor.shift();
        };
    }

    private static long[] factors(WideSumParameters sums, boolean perRow, ToIntFunction<Requantizer> number) {
        return sums.requantizers().stream()
                .limit(perRow ? Long.MAX_VALUE : 1)
                .mapToLong(number::applyAsInt)
                .toArray();
    }

    /** The lower and the upper 32 bits of each. */
    private static int[] halves(long[] values) {
        int[] halves = new int[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            halves[2 * i] = (int) values[i];
            halves[2 * i + 1] = (int) (values[i] >> 32);
        }
        return halves;
    }
}
