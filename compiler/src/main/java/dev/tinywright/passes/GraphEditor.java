package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A graph under change. Indices of tensors and positions of nodes stay what they were in the graph until {@link #graph},
 * which closes the gaps.
 */
final class GraphEditor {
    private final Graph graph;
    private final List<Tensor> tensors;
    private final List<Optional<Node>> nodes;
    private final List<Integer> outputs;

    GraphEditor(Graph graph) {
        this.graph = graph;
        tensors = new ArrayList<>(graph.tensors());
        nodes = new ArrayList<>(graph.nodes().stream().map(Optional::of).toList());
        outputs = new ArrayList<>(graph.outputs());
    }

    /** Adds a tensor and returns its index. */
    int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    GraphEditor set(int index, Tensor tensor) {
        tensors.set(index, tensor);
        return this;
    }

    GraphEditor replace(int position, Node node) {
        nodes.set(position, Optional.of(node));
        return this;
    }

    GraphEditor drop(int position) {
        nodes.set(position, Optional.empty());
        return this;
    }

    /** Lets all that read one tensor read another, the caller too. */
    GraphEditor readInstead(int from, int to) {
        nodes.replaceAll(node -> node.map(n -> new Node(n.op(), renamed(n.inputs(), from, to), n.outputs())));
        outputs.replaceAll(index -> index == from ? to : index);
        return this;
    }

    /** Lets what makes one tensor make another, and all that read the one read the other. */
    GraphEditor makeInstead(int from, int to) {
        nodes.replaceAll(node -> node.map(n -> new Node(n.op(), n.inputs(), renamed(n.outputs(), from, to))));
        return readInstead(from, to);
    }

    private static List<Integer> renamed(List<Integer> indices, int from, int to) {
        return indices.stream().map(index -> index == from ? to : index).toList();
    }

    /** Returns the graph as it is now, without the tensors that nothing names; inputs and outputs always stay. */
    Graph graph() {
        List<Node> left = nodes.stream().flatMap(Optional::stream).toList();
        Set<Integer> used = used(left);
        int[] renumbered = new int[tensors.size()];
        List<Tensor> kept = new ArrayList<>();
        for (int i = 0; i < renumbered.length; i++) {
            renumbered[i] = kept.size();
            if (used.contains(i)) {
                kept.add(tensors.get(i));
            }
        }
        return new Graph(
                graph.name(),
                kept,
                left.stream()
                        .map(n -> new Node(n.op(), indices(n.inputs(), renumbered), indices(n.outputs(), renumbered)))
                        .toList(),
                indices(graph.inputs(), renumbered),
                indices(outputs, renumbered),
                indices(graph.states().stream().filter(used::contains).toList(), renumbered));
    }

    private Set<Integer> used(List<Node> left) {
        Set<Integer> used = new HashSet<>(graph.inputs());
        used.addAll(outputs);
        for (Node node : left) {
            used.addAll(node.inputs());
            used.addAll(node.outputs());
        }
        return used;
    }

    private static List<Integer> indices(List<Integer> old, int[] renumbered) {
        return old.stream().map(i -> i == Node.ABSENT ? i : renumbered[i]).toList();
    }

    /** Returns a list with one element changed; elements up to it are {@link Node#ABSENT} where the list was shorter. */
    static List<Integer> with(List<Integer> list, int index, int value) {
        List<Integer> changed = new ArrayList<>(list);
        while (changed.size() <= index) {
            changed.add(Node.ABSENT);
        }
        changed.set(index, value);
        return changed;
    }
}
