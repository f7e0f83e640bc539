package dev.tinywright.lower;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.AddParameters;
import java.util.List;

/** Calls of {@code tw_add_mve_s8}: sums of two pictures of one shape. */
final class MveAdd {
    private static final int CODE_BYTES = 400;

    private MveAdd() {}

    /** Empty where one input is constant or smaller, or a scale is far from the others. */
    static List<KernelCall> of(Graph graph, Node node, Clamp clamp) {
        Tensor first = graph.in(node, 0);
        Tensor second = graph.in(node, 1);
        Tensor output = graph.out(node);
        if (!isPlain(first, output) || !isPlain(second, output)) {
            return List.of();
        }
        AddParameters parameters =
                AddParameters.add(first.requiredScaling(), second.requiredScaling(), output.requiredScaling(), clamp);
        boolean shiftsRight = parameters.first().shift() <= 0
                && parameters.second().shift() <= 0
                && parameters.output().shift() <= 0;
        return shiftsRight ? List.of(call(parameters, output.elements())) : List.of();
    }

    private static boolean isPlain(Tensor input, Tensor output) {
        return !input.isConstant()
                && input.type() == DataType.INT8
                && input.shape().equals(output.shape());
    }

    private static KernelCall call(AddParameters parameters, int elements) {
        return new KernelCall(
                "tw_add_mve_s8",
                List.of(Constant.parameters("add", "tw_add_mve", body(parameters, elements))),
                "tw_add_mve_s8({in0}, {in1}, &{id}_add, {out0});",
                0,
                List.of(new Overlap(0, 0), new Overlap(1, 0)),
                0,
                60 + (elements + 3) / 4 * 32L,
                CODE_BYTES,
                "4 elements at a time");
    }

    private static String body(AddParameters parameters, int elements) {
        return """
                .elements = %s,
                .first_zero = %s,
                .first_multiplier = %s,
                .first_shift = %s,
                .second_zero = %s,
                .second_multiplier = %s,
                .second_shift = %s,
                .sum_multiplier = %s,
                .sum_shift = %s,
                .zero = %s,
                .min = %s,
                .max = %s,
                """.formatted(
                        elements,
                        parameters.firstZero(),
                        parameters.first().multiplier(),
                        parameters.first().shift(),
                        parameters.secondZero(),
                        parameters.second().multiplier(),
                        parameters.second().shift(),
                        parameters.output().multiplier(),
                        parameters.output().shift(),
                        parameters.outputZero(),
                        parameters.min(),
                        parameters.max());
    }
}
