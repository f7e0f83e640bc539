package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import java.util.List;

/** Calls of {@code tw_average_mve_s8}: average pooling. */
final class MveAverage {
    private static final int CODE_BYTES = 400;

    private MveAverage() {}

    static KernelCall of(Graph graph, Node node, Op.Pool op) {
        Shape input = graph.in(node, 0).shape();
        Shape output = graph.out(node).shape();
        long fours = (long) output.height() * output.width() * ((output.channels() + 3) / 4);
        return new KernelCall(
                "tw_average_mve_s8",
                List.of(Constant.parameters(
                        "average",
                        "tw_average_mve",
                        body(op, input, output, graph.out(node).requiredScaling()))),
                "tw_average_mve_s8({in0}, &{id}_average, {out0});",
                0,
                List.of(),
                0,
                60 + fours * (80 + 4L * op.filterY() * op.filterX()),
                CODE_BYTES,
                "4 channels at a time");
    }

    private static String body(Op.Pool op, Shape input, Shape output, Scaling scaling) {
        return """
                .input_height = %s,
                .input_width = %s,
                .channels = %s,
                .output_height = %s,
                .output_width = %s,
                .filter_y = %s,
                .filter_x = %s,
                .stride_y = %s,
                .stride_x = %s,
                .pad_top = %s,
                .pad_left = %s,
                .min = %s,
                .max = %s,
                """.formatted(
                        input.height(),
                        input.width(),
                        input.channels(),
                        output.height(),
                        output.width(),
                        op.filterY(),
                        op.filterX(),
                        op.window().strideY(),
                        op.window().strideX(),
                        op.window().padding().top(),
                        op.window().padding().left(),
                        op.clamp().lowest(scaling),
                        op.clamp().highest(scaling));
    }
}
