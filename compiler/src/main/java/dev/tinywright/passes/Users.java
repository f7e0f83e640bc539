package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who makes and who reads each tensor of a graph. */
final class Users {
    private final Graph graph;
    private final int[] producers;
    private final List<List<Integer>> readers;

    Users(Graph graph) {
        this.graph = graph;
        producers = new int[graph.tensors().size()];
        Arrays.fill(producers, -1);
        readers = IntStream.range(0, graph.tensors().size())
                .<List<Integer>>mapToObj(_ -> new ArrayList<>())
                .toList();
        IntStream.range(0, graph.nodes().size()).forEach(this::add);
    }

    private void add(int position) {
        Node node = graph.nodes().get(position);
        node.outputs().forEach(tensor -> producers[tensor] = position);
        node.inputs().stream().filter(t -> t != Node.ABSENT).forEach(t -> readers.get(t)
                .add(position));
    }

    /** Returns the position of the node that makes a tensor; empty for inputs, constants and states. */
    Optional<Integer> producer(int tensor) {
        return tensor == Node.ABSENT || producers[tensor] < 0 ? Optional.empty() : Optional.of(producers[tensor]);
    }

    /** Whether the caller sees the tensor, or it lasts from call to call. */
    boolean isVisible(int tensor) {
        return graph.outputs().contains(tensor)
                || graph.inputs().contains(tensor)
                || graph.states().contains(tensor);
    }

    /** Whether a tensor is read once, by one node, and the caller does not see it. */
    boolean isReadOnce(int tensor) {
        return readers.get(tensor).size() == 1 && !isVisible(tensor);
    }
}
