package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Tensor;
import java.util.stream.IntStream;

/**
 * Removes channels that can never change an output. Training with RELU leaves many: their sums stay below zero whatever the
 * input.
 *
 * <pre>
 *   x ── conv, 8 filters ── a ── depthwise ── b ── conv, 4 filters ── y
 *                  3 of b never change, 1 of b nobody weighs
 *   x ── conv, 4 filters ── a ── depthwise ── b ── conv, 4 filters, other biases ── y      (after)
 * </pre>
 *
 * <p>Forward, the least and greatest value of every element, exact for what is known of the inputs ({@link Bounds}). Backward,
 * what the outputs read ({@link LiveChannels}). A channel that never changes is read no longer where the bias can take its part:
 * always where it is the zero point, which adds nothing; otherwise before a fully connected layer and a convolution without
 * padding. With padding the border is the zero point, not the constant, so such a channel stays. Channels that other operators
 * tie together, as the two terms of a sum, stay or go together ({@link ChannelGroups}).
 *
 * <p>Does not fire for channels of the network's inputs and outputs, around operators that look at all channels at once such as
 * SOFTMAX, for the last channel of a tensor, where sums could leave int32, and for networks far too large for the machines
 * that are compiled for, on which it would take long.
 */
final class DeadChannels implements Pass {
    private static final long MOST_MACS = 2_000_000_000;
    private static final long MOST_ELEMENTS = 1 << 24;

    @Override
    public Graph apply(Graph graph) {
        if (isTooLarge(graph)) {
            return graph;
        }
        LiveChannels live = LiveChannels.of(graph, Bounds.of(graph));
        boolean allLive = IntStream.range(0, graph.tensors().size())
                .allMatch(i -> live.kept(i).length == ChannelGroups.channels(graph.tensor(i)));
        return allLive ? graph : ChannelCut.cut(graph, live);
    }

    private static boolean isTooLarge(Graph graph) {
        long macs = graph.nodes().stream()
                .filter(node -> ChannelGroups.mixes(graph, node))
                .mapToLong(node -> (long) graph.out(node).elements() * SumBounds.rowLength(graph, node))
                .sum();
        long elements = graph.tensors().stream().mapToLong(Tensor::elements).sum();
        return macs > MOST_MACS || elements > MOST_ELEMENTS;
    }
}
