package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Rounding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Nodes taken out of their graph, to be run on chosen inputs. */
final class SingleNode {
    private static final int BYTES = 256;

    private SingleNode() {}

    /** Runs a node whose inputs are all constant; empty where the result hangs on the rounding of sums. */
    static Optional<List<byte[]>> fold(Graph graph, Node node) {
        Graph alone = of(graph, node);
        List<byte[]> result = new Reference(alone, Rounding.DOUBLE).run(List.of());
        List<byte[]> other = new Reference(alone, Rounding.SINGLE).run(List.of());
        for (int i = 0; i < result.size(); i++) {
            if (!Arrays.equals(result.get(i), other.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }

    /** Runs a node on values for its inputs that are not constant, in their order; sums are rounded doubly. */
    static List<byte[]> run(Graph graph, Node node, List<byte[]> activations) {
        return new Reference(of(graph, node)).run(activations);
    }

    private static Graph of(Graph graph, Node node) {
        List<Tensor> tensors = new ArrayList<>();
        List<Integer> inputs = new ArrayList<>();
        List<Integer> activations = new ArrayList<>();
        for (int index : node.inputs()) {
            inputs.add(index == Node.ABSENT ? index : tensors.size());
            if (index != Node.ABSENT) {
                if (!graph.tensor(index).isConstant()) {
                    activations.add(tensors.size());
                }
                tensors.add(graph.tensor(index));
            }
        }
        List<Integer> outputs = new ArrayList<>();
        for (int index : node.outputs()) {
            outputs.add(tensors.size());
            tensors.add(graph.tensor(index));
        }
        return new Graph(
                graph.name(), tensors, List.of(new Node(node.op(), inputs, outputs)), activations, outputs, List.of());
    }

    /**
     * Returns what a chain of nodes, each an elementwise function of the one before and of constants that have one value
     * throughout, makes of every byte, −128 first. Of several values for a byte, such as float32, all bytes.
     */
    static byte[] table(Graph graph, List<Node> chain) {
        List<Tensor> tensors = new ArrayList<>(List.of(every(graph.tensor(activation(graph, chain.getFirst())))));
        List<Node> nodes = new ArrayList<>();
        for (Node node : chain) {
            int x = tensors.size() - 1;
            List<Integer> inputs = new ArrayList<>();
            for (int index : node.inputs()) {
                inputs.add(graph.tensor(index).isConstant() ? tensors.size() : x);
                if (graph.tensor(index).isConstant()) {
                    tensors.add(first(graph.tensor(index)));
                }
            }
            tensors.add(every(graph.out(node)));
            nodes.add(new Node(node.op(), inputs, List.of(tensors.size() - 1)));
        }
        Graph alone = new Graph(graph.name(), tensors, nodes, List.of(0), List.of(tensors.size() - 1), List.of());
        return new Reference(alone).run(List.of(allBytes())).getFirst();
    }

    /** Returns the index of the one input of a node that is not constant. */
    static int activation(Graph graph, Node node) {
        return node.inputs().stream()
                .filter(index -> !graph.tensor(index).isConstant())
                .findFirst()
                .orElseThrow();
    }

    private static Tensor every(Tensor like) {
        return Tensor.activation(like.name(), like.type(), Shape.of(BYTES), like.scaling());
    }

    private static Tensor first(Tensor constant) {
        ByteBuffer element = ByteBuffer.wrap(
                Arrays.copyOf(constant.toBytes(), constant.type().bytes()));
        return new Tensor(constant.name(), constant.type(), Shape.of(1), constant.scaling(), Optional.of(element));
    }

    private static byte[] allBytes() {
        byte[] all = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            all[i] = (byte) (i + Byte.MIN_VALUE);
        }
        return all;
    }
}
