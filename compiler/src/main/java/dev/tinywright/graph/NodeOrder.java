package dev.tinywright.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Orders in which nodes can run. */
public final class NodeOrder {
    private NodeOrder() {}

    /**
     * Returns the nodes such that each comes after those that make its inputs, otherwise as they are; empty where they wait
     * for each other in a circle.
     */
    public static Optional<List<Node>> sorted(List<Node> nodes) {
        Map<Integer, Integer> makers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (int output : nodes.get(i).outputs()) {
                makers.put(output, i);
            }
        }
        int[] waits = new int[nodes.size()];
        List<List<Integer>> readers = new ArrayList<>();
        nodes.forEach(_ -> readers.add(new ArrayList<>()));
        for (int i = 0; i < nodes.size(); i++) {
            for (int input : nodes.get(i).inputs()) {
                Integer maker = makers.get(input);
                if (maker != null) {
                    readers.get(maker).add(i);
                    waits[i]++;
                }
            }
        }
        return inOrder(nodes, waits, readers);
    }

    private static Optional<List<Node>> inOrder(List<Node> nodes, int[] waits, List<List<Integer>> readers) {
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waits.length; i++) {
            if (waits[i] == 0) {
                ready.add(i);
            }
        }
        List<Node> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(nodes.get(next));
            for (int reader : readers.get(next)) {
                if (--waits[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return order.size() == nodes.size() ? Optional.of(order) : Optional.empty();
    }
}
