package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.tensor.Requantizer;

/**
 * The numbers of a singular value decomposition filter. The newest feature of each filter is {@code clamp(feature(Σ (x −
 * inputZero) · w)) + stateZero}, clamped to the type of the state; an output is {@code clamp(output(bias + Σ Σ (state − stateZero) ·
 * time) + outputZero)} in int8. As in the reference kernel, a fused activation adds no limits to those of int8.
 */
public record SvdfParameters(int inputZero, Requantizer feature, int stateZero, Requantizer output, int outputZero) {
    /** Returns the numbers of an Svdf node; the scales are multiplied and divided in float32. */
    public static SvdfParameters of(Graph graph, Node node) {
        float state = graph.in(node, 4).scale();
        return new SvdfParameters(
                graph.in(node, 0).zeroPoint(),
                Requantizer.of(graph.in(node, 0).scale() * graph.in(node, 1).scale() / state),
                graph.in(node, 4).zeroPoint(),
                Requantizer.of(
                        state * graph.in(node, 2).scale() / graph.out(node).scale()),
                graph.out(node).zeroPoint());
    }
}
