package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.stream.IntStream;

/**
 * Which channels can change what the caller reads, found backward from the outputs. A channel is needed where a channel that is
 * needed has a nonzero weight for it, unless it is constant and the bias can take its part.
 */
final class LiveChannels {
    private static final int VARIES = Integer.MIN_VALUE;

    private final Graph graph;
    private final Bounds bounds;
    private final ChannelGroups groups;
    private final boolean[] live;
    /** By the tensor that a node makes and the column of its weights: the value that the bias can stand for, or {@link #VARIES}. */
    private final int[][] constants;

    private LiveChannels(Graph graph, Bounds bounds, ChannelGroups groups) {
        this.graph = graph;
        this.bounds = bounds;
        this.groups = groups;
        this.live = groups.pinned();
        this.constants = new int[graph.tensors().size()][];
        graph.nodes().stream()
                .filter(node -> ChannelGroups.mixes(graph, node))
                .forEach(node -> constants[node.outputs().getFirst()] = constants(node));
    }

    static LiveChannels of(Graph graph, Bounds bounds) {
        LiveChannels channels = new LiveChannels(graph, bounds, ChannelGroups.of(graph));
        do {
            channels.spread();
        } while (channels.leaveSomeEverywhere());
        return channels;
    }

    boolean isLive(int tensor, int channel) {
        return live[groups.group(tensor, channel)];
    }

    /** Returns the channels of a tensor that stay, in ascending order. */
    int[] kept(int tensor) {
        return IntStream.range(0, ChannelGroups.channels(graph.tensor(tensor)))
                .filter(channel -> isLive(tensor, channel))
                .toArray();
    }

    /** A set that spans several nodes can need earlier ones anew, so nodes are visited until nothing changes. */
    private void spread() {
        boolean changed;
        do {
            changed = false;
            for (Node node : graph.nodes().reversed()) {
                changed |= ChannelGroups.mixes(graph, node) && spread(node);
            }
        } while (changed);
    }

    private boolean spread(Node node) {
        int x = node.inputs().getFirst();
        int channels = ChannelGroups.channels(graph.tensor(x));
        boolean[] reads = reads(node, channels);
        boolean changed = false;
        for (int channel = 0; channel < channels; channel++) {
            if (reads[channel] && !isLive(x, channel)) {
                live[groups.group(x, channel)] = true;
                changed = true;
            }
        }
        return changed;
    }

    /** Which channels the outputs that stay read. */
    private boolean[] reads(Node node, int channels) {
        Tensor weights = graph.in(node, 1);
        int row = SumBounds.rowLength(graph, node);
        byte[] values = weights.toBytes();
        boolean[] reads = new boolean[channels];
        int y = node.outputs().getFirst();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && !reads[i % channels] && isLive(y, i / row)) {
                reads[i % channels] = constants[y][i % row] == VARIES;
            }
        }
        return reads;
    }

    /**
     * Returns what the bias stands for when an input is removed: {@code value − zeroPoint} of one that never changes; 0 for one
     * that has no weight.
     *
     * @param column of the weights, of which each output has a row
     */
    int offset(Node node, int column) {
        int value = constants[node.outputs().getFirst()][column];
        return value == VARIES ? 0 : value - graph.in(node, 0).zeroPoint();
    }

    /** A border of zero points is no part of a constant channel, unless the channel is the zero point itself. */
    private int[] constants(Node node) {
        int x = node.inputs().getFirst();
        int channels = ChannelGroups.channels(graph.tensor(x));
        int zero = graph.tensor(x).zeroPoint();
        boolean full = node.op() instanceof Op.FullyConnected;
        boolean anyValue = SumBounds.staysInInt32(graph, node)
                && (full
                        || (node.op() instanceof Op.Conv2d c
                                && c.window().padding().isNone()));
        int columns = SumBounds.rowLength(graph, node);
        int[] byChannel = IntStream.range(0, full ? columns : channels)
                .map(i -> bounds.constant(x, i, full ? columns : channels)
                        .filter(value -> anyValue || value == zero)
                        .orElse(VARIES))
                .toArray();
        return IntStream.range(0, columns)
                .map(i -> byChannel[i % byChannel.length])
                .toArray();
    }

    /** No tensor may lose all its channels. Returns whether one had. */
    private boolean leaveSomeEverywhere() {
        boolean added = false;
        for (int tensor = 0; tensor < graph.tensors().size(); tensor++) {
            for (int needed = least(tensor); kept(tensor).length < needed; added = true) {
                live[groups.group(tensor, firstDead(tensor))] = true;
            }
        }
        return added;
    }

    private int firstDead(int tensor) {
        return IntStream.iterate(0, channel -> channel + 1)
                .filter(channel -> !isLive(tensor, channel))
                .findFirst()
                .orElseThrow();
    }

    /** One, but two of a fully connected layer with several scales: with one scale, the reference multiplies scales differently. */
    private int least(int tensor) {
        return graph.nodes().stream()
                        .anyMatch(node -> node.op() instanceof Op.FullyConnected
                                && node.outputs().contains(tensor)
                                && graph.in(node, 1).requiredScaling().isPerChannel())
                ? 2
                : 1;
    }
}
