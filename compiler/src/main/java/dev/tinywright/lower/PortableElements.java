package dev.tinywright.lower;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.AddParameters;
import dev.tinywright.reference.MeanParameters;
import dev.tinywright.reference.MulParameters;
import dev.tinywright.reference.PreluParameters;
import dev.tinywright.reference.RescaleParameters;
import dev.tinywright.reference.SvdfParameters;
import dev.tinywright.reference.UnaryTable;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls of the kernels that work element by element, or over an axis. */
final class PortableElements {
    private static final int BROADCAST_LOOPS = 4;
    private static final int MEAN_LOOPS = 3;

    private PortableElements() {}

    static List<KernelCall> binary(Graph graph, Node node, Op.Binary op) {
        Scaling a = graph.in(node, 0).requiredScaling();
        Scaling b = graph.in(node, 1).requiredScaling();
        Scaling y = graph.out(node).requiredScaling();
        return switch (op.kind()) {
            case ADD -> add(graph, node, AddParameters.of(graph, node, op), 1);
            case SUB -> add(graph, node, AddParameters.of(graph, node, op), -1);
            case MUL -> mul(graph, node, MulParameters.of(a, b, y, op.clamp()));
        };
    }

    private static List<KernelCall> add(Graph graph, Node node, AddParameters p, int sign) {
        if (graph.out(node).type() == DataType.INT16) {
            return broadcast(
                    graph,
                    node,
                    "tw_add_wide",
                    120,
                    factor("a", p.first()),
                    factor("b", p.second()),
                    factor("y", p.output()),
                    ".sign = " + sign + ",",
                    ".y_min = %s, .y_max = %s,".formatted(p.min(), p.max()));
        }
        return broadcast(
                graph,
                node,
                "tw_add",
                120,
                factor("a", p.first()),
                factor("b", p.second()),
                factor("y", p.output()),
                zeros(p.firstZero(), p.secondZero(), p.outputZero()),
                ".sign = " + sign + ",",
                ".y_min = %s, .y_max = %s,".formatted(p.min(), p.max()));
    }

    private static List<KernelCall> mul(Graph graph, Node node, MulParameters p) {
        return broadcast(
                graph,
                node,
                "tw_mul",
                50,
                ".multiplier = %s, .shift = %s,"
                        .formatted(p.factor().multiplier(), p.factor().shift()),
                zeros(p.firstZero(), p.secondZero(), p.outputZero()),
                ".y_min = %s, .y_max = %s,".formatted(p.min(), p.max()));
    }

    static List<KernelCall> prelu(Graph graph, Node node) {
        PreluParameters p = PreluParameters.of(
                graph.in(node, 0).requiredScaling(),
                graph.in(node, 1).requiredScaling(),
                graph.out(node).requiredScaling());
        return broadcast(
                graph,
                node,
                "tw_prelu",
                50,
                factor("positive", p.positive()),
                factor("negative", p.negative()),
                zeros(p.inputZero(), p.alphaZero(), p.outputZero()));
    }

    private static String factor(String name, Requantizer factor) {
        return ".%s_multiplier = %s, .%s_shift = %s,".formatted(name, factor.multiplier(), name, factor.shift());
    }

    private static String zeros(int a, int b, int y) {
        return ".a_zero = %s, .b_zero = %s, .y_zero = %s,".formatted(a, b, y);
    }

    private static List<KernelCall> broadcast(Graph graph, Node node, String type, int cost, String... parameters) {
        Shape out = graph.out(node).shape();
        PortableAxes axes = PortableAxes.of(
                out,
                PortableAxes.broadcastSteps(graph.in(node, 0).shape(), out),
                PortableAxes.broadcastSteps(graph.in(node, 1).shape(), out));
        if (axes.count() > BROADCAST_LOOPS) {
            return List.of();
        }
        PortableAxes padded = axes.padded(BROADCAST_LOOPS);
        List<String> operands = operands(graph, node);
        boolean wide = graph.out(node).type() == DataType.INT16;
        PortableCall call = wide
                ? PortableCall.of(
                        "tw_add_s16",
                        "tw_add_s16(%s, %s, &{id}_parameters, %s);"
                                .formatted(
                                        WideKernels.words(operands.get(0)),
                                        WideKernels.words(operands.get(1)),
                                        WideKernels.words()))
                : PortableCall.of(
                        type + "_s8",
                        "%s_s8(%s, %s, &{id}_parameters, {out0});".formatted(type, operands.get(0), operands.get(1)));
        int activation = 0;
        for (int i = 0; i < 2; i++) {
            Tensor operand = graph.in(node, i);
            if (operand.isConstant()) {
                call.constant(Constant.operand("operand" + i, operand.toBytes()));
            } else {
                if (operand.elements() == out.elements()) {
                    call.overlap(OverlapRule.inPlace(activation));
                }
                activation++;
            }
        }
        List<String> lines = new ArrayList<>(List.of(
                ".shape = {",
                "    .dims = " + padded.sizes() + ",",
                "    .a_steps = " + padded.firstSteps() + ",",
                "    .b_steps = " + padded.secondSteps() + ",",
                "},"));
        lines.addAll(Arrays.asList(parameters));
        return List.of(call.parameters(type, lines.toArray(String[]::new))
                .instructions((long) cost * out.elements())
                .why("element by element")
                .call());
    }

    private static List<String> operands(Graph graph, Node node) {
        List<String> names = new ArrayList<>();
        int activation = 0;
        for (int i = 0; i < 2; i++) {
            names.add(graph.in(node, i).isConstant() ? "{id}_operand" + i : "{in" + activation++ + "}");
        }
        return names;
    }

    static List<KernelCall> unary(Graph graph, Node node, Op.Unary op) {
        return lookup(
                graph,
                node,
                UnaryTable.of(
                        op, graph.in(node, 0).requiredScaling(), graph.out(node).requiredScaling()));
    }

    static List<KernelCall> lookup(Graph graph, Node node, byte[] table) {
        int n = graph.out(node).elements();
        return List.of(PortableCall.of("tw_lookup_s8", "tw_lookup_s8({in0}, %s, {id}_table, {out0});".formatted(n))
                .int8("table", table)
                .overlap(OverlapRule.inPlace(0))
                .instructions(6L * n)
                .code(40)
                .why("a table of all 256 results")
                .call());
    }

    static List<KernelCall> softmax(Graph graph, Node node, Op.Softmax op) {
        Tensor x = graph.in(node, 0);
        int n = x.shape().channels();
        int rows = x.elements() / n;
        if (n > 8191) {
            return List.of();
        }
        Softmax.Parameters p = Softmax.parameters(x.scale(), op.beta());
        String statement = rows == 1
                ? "tw_softmax_s8({in0}, %s, &{id}_parameters, {out0});".formatted(n)
                : ("for (int32_t i = 0; i < %s; i++) {\n"
                                + "        tw_softmax_s8({in0} + i * %s, %s, &{id}_parameters, {out0} + i * %s);\n    }")
                        .formatted(rows, n, n, n);
        return List.of(PortableCall.of("tw_softmax_s8", statement)
                .parameters(
                        "tw_softmax_quant",
                        ".multiplier = " + p.multiplier() + ",",
                        ".shift = " + p.shift() + ",",
                        ".diff_min = " + p.diffMin() + ",")
                .overlap(OverlapRule.inPlace(0))
                .instructions(400L * x.elements())
                .code(600)
                .why("a row at a time")
                .call());
    }

    static List<KernelCall> quantize(Graph graph, Node node) {
        Tensor x = graph.in(node, 0);
        Tensor y = graph.out(node);
        if (x.type() == DataType.INT16 || y.type() == DataType.INT16) {
            return List.of(wideQuantize(x, y));
        }
        if (!isByte(y.type())) {
            return List.of();
        }
        if (x.type() == DataType.FLOAT32) {
            return List.of(PortableCall.of(
                            "tw_quantize_s8",
                            "tw_quantize_f32_s8((const float *)(const void *)({in0}), %s, %sf, %s, %s, {out0});"
                                    .formatted(x.elements(), y.scale(), signedZero(y), flip(y)))
                    .overlap(OverlapRule.elementwise(0, x.elements(), 4, 1))
                    .instructions(100L * x.elements())
                    .why("element by element")
                    .call());
        }
        if (!isByte(x.type())) {
            return List.of();
        }
        return List.of(PortableCall.of(
                        "tw_quantize_s8", "tw_rescale_s8({in0}, %s, &{id}_parameters, {out0});".formatted(x.elements()))
                .constant(rescale("parameters", RescaleParameters.of(x, y), x, y))
                .overlap(OverlapRule.inPlace(0))
                .instructions(50L * x.elements())
                .why("element by element")
                .call());
    }

    /** To int16 or from it. */
    private static KernelCall wideQuantize(Tensor x, Tensor y) {
        int n = x.elements();
        String from = x.type() == DataType.INT16 ? WideKernels.words("{in0}") : "{in0}";
        String to = y.type() == DataType.INT16 ? WideKernels.words() : "{out0}";
        Overlap overlap =
                OverlapRule.elementwise(0, n, x.type().bytes(), y.type().bytes());
        if (x.type() == DataType.FLOAT32) {
            String call = "tw_quantize_f32_s16((const float *)(const void *)({in0}), %s, %sf, %s);";
            return PortableCall.of("tw_quantize_s16", call.formatted(n, y.scale(), to))
                    .overlap(overlap)
                    .instructions(100L * n)
                    .why("element by element")
                    .call();
        }
        RescaleParameters parameters = RescaleParameters.of(x, y);
        if (x.type() == DataType.INT8 && parameters.factor().equals(Requantizer.of(128))) {
            String call = "tw_widen_s8_s16({in0}, %s, %s, %s);".formatted(n, x.zeroPoint(), to);
            return PortableCall.of("tw_quantize_s16", call)
                    .overlap(overlap)
                    .instructions(6L * n)
                    .why("128 int16 for each int8: nothing is lost")
                    .call();
        }
        String function = x.type() == y.type()
                ? "tw_rescale_s16"
                : y.type() == DataType.INT16 ? "tw_rescale_s8_s16" : "tw_rescale_s16_s8";
        return PortableCall.of("tw_quantize_s16", "%s(%s, %s, &{id}_parameters, %s);".formatted(function, from, n, to))
                .constant(rescale("parameters", parameters, x, y))
                .overlap(overlap)
                .instructions(50L * n)
                .why("element by element")
                .call();
    }

    static Constant rescale(String suffix, RescaleParameters p, Tensor x, Tensor y) {
        return Constant.parameters(
                suffix,
                "tw_rescale",
                String.join(
                        "\n",
                        ".multiplier = %s, .shift = %s,"
                                .formatted(p.factor().multiplier(), p.factor().shift()),
                        ".x_zero = %s, .y_zero = %s,".formatted(signedZero(x), signedZero(y)),
                        ".x_flip = %s, .y_flip = %s,".formatted(flip(x), flip(y))));
    }

    private static boolean isByte(DataType type) {
        return type == DataType.INT8 || type == DataType.UINT8;
    }

    private static int signedZero(Tensor tensor) {
        return tensor.type() == DataType.UINT8 ? tensor.zeroPoint() - 128 : tensor.zeroPoint();
    }

    private static int flip(Tensor tensor) {
        return tensor.type() == DataType.UINT8 ? 0x80 : 0;
    }

    static List<KernelCall> dequantize(Graph graph, Node node) {
        Tensor x = graph.in(node, 0);
        if (x.type() == DataType.INT16) {
            String call = "tw_dequantize_s16_f32(%s, %s, %sf, (float *)(void *)({out0}));";
            return List.of(PortableCall.of(
                            "tw_quantize_s16", call.formatted(WideKernels.words("{in0}"), x.elements(), x.scale()))
                    .overlap(OverlapRule.elementwise(0, x.elements(), 2, 4))
                    .instructions(60L * x.elements())
                    .why("element by element")
                    .call());
        }
        if (!isByte(x.type())) {
            return List.of();
        }
        return List.of(PortableCall.of(
                        "tw_quantize_s8",
                        "tw_dequantize_s8_f32({in0}, %s, %sf, %s, %s, (float *)(void *)({out0}));"
                                .formatted(x.elements(), x.scale(), signedZero(x), flip(x)))
                .overlap(OverlapRule.elementwise(0, x.elements(), 1, 4))
                .instructions(60L * x.elements())
                .why("element by element")
                .call());
    }

    static List<KernelCall> mean(Graph graph, Node node, Op.Mean op) {
        Tensor x = graph.in(node, 0);
        int[] steps = PortableAxes.steps(x.shape());
        List<PortableAxes.Axis> kept = new ArrayList<>();
        List<PortableAxes.Axis> gone = new ArrayList<>();
        for (int axis = 0; axis < steps.length; axis++) {
            (op.axes().contains(axis) ? gone : kept)
                    .add(new PortableAxes.Axis(x.shape().dim(axis), steps[axis], steps[axis]));
        }
        PortableAxes outer = new PortableAxes(kept).merged();
        PortableAxes inner = new PortableAxes(gone).merged();
        if (outer.count() > MEAN_LOOPS || inner.count() > MEAN_LOOPS) {
            return List.of();
        }
        MeanParameters p = MeanParameters.of(
                x.requiredScaling(),
                graph.out(node).requiredScaling(),
                x.elements() / graph.out(node).elements());
        String factor = ".multiplier = %s, .shift = %s,"
                .formatted(p.factor().multiplier(), p.factor().shift());
        boolean wide = x.type() == DataType.INT16;
        PortableCall call = wide
                ? PortableCall.of(
                        "tw_mean_s16",
                        "tw_mean_s16(%s, &{id}_parameters, %s);"
                                .formatted(WideKernels.words("{in0}"), WideKernels.words()))
                : PortableCall.of("tw_mean_s8", "tw_mean_s8({in0}, &{id}_parameters, {out0});");
        return List.of(call.parameters(
                        wide ? "tw_mean_wide" : "tw_mean",
                        ".kept = " + outer.padded(MEAN_LOOPS).sizes() + ",",
                        ".kept_steps = " + outer.padded(MEAN_LOOPS).firstSteps() + ",",
                        ".gone = " + inner.padded(MEAN_LOOPS).sizes() + ",",
                        ".gone_steps = " + inner.padded(MEAN_LOOPS).firstSteps() + ",",
                        wide
                                ? factor
                                : ".zero_sum = %s,\n%s\n.y_zero = %s,"
                                        .formatted(p.inputZero() * p.count(), factor, p.outputZero()))
                .instructions(7L * x.elements())
                .why("an output at a time")
                .call());
    }

    static List<KernelCall> argMax(Graph graph, Node node, Op.ArgMax op) {
        Tensor x = graph.in(node, 0);
        if (!isByte(x.type()) || graph.out(node).type() != DataType.INT32) {
            return List.of();
        }
        int axis = Math.floorMod(op.axis(), x.shape().rank());
        int inner = PortableAxes.steps(x.shape())[axis];
        int length = x.shape().dim(axis);
        return List.of(PortableCall.of(
                        "tw_argmax_s8",
                        "tw_argmax_s8({in0}, %s, %s, %s, %s, (int32_t *)(void *)({out0}));"
                                .formatted(x.elements() / inner / length, length, inner, flip(x)))
                .instructions(7L * x.elements())
                .why("an output at a time")
                .call());
    }

    static List<KernelCall> svdf(Graph graph, Node node, Op.Svdf op) {
        SvdfParameters p = SvdfParameters.of(graph, node);
        Tensor features = graph.in(node, 1);
        Tensor time = graph.in(node, 2);
        Tensor state = graph.in(node, 4);
        int filters = features.shape().dim(0);
        int units = filters / op.rank();
        int[] bias = graph.input(node, 3).map(Tensor::ints).orElseGet(() -> new int[units]);
        long[] times = Arrays.stream(time.ints()).asLongStream().toArray();
        long macs = features.elements() + (long) time.elements();
        return List.of(PortableCall.of("tw_svdf_s8", "tw_svdf_s8({in0}, &{id}_parameters, {state}, {out0});")
                .int8("features", features.toBytes())
                .constant(Constant.array("time", "int16_t", times))
                .constant(Constant.int32("bias", bias))
                .parameters(
                        "tw_svdf",
                        ".features = {id}_features,",
                        ".time = {id}_time,",
                        ".bias = {id}_bias,",
                        factor("feature", p.feature()),
                        factor("y", p.output()),
                        ".inputs = %s, .units = %s, .rank = %s, .memory = %s,"
                                .formatted(
                                        features.shape().dim(1),
                                        units,
                                        op.rank(),
                                        time.shape().dim(1)),
                        ".x_zero = %s, .state_zero = %s, .y_zero = %s,"
                                .formatted(p.inputZero(), p.stateZero(), p.outputZero()),
                        ".state_bytes = " + state.type().bytes() + ",")
                .macs(macs)
                .instructions(9 * macs)
                .code(700)
                .why("a filter at a time")
                .call());
    }
}
