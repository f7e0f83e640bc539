package dev.tinywright.lower;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.DifferenceParameters;

/** Calls of the kernels of distances. */
final class PortableDistances {
    private PortableDistances() {}

    static KernelCall centres(Graph graph, Node node, Op.CentreDistance op) {
        Tensor centres = graph.in(node, 1);
        return PortableCall.of("tw_distance_s8", statement(graph, node, "tw_centre_distance"))
                .constant(PortableTrees.int16("centres", centres))
                .constant(PortableTrees.int16("weights", graph.in(node, 2)))
                .parameters(
                        "tw_centres",
                        ".centres = {id}_centres,",
                        ".weights = {id}_weights,",
                        ".n = %s, .count = %s, .shift = %s,"
                                .formatted(
                                        centres.shape().dim(1), centres.shape().dim(0), op.shift()))
                .macs(centres.elements())
                .instructions(20L * centres.elements())
                .code(500)
                .why("a centre at a time")
                .call();
    }

    static KernelCall whitened(Graph graph, Node node, Op.WhitenedDistance op) {
        Tensor rows = graph.in(node, 2);
        return PortableCall.of("tw_distance_s8", statement(graph, node, "tw_whitened_distance"))
                .constant(PortableTrees.int16("mean", graph.in(node, 1)))
                .constant(PortableTrees.int16("rows", rows))
                .int8("shifts", graph.in(node, 3).toBytes())
                .parameters(
                        "tw_whitening",
                        ".mean = {id}_mean,",
                        ".rows = {id}_rows,",
                        ".shifts = {id}_shifts,",
                        ".n = %s, .shift = %s,".formatted(graph.in(node, 1).elements(), op.shift()))
                .macs(rows.elements())
                .instructions(12L * rows.elements())
                .code(500)
                .why("a row at a time")
                .call();
    }

    static KernelCall difference(Graph graph, Node node, Op.SquaredDifference op) {
        DifferenceParameters p = DifferenceParameters.of(
                graph.in(node, 0).requiredScaling(), graph.in(node, 1).requiredScaling());
        int n = graph.in(node, 0).elements();
        String score = "(int32_t *)(void *)({out0})";
        return PortableCall.of(
                        "tw_distance_s8",
                        "tw_squared_difference_s8({in0}, {in1}, &{id}_parameters, %s);".formatted(score))
                .parameters(
                        "tw_difference",
                        ".a_multiplier = %s, .a_shift = %s,"
                                .formatted(p.first().multiplier(), p.first().shift()),
                        ".b_multiplier = %s, .b_shift = %s,"
                                .formatted(p.second().multiplier(), p.second().shift()),
                        ".a_zero = %s, .b_zero = %s,".formatted(p.firstZero(), p.secondZero()),
                        ".n = %s, .shift = %s,".formatted(n, op.shift()))
                .instructions(40L * n)
                .code(300)
                .why("element by element")
                .call();
    }

    static KernelCall alarm(int threshold) {
        return PortableCall.of(
                        "tw_distance_s8",
                        "tw_alarm_s8((const int32_t *)(const void *)({in0}), %s, {out0});".formatted(threshold))
                .instructions(100)
                .code(60)
                .why("one score")
                .call();
    }

    private static String statement(Graph graph, Node node, String function) {
        boolean wide = graph.in(node, 0).type() == DataType.INT16;
        return function
                + (wide ? "_s16((const int16_t *)(const void *)({in0})" : "_s8({in0}")
                + ", &{id}_parameters, (int32_t *)(void *)({out0}));";
    }
}
