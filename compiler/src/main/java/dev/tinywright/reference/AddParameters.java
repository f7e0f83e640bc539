package dev.tinywright.reference;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Requantizer;

/**
 * The numbers of an addition or subtraction: both inputs are brought to a common scale, twice the larger of theirs, with
 * more bits, {@link #LEFT_SHIFT} of int8 and {@link #WIDE_LEFT_SHIFT} of int16, added, and brought to the output's. {@code y =
 * clamp(output(first((a − firstZero) << leftShift) ± second((b − secondZero) << leftShift)) + outputZero, min, max)}.
 */
public record AddParameters(
        int firstZero,
        int secondZero,
        Requantizer first,
        Requantizer second,
        Requantizer output,
        int outputZero,
        int min,
        int max,
        int leftShift) {
    public static final int LEFT_SHIFT = 20;
    public static final int WIDE_LEFT_SHIFT = 15;

    /** Returns the numbers of an addition or subtraction of tensors of int8 or int16. */
    public static AddParameters of(Graph graph, Node node, Op.Binary op) {
        Scaling first = graph.in(node, 0).requiredScaling();
        Scaling second = graph.in(node, 1).requiredScaling();
        Tensor output = graph.out(node);
        boolean adds = op.kind() == Op.BinaryKind.ADD;
        if (output.type() == DataType.INT16) {
            return wide(first, second, output, op.clamp(), adds);
        }
        return adds
                ? add(first, second, output.requiredScaling(), op.clamp())
                : subtract(first, second, output.requiredScaling(), op.clamp());
    }

    private static AddParameters wide(Scaling first, Scaling second, Tensor output, Clamp clamp, boolean adds) {
        Scaling scaling = output.requiredScaling();
        AddParameters same = adds
                ? add(first, second, scaling, clamp, WIDE_LEFT_SHIFT)
                : subtract(first, second, scaling, clamp, WIDE_LEFT_SHIFT);
        return new AddParameters(
                0,
                0,
                same.first,
                same.second,
                same.output,
                0,
                clamp.lowest(output),
                clamp.highest(output),
                WIDE_LEFT_SHIFT);
    }

    /** Returns the numbers of an addition. */
    public static AddParameters add(Scaling first, Scaling second, Scaling output, Clamp clamp) {
        return add(first, second, output, clamp, LEFT_SHIFT);
    }

    private static AddParameters add(Scaling first, Scaling second, Scaling output, Clamp clamp, int leftShift) {
        double common = 2.0 * Math.max(first.scale(), second.scale());
        return of(
                first,
                second,
                output,
                clamp,
                first.scale() / common,
                second.scale() / common,
                common / ((1 << leftShift) * (double) output.scale()),
                leftShift);
    }

    /** Returns the numbers of a subtraction, whose reference kernel divides scales in float32. */
    public static AddParameters subtract(Scaling first, Scaling second, Scaling output, Clamp clamp) {
        return subtract(first, second, output, clamp, LEFT_SHIFT);
    }

    private static AddParameters subtract(Scaling first, Scaling second, Scaling output, Clamp clamp, int leftShift) {
        float common = 2 * Math.max(first.scale(), second.scale());
        return of(
                first,
                second,
                output,
                clamp,
                first.scale() / common,
                second.scale() / common,
                common / ((1 << leftShift) * output.scale()),
                leftShift);
    }

    private static AddParameters of(
            Scaling first,
            Scaling second,
            Scaling output,
            Clamp clamp,
            double one,
            double other,
            double sum,
            int leftShift) {
        return new AddParameters(
                first.zeroPoint(),
                second.zeroPoint(),
                Requantizer.of(one),
                Requantizer.of(other),
                Requantizer.of(sum),
                output.zeroPoint(),
                clamp.lowest(output),
                clamp.highest(output),
                leftShift);
    }

    /** Returns the q of {@code a + b}. */
    public int add(int a, int b) {
        return finish(firstShare(a) + secondShare(b));
    }

    /** Returns the q of {@code a − b}. */
    public int subtract(int a, int b) {
        return finish(firstShare(a) - secondShare(b));
    }

    private int firstShare(int a) {
        return first.apply((a - firstZero) << leftShift);
    }

    private int secondShare(int b) {
        return second.apply((b - secondZero) << leftShift);
    }

    private int finish(int sum) {
        return Math.clamp(output.apply(sum) + (long) outputZero, min, max);
    }
}
