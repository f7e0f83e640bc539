package dev.tinywright.graph;

import java.util.List;
import java.util.Optional;

/**
 * A network: nodes in an order in which they can run, each tensor made at most once.
 *
 * @param inputs indices of the tensors that the caller fills
 * @param outputs indices of the tensors that the caller reads
 * @param states indices of tensors that keep their elements from call to call; at first each element is the zero point
 */
public record Graph(
        String name,
        List<Tensor> tensors,
        List<Node> nodes,
        List<Integer> inputs,
        List<Integer> outputs,
        List<Integer> states) {
    public Graph {
        tensors = List.copyOf(tensors);
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        states = List.copyOf(states);
    }

    public Tensor tensor(int index) {
        return tensors.get(index);
    }

    /** Returns an input of a node; empty where it is optional and left out. */
    public Optional<Tensor> input(Node node, int index) {
        return index < node.inputs().size() && node.inputs().get(index) != Node.ABSENT
                ? Optional.of(tensor(node.inputs().get(index)))
                : Optional.empty();
    }

    /** Returns an input that every node of its kind has. */
    public Tensor in(Node node, int index) {
        return tensor(node.inputs().get(index));
    }

    public Tensor out(Node node) {
        return tensor(node.outputs().getFirst());
    }
}
