package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Which channels can only be removed together: those of the terms and the result of an addition, of a picture before and
 * after a pool, of a part and the whole of a concatenation. A channel is an index along the last dimension of an int8 tensor.
 * Sets are kept as a forest in which each channel points towards the first of its set.
 */
final class ChannelGroups {
    private final Graph graph;
    private final int[] base;
    private final int[] parents;
    private final boolean[] pinned;

    private ChannelGroups(Graph graph) {
        this.graph = graph;
        base = new int[graph.tensors().size() + 1];
        for (int i = 0; i < graph.tensors().size(); i++) {
            base[i + 1] = base[i] + channels(graph.tensor(i));
        }
        parents = new int[base[base.length - 1]];
        Arrays.setAll(parents, i -> i);
        pinned = new boolean[parents.length];
    }

    static ChannelGroups of(Graph graph) {
        ChannelGroups groups = new ChannelGroups(graph);
        graph.inputs().forEach(groups::pin);
        graph.outputs().forEach(groups::pin);
        graph.states().forEach(groups::pin);
        graph.nodes().forEach(groups::add);
        return groups;
    }

    static int channels(Tensor tensor) {
        return tensor.shape().rank() == 0 ? 1 : tensor.shape().channels();
    }

    /** Whether a node reads a weighted sum of its input's channels. */
    static boolean mixes(Graph graph, Node node) {
        return switch (node.op()) {
            case Op.Conv2d _, Op.TransposeConv _ -> SumBounds.hasPlainSums(graph, node);
            case Op.FullyConnected _ -> SumBounds.hasPlainSums(graph, node) && hasWholePixels(graph, node);
            default -> false;
        };
    }

    private static boolean hasWholePixels(Graph graph, Node node) {
        int inputs = graph.in(node, 1).shape().dim(-1);
        int units = graph.in(node, 1).shape().dim(0);
        return inputs % channels(graph.in(node, 0)) == 0 && channels(graph.out(node)) == units;
    }

    /** Returns a number that all channels of a set share. */
    int group(int tensor, int channel) {
        int at = base[tensor] + channel;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** Returns, by group, which hold a channel that must stay. */
    boolean[] pinned() {
        boolean[] groups = new boolean[parents.length];
        for (int tensor = 0; tensor < base.length - 1; tensor++) {
            for (int channel = 0; channel < base[tensor + 1] - base[tensor]; channel++) {
                groups[group(tensor, channel)] |= pinned[base[tensor] + channel];
            }
        }
        return groups;
    }

    private void add(Node node) {
        int last = graph.in(node, 0).shape().rank() - 1;
        switch (node.op()) {
            case Op.Conv2d _, Op.FullyConnected _, Op.TransposeConv _ -> mix(node);
            case Op.DepthwiseConv2d conv -> depthwise(node, conv);
            case Op.Pool _, Op.Lookup _, Op.Unary _, Op.ResizeNearest _, Op.Quantize _ -> elementwise(node);
            case Op.Binary _, Op.Prelu _ -> broadcast(node);
            case Op.Mean mean ->
                elementwiseIf(!mean.axes().contains(last) && !mean.axes().contains(-1), node);
            case Op.Pad pad ->
                elementwiseIf(pad.before().get(last) + pad.after().get(last) == 0, node);
            case Op.Transpose transpose -> elementwiseIf(transpose.permutation().get(last) == last, node);
            case Op.StridedSlice slice -> slice(node, slice, last);
            case Op.Concat concat -> parts(node.outputs().getFirst(), node.inputs(), isLast(concat.axis(), last));
            case Op.Split split -> parts(node.inputs().getFirst(), node.outputs(), isLast(split.axis(), last));
            case Op.Reshape _ -> reshape(node);
            case Op.Softmax _,
                    Op.ArgMax _,
                    Op.Dequantize _,
                    Op.Svdf _,
                    Op.Lstm _,
                    Op.Trees _,
                    Op.CentreDistance _,
                    Op.WhitenedDistance _,
                    Op.SquaredDifference _,
                    Op.Alarm _ -> pin(node);
        }
    }

    private static boolean isLast(int axis, int last) {
        return axis == last || axis == -1;
    }

    /** Ties nothing: weights are picked for the channels that stay, so as tensors they need not change. */
    private void mix(Node node) {
        if (mixes(graph, node)) {
            node.inputs().subList(1, node.inputs().size()).forEach(this::pin);
        } else {
            pin(node);
        }
    }

    private void depthwise(Node node, Op.DepthwiseConv2d conv) {
        int x = node.inputs().getFirst();
        int y = node.outputs().getFirst();
        if (!SumBounds.hasPlainSums(graph, node)) {
            pin(node);
            return;
        }
        node.inputs().subList(1, node.inputs().size()).forEach(this::pin);
        if (channels(graph.tensor(x)) == 1) {
            pin(x);
        } else {
            for (int channel = 0; channel < channels(graph.tensor(y)); channel++) {
                join(x, channel / conv.multiplier(), y, channel);
            }
        }
    }

    private void elementwise(Node node) {
        join(node.inputs().getFirst(), node.outputs().getFirst(), 0);
    }

    private void elementwiseIf(boolean keepsChannels, Node node) {
        if (keepsChannels) {
            elementwise(node);
        } else {
            pin(node);
        }
    }

    /** An input with one channel for all stays; one with scales of its own could not lose any. */
    private void broadcast(Node node) {
        int y = node.outputs().getFirst();
        for (int x : node.inputs()) {
            if (channels(graph.tensor(x)) == channels(graph.tensor(y))) {
                join(x, y, 0);
            } else {
                pin(x);
            }
        }
    }

    private void slice(Node node, Op.StridedSlice slice, int last) {
        int x = node.inputs().getFirst();
        int y = node.outputs().getFirst();
        if (slice.strides().get(last) != 1 || graph.tensor(y).shape().rank() != last + 1) {
            pin(node);
        } else {
            join(y, x, slice.begin().get(last));
        }
    }

    private void parts(int whole, List<Integer> parts, boolean alongChannels) {
        int offset = 0;
        for (int part : parts) {
            join(part, whole, offset);
            offset += alongChannels ? channels(graph.tensor(part)) : 0;
        }
    }

    /** Channels of the one with more of them fall together on those of the other, where their numbers are multiples. */
    private void reshape(Node node) {
        int x = node.inputs().getFirst();
        int y = node.outputs().getFirst();
        int many = Math.max(channels(graph.tensor(x)), channels(graph.tensor(y)));
        int few = Math.min(channels(graph.tensor(x)), channels(graph.tensor(y)));
        if (many % few != 0) {
            pin(node);
            return;
        }
        for (int channel = 0; channel < many; channel++) {
            join(x, channel % channels(graph.tensor(x)), y, channel % channels(graph.tensor(y)));
        }
    }

    /** Joins each channel {@code c} of one tensor with {@code c + offset} of another. */
    private void join(int a, int b, int offset) {
        for (int channel = 0; channel < channels(graph.tensor(a)); channel++) {
            join(a, channel, b, channel + offset);
        }
    }

    private void join(int a, int channelA, int b, int channelB) {
        parents[group(a, channelA)] = group(b, channelB);
        if (isFixed(a) || isFixed(b)) {
            pinned[group(b, channelB)] = true;
        }
    }

    private boolean isFixed(int tensor) {
        Tensor t = graph.tensor(tensor);
        return t.type() != DataType.INT8
                || t.scaling().filter(s -> s.isPerChannel()).isPresent();
    }

    private void pin(Node node) {
        node.inputs().stream().filter(i -> i != Node.ABSENT).forEach(this::pin);
        node.outputs().forEach(this::pin);
    }

    private void pin(int tensor) {
        Arrays.fill(pinned, base[tensor], base[tensor + 1], true);
    }
}
