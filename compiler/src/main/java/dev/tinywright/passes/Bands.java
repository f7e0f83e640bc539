package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Computes the first layers in bands of rows, so that large pictures in between never exist as a whole. Rows at the edges
 * of bands are computed more than once. Applied only where memory matters more than time.
 *
 * <pre>
 *                                       ┌ slice ─ conv ─ conv ┐
 *   x ─ conv ─ conv ─ y     becomes   x ┼ slice ─ conv ─ conv ┼ concat ─ y
 *                                       └ slice ─ conv ─ conv ┘
 * </pre>
 *
 * Slices and concatenation are of outermost rows, which lie in memory as they are needed. The bands share their constants.
 */
public final class Bands {
    private static final List<Integer> BANDS = List.of(2, 4, 8, 16);
    private static final int MOST_MEASURED = 4;

    private final Graph graph;
    private final int nodes;
    private final List<Tensor> tensors;
    private final List<Node> made = new ArrayList<>();

    private Bands(Graph graph, int nodes) {
        this.graph = graph;
        this.nodes = nodes;
        this.tensors = new ArrayList<>(graph.tensors());
    }

    /** Rows of a tensor, {@code end} not included. */
    private record Rows(int start, int end) {
        int count() {
            return end - start;
        }

        Rows with(Rows other) {
            return new Rows(Math.min(start, other.start), Math.max(end, other.end));
        }
    }

    /** Rows before clipping at the edges of the picture. */
    private record Reach(int start, int end) {
        Rows within(int height) {
            return new Rows(Math.max(0, start), Math.min(height, end));
        }
    }

    /**
     * Tries how many layers and how many bands need the least memory.
     *
     * @param atLeast says quickly what a graph needs at the least, so that most are not looked at closely
     * @param bytes says what a graph needs
     * @param extra share of multiplications that may come on top, as 0.3
     * @return the graph itself where nothing is gained
     */
    public static Graph best(Graph graph, ToIntFunction<Graph> atLeast, ToIntFunction<Graph> bytes, double extra) {
        List<Measured> candidates = candidates(graph, (long) (Macs.of(graph) * (1 + extra))).stream()
                .map(candidate -> new Measured(candidate, atLeast.applyAsInt(candidate)))
                .sorted(Comparator.comparingInt(Measured::bytes))
                .limit(MOST_MEASURED)
                .toList();
        Measured best = new Measured(graph, bytes.applyAsInt(graph));
        for (Measured candidate : candidates) {
            if (candidate.bytes() < best.bytes()) {
                int needed = bytes.applyAsInt(candidate.graph());
                best = needed < best.bytes() ? new Measured(candidate.graph(), needed) : best;
            }
        }
        return best.graph();
    }

    private record Measured(Graph graph, int bytes) {}

    private static List<Graph> candidates(Graph graph, long mostMacs) {
        return IntStream.range(2, graph.nodes().size())
                .filter(nodes -> isRegion(graph, nodes))
                .boxed()
                .flatMap(nodes -> BANDS.stream().map(count -> split(graph, nodes, count)))
                .filter(candidate -> Macs.of(candidate) <= mostMacs)
                .toList();
    }

    /** Computes the first nodes of a graph, which must be a region, in bands; no more bands than there are rows. */
    static Graph split(Graph graph, int nodes, int bands) {
        return new Bands(graph, nodes).split(bands);
    }

    /** Whether the first nodes work on rows of pictures and nothing but the last one's output is used by others. */
    static boolean isRegion(Graph graph, int nodes) {
        Set<Integer> inside = new HashSet<>();
        graph.nodes().subList(0, nodes - 1).forEach(node -> inside.addAll(node.outputs()));
        boolean closed = graph.nodes().subList(nodes, graph.nodes().size()).stream()
                        .noneMatch(node -> node.inputs().stream().anyMatch(inside::contains))
                && graph.outputs().stream().noneMatch(inside::contains);
        return closed && graph.nodes().subList(0, nodes).stream().allMatch(node -> worksOnRows(graph, node));
    }

    private static boolean worksOnRows(Graph graph, Node node) {
        boolean pictures = node.inputs().stream()
                        .filter(i -> isActivation(graph, i))
                        .allMatch(i -> isPicture(graph.tensor(i).shape()))
                && isPicture(graph.out(node).shape());
        return pictures
                && switch (node.op()) {
                    case Op.Conv2d _, Op.DepthwiseConv2d _, Op.Pool _, Op.Lookup _, Op.Quantize _ -> true;
                    case Op.Binary _ ->
                        node.inputs().stream()
                                .allMatch(i -> isActivation(graph, i)
                                        && graph.tensor(i)
                                                .shape()
                                                .equals(graph.out(node).shape()));
                    default -> false;
                };
    }

    private static boolean isPicture(Shape shape) {
        return shape.rank() == 4 && shape.dim(0) == 1;
    }

    private static boolean isActivation(Graph graph, int tensor) {
        return tensor != Node.ABSENT && !graph.tensor(tensor).isConstant();
    }

    private Graph split(int bands) {
        int whole = graph.nodes().get(nodes - 1).outputs().getFirst();
        int height = graph.tensor(whole).shape().height();
        int count = Math.min(bands, height);
        List<Integer> parts = IntStream.range(0, count)
                .mapToObj(i -> band(whole, new Rows(height * i / count, height * (i + 1) / count)))
                .toList();
        made.add(new Node(new Op.Concat(1), parts, List.of(whole)));
        made.addAll(graph.nodes().subList(nodes, graph.nodes().size()));
        return new Graph(graph.name(), tensors, made, graph.inputs(), graph.outputs(), graph.states());
    }

    /** Adds what computes some rows of a tensor; returns the tensor that holds them. */
    private int band(int whole, Rows rows) {
        Map<Integer, Rows> needed = new HashMap<>(Map.of(whole, rows));
        for (int i = nodes - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (needed.containsKey(node.outputs().getFirst())) {
                Rows out = needed.getOrDefault(node.outputs().getFirst(), rows);
                node.inputs().stream()
                        .filter(input -> isActivation(graph, input))
                        .forEach(input -> needed.merge(input, read(node, out, input), Rows::with));
            }
        }
        Map<Integer, Integer> parts = new HashMap<>();
        for (Node node : graph.nodes().subList(0, nodes)) {
            int output = node.outputs().getFirst();
            if (needed.containsKey(output)) {
                parts.put(output, compute(node, needed.getOrDefault(output, rows), needed, parts));
            }
        }
        return parts.getOrDefault(whole, whole);
    }

    private int compute(Node node, Rows out, Map<Integer, Rows> needed, Map<Integer, Integer> parts) {
        List<Integer> inputs = new ArrayList<>();
        for (int input : node.inputs()) {
            if (isActivation(graph, input)) {
                boolean given = !parts.containsKey(input);
                Rows held = given ? new Rows(0, graph.tensor(input).shape().height()) : needed.getOrDefault(input, out);
                inputs.add(cut(parts.getOrDefault(input, input), held, read(node, out, input)));
            } else {
                inputs.add(input);
            }
        }
        int part = add(node.outputs().getFirst(), out.count());
        made.add(new Node(padded(node, out), inputs, List.of(part)));
        return part;
    }

    private int cut(int tensor, Rows held, Rows wanted) {
        if (held.equals(wanted)) {
            return tensor;
        }
        int part = add(tensor, wanted.count());
        Op slice = new Op.StridedSlice(List.of(0, wanted.start() - held.start(), 0, 0), List.of(1, 1, 1, 1));
        made.add(new Node(slice, tensor, part));
        return part;
    }

    private int add(int like, int height) {
        Tensor whole = tensors.get(like);
        Shape shape = Shape.of(1, height, whole.shape().width(), whole.shape().channels());
        tensors.add(Tensor.activation(whole.name() + "_band" + tensors.size(), whole.type(), shape, whole.scaling()));
        return tensors.size() - 1;
    }

    private Rows read(Node node, Rows out, int input) {
        return reach(node, out).within(graph.tensor(input).shape().height());
    }

    private Reach reach(Node node, Rows out) {
        return switch (node.op()) {
            case Op.Conv2d conv ->
                reach(conv.window(), graph.in(node, 1).shape().dim(1), out);
            case Op.DepthwiseConv2d conv ->
                reach(conv.window(), graph.in(node, 1).shape().dim(1), out);
            case Op.Pool pool -> reach(pool.window(), pool.filterY(), out);
            default -> new Reach(out.start(), out.end());
        };
    }

    private static Reach reach(Window window, int kernel, Rows out) {
        int top = window.padding().top();
        int last = (out.end() - 1) * window.strideY() - top + (kernel - 1) * window.dilationY();
        return new Reach(out.start() * window.strideY() - top, last + 1);
    }

    /** Padding is left where the band is at the edge of the picture. */
    private Op padded(Node node, Rows out) {
        Reach reach = reach(node, out);
        int height = graph.in(node, 0).shape().height();
        int top = Math.max(0, -reach.start());
        int bottom = Math.max(0, reach.end() - height);
        return switch (node.op()) {
            case Op.Conv2d conv -> new Op.Conv2d(padded(conv.window(), top, bottom), conv.clamp());
            case Op.DepthwiseConv2d conv ->
                new Op.DepthwiseConv2d(padded(conv.window(), top, bottom), conv.multiplier(), conv.clamp());
            case Op.Pool pool ->
                new Op.Pool(
                        pool.kind(), pool.filterY(), pool.filterX(), padded(pool.window(), top, bottom), pool.clamp());
            default -> node.op();
        };
    }

    private static Window padded(Window window, int top, int bottom) {
        Padding padding = new Padding(
                top, bottom, window.padding().left(), window.padding().right());
        return new Window(padding, window.strideY(), window.strideX(), window.dilationY(), window.dilationX());
    }
}
