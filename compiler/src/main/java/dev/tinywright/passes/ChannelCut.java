package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rewrites a graph to the channels that stay, its weights and biases with them. */
final class ChannelCut {
    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    private final Graph graph;
    private final LiveChannels live;
    private final GraphEditor editor;

    private ChannelCut(Graph graph, LiveChannels live) {
        this.graph = graph;
        this.live = live;
        this.editor = new GraphEditor(graph);
    }

    static Graph cut(Graph graph, LiveChannels live) {
        ChannelCut cut = new ChannelCut(graph, live);
        IntStream.range(0, graph.tensors().size()).forEach(cut::cutTensor);
        IntStream.range(0, graph.nodes().size()).forEach(cut::cutNode);
        return cut.editor.graph();
    }

    private void cutTensor(int index) {
        Tensor tensor = graph.tensor(index);
        int[] kept = live.kept(index);
        if (tensor.shape().rank() > 0 && kept.length < tensor.shape().channels()) {
            editor.set(
                    index,
                    new Tensor(
                            tensor.name(),
                            tensor.type(),
                            with(tensor.shape(), tensor.shape().rank() - 1, kept.length),
                            tensor.scaling(),
                            tensor.data().map(_ -> ByteBuffer.wrap(columns(tensor, kept)))));
        }
    }

    private void cutNode(int position) {
        Node node = graph.nodes().get(position);
        switch (node.op()) {
            case Op.Conv2d _, Op.FullyConnected _, Op.TransposeConv _ -> {
                if (ChannelGroups.mixes(graph, node)) {
                    cutMixing(position, node);
                }
            }
            case Op.DepthwiseConv2d conv -> cutDepthwise(position, node, conv);
            case Op.StridedSlice slice -> cutSlice(position, node, slice);
            default -> {}
        }
    }

    private void cutMixing(int position, Node node) {
        int channels = ChannelGroups.channels(graph.in(node, 0));
        int[] rows = live.kept(node.outputs().getFirst());
        int rowLength = SumBounds.rowLength(graph, node);
        int[] columns = IntStream.range(0, rowLength)
                .filter(i -> live.isLive(node.inputs().getFirst(), i % channels))
                .toArray();
        Tensor weights = graph.in(node, WEIGHTS);
        if (rows.length == weights.shape().dim(0) && columns.length == rowLength) {
            return;
        }
        Shape shape = with(
                with(weights.shape(), 0, rows.length),
                weights.shape().rank() - 1,
                weights.shape().channels() * columns.length / rowLength);
        byte[] kept = columns(rows(weights, rows), rowLength, columns);
        replace(position, node, node.op(), weights(weights, shape, rows, kept), bias(node, rows));
    }

    /** The biases of the outputs that stay, with the part of the inputs that do not. */
    private int[] bias(Node node, int[] rows) {
        byte[] weights = graph.in(node, WEIGHTS).toBytes();
        int[] bias = graph.in(node, BIAS).ints();
        int rowLength = weights.length / bias.length;
        int channels = ChannelGroups.channels(graph.in(node, 0));
        for (int i = 0; i < weights.length; i++) {
            if (!live.isLive(node.inputs().getFirst(), i % rowLength % channels)) {
                bias[i / rowLength] += weights[i] * live.offset(node, i % rowLength);
            }
        }
        return Arrays.stream(rows).map(row -> bias[row]).toArray();
    }

    private void cutDepthwise(int position, Node node, Op.DepthwiseConv2d conv) {
        int[] kept = live.kept(node.outputs().getFirst());
        Tensor weights = graph.in(node, WEIGHTS);
        if (kept.length == weights.shape().channels()) {
            return;
        }
        int[] bias = graph.in(node, BIAS).ints();
        int multiplier = kept.length / live.kept(node.inputs().getFirst()).length;
        replace(
                position,
                node,
                new Op.DepthwiseConv2d(conv.window(), multiplier, conv.clamp()),
                weights(weights, with(weights.shape(), 3, kept.length), kept, columns(weights, kept)),
                Arrays.stream(kept).map(channel -> bias[channel]).toArray());
    }

    private void replace(int position, Node node, Op op, Tensor weights, int[] bias) {
        Tensor old = graph.in(node, BIAS);
        Optional<Scaling> scaling = Optional.empty();
        Tensor shorter = Tensor.constant(old.name(), Shape.of(bias.length), scaling, bias);
        List<Integer> inputs = new ArrayList<>(node.inputs());
        inputs.set(WEIGHTS, editor.add(weights));
        inputs.set(BIAS, editor.add(shorter));
        editor.replace(position, new Node(op, inputs, node.outputs()));
    }

    private void cutSlice(int position, Node node, Op.StridedSlice slice) {
        int last = slice.begin().size() - 1;
        int begin = slice.begin().get(last);
        int kept = (int) Arrays.stream(live.kept(node.inputs().getFirst()))
                .filter(channel -> channel < begin)
                .count();
        Op op = new Op.StridedSlice(GraphEditor.with(slice.begin(), last, kept), slice.strides());
        editor.replace(position, new Node(op, node.inputs(), node.outputs()));
    }

    private static Tensor weights(Tensor old, Shape shape, int[] outputs, byte[] values) {
        Scaling all = old.requiredScaling();
        float[] scales = all.isPerChannel() ? pick(all, outputs) : all.scales();
        return new Tensor(
                old.name(),
                DataType.INT8,
                shape,
                Optional.of(new Scaling(scales, 0, all.axis())),
                Optional.of(ByteBuffer.wrap(values)));
    }

    private static float[] pick(Scaling all, int[] outputs) {
        float[] scales = new float[outputs.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = all.scale(outputs[i]);
        }
        return scales;
    }

    private static byte[] rows(Tensor weights, int[] rows) {
        byte[] values = weights.toBytes();
        int length = values.length / weights.shape().dim(0);
        byte[] kept = new byte[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * length, kept, i * length, length);
        }
        return kept;
    }

    private static byte[] columns(Tensor tensor, int[] columns) {
        return columns(tensor.toBytes(), tensor.shape().channels(), columns);
    }

    private static byte[] columns(byte[] values, int rowLength, int[] columns) {
        byte[] kept = new byte[values.length / rowLength * columns.length];
        for (int row = 0, at = 0; row < values.length; row += rowLength) {
            for (int column : columns) {
                kept[at++] = values[row + column];
            }
        }
        return kept;
    }

    private static Shape with(Shape shape, int axis, int length) {
        return new Shape(GraphEditor.with(shape.dims(), axis, length));
    }
}
