package dev.tinywright.memory;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds the order of the nodes that needs the least memory at once: exactly while there are few sets of nodes that can be
 * done first, otherwise by keeping the most promising. The same graph has the same order.
 */
final class Schedule {
    private static final int EXACT_BUDGET = 4000;
    private static final int BEAM = 16;
    private static final int QUICK_BEAM = 2;

    private final Graph graph;
    private final Demand demand;
    private final List<BitSet> before = new ArrayList<>();

    /** Nodes that are done, on a way that needed {@code peak} bytes. */
    private record State(BitSet done, int peak, int last, Optional<State> parent) {}

    private Schedule(Graph graph, Demand demand) {
        this.graph = graph;
        this.demand = demand;
        for (int node = 0; node < graph.nodes().size(); node++) {
            before.add(before(node));
        }
    }

    /** Returns the nodes in their order. */
    static int[] of(Graph graph, Demand demand) {
        Schedule schedule = new Schedule(graph, demand);
        State start = new State(new BitSet(), 0, -1, Optional.empty());
        return order(schedule.exact(start).orElseGet(() -> schedule.beam(start, BEAM)));
    }

    /** Returns the nodes in an order that is found quickly. */
    static int[] quick(Graph graph, Demand demand) {
        Schedule schedule = new Schedule(graph, demand);
        return order(schedule.beam(new State(new BitSet(), 0, -1, Optional.empty()), QUICK_BEAM));
    }

    private BitSet before(int node) {
        BitSet needed = new BitSet();
        for (int other = 0; other < graph.nodes().size(); other++) {
            if (other != node && (makesInput(other, node) || other < node && shareState(other, node))) {
                needed.set(other);
            }
        }
        return needed;
    }

    private boolean makesInput(int maker, int reader) {
        return graph.nodes().get(maker).outputs().stream()
                .anyMatch(graph.nodes().get(reader).inputs()::contains);
    }

    private boolean shareState(int a, int b) {
        return graph.states().stream().anyMatch(state -> touches(a, state) && touches(b, state));
    }

    private boolean touches(int node, int tensor) {
        Node touched = graph.nodes().get(node);
        return touched.inputs().contains(tensor) || touched.outputs().contains(tensor);
    }

    private Optional<State> exact(State start) {
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingInt(State::peak)
                .thenComparingInt(state -> -state.done().cardinality()));
        Set<BitSet> seen = new HashSet<>();
        open.add(start);
        while (!open.isEmpty() && seen.size() < EXACT_BUDGET) {
            State state = open.remove();
            if (isEnd(state)) {
                return Optional.of(state);
            }
            if (seen.add(state.done())) {
                open.addAll(next(state));
            }
        }
        return Optional.empty();
    }

    private State beam(State start, int width) {
        List<State> states = List.of(start);
        while (!isEnd(states.getFirst())) {
            Set<BitSet> seen = new HashSet<>();
            states = states.stream()
                    .flatMap(state -> next(state).stream())
                    .sorted(Comparator.comparingInt(State::peak))
                    .filter(state -> seen.add(state.done()))
                    .limit(width)
                    .toList();
        }
        return states.getFirst();
    }

    private boolean isEnd(State state) {
        return state.done().cardinality() == graph.nodes().size();
    }

    /** What can be done next; what computes nothing is done at once. */
    private List<State> next(State state) {
        List<State> next = new ArrayList<>();
        for (int node = state.done().nextClearBit(0);
                node < before.size();
                node = state.done().nextClearBit(node + 1)) {
            if (isReady(node, state.done())) {
                BitSet done = (BitSet) state.done().clone();
                done.set(node);
                int bytes = demand.of(state.done(), node);
                State after = new State(done, Math.max(state.peak(), bytes), node, Optional.of(state));
                if (demand.isFree(node)) {
                    return List.of(after);
                }
                next.add(after);
            }
        }
        return next;
    }

    private boolean isReady(int node, BitSet done) {
        BitSet missing = (BitSet) before.get(node).clone();
        missing.andNot(done);
        return missing.isEmpty();
    }

    private static int[] order(State end) {
        Deque<Integer> order = new ArrayDeque<>();
        for (Optional<State> state = Optional.of(end);
                state.isPresent() && state.get().parent().isPresent();
                state = state.get().parent()) {
            order.addFirst(state.get().last());
        }
        return order.stream().mapToInt(i -> i).toArray();
    }
}
