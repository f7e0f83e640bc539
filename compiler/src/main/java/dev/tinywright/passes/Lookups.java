package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a table of 256 values of whatever is a function of one int8: activations, rescalings, ADD, SUB, MUL and PRELU with
 * one constant, a DEQUANTIZE and the QUANTIZE behind it. Two tables in a row become one.
 *
 * <pre>
 *   x ── mul 0.3 ── a ── logistic ── y      →      x ── table ── y
 * </pre>
 *
 * <p>Every value is computed by the reference, so the bits are the same. Does not fire where the constant differs from
 * element to element, where input or output are not int8, and joins no tables where somebody else reads what lies between.
 */
final class Lookups extends NodePass {
    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        return switch (node.op()) {
            case Op.Unary unary -> table(graph, position, unary.kind().name());
            case Op.Prelu _ -> table(graph, position, "prelu");
            case Op.Binary binary -> table(graph, position, binary.kind().name());
            case Op.Quantize _ -> throughFloat(graph, users, position).or(() -> table(graph, position, "rescale"));
            case Op.Lookup lookup -> joined(graph, users, position, lookup);
            default -> Optional.empty();
        };
    }

    private static Optional<Graph> table(Graph graph, int position, String function) {
        Node node = graph.nodes().get(position);
        if (!isFunctionOfOneByte(graph, node)) {
            return Optional.empty();
        }
        return Optional.of(replace(
                graph,
                position,
                SingleNode.activation(graph, node),
                new Op.Lookup(function.toLowerCase(Locale.ROOT), SingleNode.table(graph, List.of(node)))));
    }

    private static boolean isFunctionOfOneByte(Graph graph, Node node) {
        List<Tensor> inputs = node.inputs().stream().map(graph::tensor).toList();
        List<Tensor> activations =
                inputs.stream().filter(tensor -> !tensor.isConstant()).toList();
        return activations.size() == 1
                && isInt8(activations.getFirst())
                && isInt8(graph.out(node))
                && activations.getFirst().elements() == graph.out(node).elements()
                && inputs.stream().filter(Tensor::isConstant).allMatch(Lookups::hasOneValue);
    }

    private static boolean isInt8(Tensor tensor) {
        return tensor.type() == DataType.INT8 && tensor.scaling().isPresent();
    }

    private static boolean hasOneValue(Tensor constant) {
        int[] values = constant.type() == DataType.INT8 ? constant.ints() : new int[] {0, 1};
        for (int value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Graph> throughFloat(Graph graph, Users users, int position) {
        Node quantize = graph.nodes().get(position);
        return producer(graph, users, quantize, 0)
                .filter(maker -> maker.op() instanceof Op.Dequantize)
                .filter(maker -> isInt8(graph.in(maker, 0)) && isInt8(graph.out(quantize)))
                .map(maker -> replace(
                        graph,
                        position,
                        maker.inputs().getFirst(),
                        new Op.Lookup("rescale", SingleNode.table(graph, List.of(maker, quantize)))));
    }

    private static Optional<Graph> joined(Graph graph, Users users, int position, Op.Lookup second) {
        int between = graph.nodes().get(position).inputs().getFirst();
        return producer(graph, users, graph.nodes().get(position), 0)
                .filter(_ -> users.isReadOnce(between))
                .flatMap(maker -> maker.op() instanceof Op.Lookup first
                        ? Optional.of(replace(graph, position, maker.inputs().getFirst(), join(first, second)))
                        : Optional.empty());
    }

    private static Op.Lookup join(Op.Lookup first, Op.Lookup second) {
        byte[] table = new byte[first.table().length];
        for (int i = 0; i < table.length; i++) {
            table[i] = second.table()[first.table()[i] - Byte.MIN_VALUE];
        }
        return new Op.Lookup(first.function() + "_" + second.function(), table);
    }

    private static Graph replace(Graph graph, int position, int x, Op.Lookup lookup) {
        Node table = new Node(lookup, List.of(x), graph.nodes().get(position).outputs());
        return new RemoveDeadNodes()
                .apply(new GraphEditor(graph).replace(position, table).graph());
    }
}
