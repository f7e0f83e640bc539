package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.Optional;

/**
 * Lets a convolution or a maximum pool supply the border that a PAD made.
 *
 * <pre>
 *   x ── pad 1 ── conv, no padding ── y      →      x ── conv, padding 1 ── y
 * </pre>
 *
 * <p>Fires where the PAD adds rows and columns only, never channels; where what it fills with is the zero point, as the
 * padding of a convolution is; for a maximum pool where it is −128, which no element is below. An average pool does not
 * count its padding, but counts the elements of a PAD, so a PAD before it stays; and one stays where a window would lie
 * on nothing but padding.
 */
final class FoldPadding extends NodePass {
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        return slides(node.op())
                ? users.producer(node.inputs().getFirst())
                        .map(graph.nodes()::get)
                        .filter(maker -> maker.op() instanceof Op.Pad pad && fits(graph, maker, pad, node))
                        .map(maker -> merge(graph, position, maker))
                : Optional.empty();
    }

    private static boolean slides(Op op) {
        return op instanceof Op.Conv2d
                || op instanceof Op.DepthwiseConv2d
                || (op instanceof Op.Pool pool && pool.kind() == Op.PoolKind.MAX);
    }

    private static boolean fits(Graph graph, Node maker, Op.Pad pad, Node node) {
        Tensor padded = graph.out(maker);
        int filling = node.op() instanceof Op.Pool ? lowest(padded) : padded.zeroPoint();
        return isSpatial(pad)
                && pad.value() == filling
                && SameScaling.of(graph.in(maker, 0), padded)
                && everyWindowHasPixels(graph, node, graph.in(maker, 0).shape(), window(node.op(), pad));
    }

    private static int lowest(Tensor tensor) {
        return tensor.type() == DataType.INT16 ? Short.MIN_VALUE : Byte.MIN_VALUE;
    }

    private static boolean isSpatial(Op.Pad pad) {
        return pad.before().size() == 4
                && pad.before().get(0)
                                + pad.after().get(0)
                                + pad.before().get(3)
                                + pad.after().get(3)
                        == 0;
    }

    private static boolean everyWindowHasPixels(Graph graph, Node node, Shape x, Window window) {
        Shape filter = filter(graph, node);
        Shape y = graph.out(node).shape();
        Padding padding = window.padding();
        return padding.top() <= (filter.height() - 1) * window.dilationY()
                && padding.left() <= (filter.width() - 1) * window.dilationX()
                && (y.height() - 1) * window.strideY() - padding.top() < x.height()
                && (y.width() - 1) * window.strideX() - padding.left() < x.width();
    }

    private static Shape filter(Graph graph, Node node) {
        return node.op() instanceof Op.Pool pool
                ? Shape.of(1, pool.filterY(), pool.filterX(), 1)
                : graph.in(node, 1).shape();
    }

    private static Graph merge(Graph graph, int position, Node maker) {
        Node node = graph.nodes().get(position);
        Window window = window(node.op(), (Op.Pad) maker.op());
        int x = maker.inputs().getFirst();
        Node merged = new Node(with(node.op(), window), GraphEditor.with(node.inputs(), 0, x), node.outputs());
        return new RemoveDeadNodes()
                .apply(new GraphEditor(graph).replace(position, merged).graph());
    }

    private static Window window(Op op, Op.Pad pad) {
        Window window =
                switch (op) {
                    case Op.Conv2d conv -> conv.window();
                    case Op.DepthwiseConv2d conv -> conv.window();
                    case Op.Pool pool -> pool.window();
                    default -> throw new IllegalArgumentException("does not slide: " + op);
                };
        Padding own = window.padding();
        Padding both = new Padding(
                own.top() + pad.before().get(ROWS),
                own.bottom() + pad.after().get(ROWS),
                own.left() + pad.before().get(COLUMNS),
                own.right() + pad.after().get(COLUMNS));
        return new Window(both, window.strideY(), window.strideX(), window.dilationY(), window.dilationX());
    }

    private static Op with(Op op, Window window) {
        return switch (op) {
            case Op.Conv2d conv -> new Op.Conv2d(window, conv.clamp());
            case Op.DepthwiseConv2d conv -> new Op.DepthwiseConv2d(window, conv.multiplier(), conv.clamp());
            case Op.Pool pool -> new Op.Pool(pool.kind(), pool.filterY(), pool.filterX(), window, pool.clamp());
            default -> throw new IllegalArgumentException("does not slide: " + op);
        };
    }
}
