package dev.tinywright.lower;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.AddParameters;
import dev.tinywright.tensor.Requantizer;
import java.util.List;

/** Calls of {@code tw_add_dsp_s8}: sums of two tensors of one shape. */
final class DspAdd {
    private static final int CODE_BYTES = 860;

    /** The factor of the input of the larger scale. */
    private static final Requantizer HALF = Requantizer.of(0.5);

    /** The same factor, for the kernel's numbers, with a right shift: inputs are too small for the difference to show. */
    private static final Requantizer ALMOST_HALF = new Requantizer(Integer.MAX_VALUE, -1);

    private static final int MOST_BITS = 30;

    private final AddParameters parameters;
    private final boolean swapped;
    private final int elements;

    private DspAdd(AddParameters parameters, int elements) {
        this.parameters = parameters;
        this.swapped = !parameters.first().equals(HALF);
        this.elements = elements;
    }

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
        DspAdd add = new DspAdd(parameters, output.elements());
        return add.isExact() ? List.of(add.call()) : List.of();
    }

    private static boolean isPlain(Tensor input, Tensor output) {
        return !input.isConstant()
                && input.type() == DataType.INT8
                && input.shape().equals(output.shape());
    }

    private boolean isExact() {
        Requantizer smaller = smaller();
        return larger().equals(HALF)
                && smaller.multiplier() > 0
                && smaller.shift() >= -MOST_BITS
                && DspSums.fits(parameters.output());
    }

    private Requantizer larger() {
        return swapped ? parameters.second() : parameters.first();
    }

    /** The factor of the other input. */
    private Requantizer smaller() {
        Requantizer factor = swapped ? parameters.first() : parameters.second();
        return factor.equals(HALF) ? ALMOST_HALF : factor;
    }

    private KernelCall call() {
        return new KernelCall(
                "tw_add_dsp_s8",
                List.of(Constant.parameters("add", "tw_add_dsp", body())),
                swapped
                        ? "tw_add_dsp_s8({in1}, {in0}, &{id}_add, {out0});"
                        : "tw_add_dsp_s8({in0}, {in1}, &{id}_add, {out0});",
                0,
                List.of(new Overlap(0, 0), new Overlap(1, 0)),
                0,
                80 + 15L * elements,
                CODE_BYTES,
                "rounds with the packed unit's multiplications");
    }

    private String body() {
        int zero = parameters.outputZero();
        Requantizer sum = parameters.output();
        return """
                .elements = %s,
                .a_zero = %s,
                .b_zero = %s,
                .b_multiplier = %s,
                .b_bits = %s,
                .sum_multiplier = %s,
                .sum_half_bits = %s,
                .output_factor = %s,
                .relu = %s,
                .low = %s,
                .high = %s,
                """.formatted(
                        elements,
                        swapped ? parameters.secondZero() : parameters.firstZero(),
                        swapped ? parameters.firstZero() : parameters.secondZero(),
                        smaller().multiplier(),
                        -smaller().shift(),
                        sum.multiplier(),
                        sum.multiplier() == 0 ? 0 : -sum.shift() - 1,
                        2 * zero + 1,
                        parameters.min() >= zero ? 1 : 0,
                        parameters.min(),
                        parameters.max());
    }
}
