package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.Layer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * A network in libtorch. What goes in is (rows, features), row-major over the shape of the features; inside, places are
 * (rows, channels, height, width) with the channels last in memory, which is how features lie and what libtorch is fastest
 * with.
 */
final class Network {
    /** How the network is run. */
    enum Mode {
        /** Drops outputs, and normalizes by the statistics of the batch. */
        TRAINING,
        /** Drops nothing, and normalizes by the statistics of the training. */
        ANSWERING,
        /** Finds the ranges of the activations. */
        RANGING
    }

    /** The weights and statistics of a moment. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record State(float[] values, float[] statistics, double[][] ranges) {}

    private final Architecture architecture;
    private final Parameters parameters;
    private final Statistics statistics;
    private final boolean rounded;
    private final Rounding inputRounding;
    private final List<Rounding> roundings = new ArrayList<>();
    private final List<Node> nodes;

    private Network(Architecture architecture, List<Layer> layers, float[] initial, double dropout, boolean rounded) {
        this.architecture = architecture;
        this.rounded = rounded;
        parameters = new Parameters(initial);
        statistics = new Statistics(rounded ? 0 : normalized(architecture));
        inputRounding = rounding();
        nodes = new Builder(dropout).nodes(layers, architecture.parts().iterator(), inputRounding);
    }

    /** A network with its first weights, and batch normalization where its layers have it. */
    static Network fresh(List<Integer> shape, List<Layer> layers, double dropout, SplittableRandom random) {
        Architecture architecture = Architecture.of(shape, layers);
        return new Network(architecture, layers, FirstWeights.draw(architecture, random), dropout, false);
    }

    /** A network without batch normalization that rounds everything as int8 does, from {@link #folded} weights. */
    static Network rounded(List<Integer> shape, List<Layer> layers, double dropout, float[] folded) {
        return new Network(Architecture.of(shape, layers), layers, folded, dropout, true);
    }

    private static int normalized(Architecture architecture) {
        return architecture.flat().stream()
                .mapToInt(part -> normalizes(part.layer()) ? part.outputShape().getLast() : 0)
                .sum();
    }

    private static boolean normalizes(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> conv.batchNorm();
            case Layer.DepthwiseConv conv -> conv.batchNorm();
            case Layer.Dense _, Layer.Pool _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Residual _, Layer.Whole _ ->
                false;
        };
    }

    Parameters parameters() {
        return parameters;
    }

    /** Whether statistics of a batch are taken, which a single row may have none of. */
    boolean normalizes() {
        return !rounded && normalized(architecture) > 0;
    }

    /** Returns the most numbers that one example becomes on its way. */
    int widest() {
        return architecture.flat().stream()
                .mapToInt(part -> part.outputShape().stream().reduce(1, Math::multiplyExact))
                .max()
                .orElse(1);
    }

    State state() {
        return new State(
                parameters.copy(),
                statistics.copy(),
                roundings.stream().map(r -> r.range().copy()).toArray(double[][]::new));
    }

    void restore(State state) {
        parameters.restore(state.values());
        statistics.restore(state.statistics());
        for (int i = 0; i < roundings.size(); i++) {
            roundings.get(i).range().restore(state.ranges()[i]);
        }
    }

    /** Returns the outputs, shape (rows, outputs), of x, shape (rows, features). */
    Tensor forward(Tensor x, Mode mode) {
        List<Integer> shape = architecture.inputShape();
        Tensor y = inputRounding.apply(x, mode);
        if (shape.size() == 3) {
            y = y.view(x.size(0), shape.get(0), shape.get(1), shape.get(2)).permute(0, 3, 1, 2);
        }
        return flat(run(nodes, y, mode));
    }

    /**
     * Returns weights and biases with batch normalization folded in, of each layer in order of {@link Architecture#flat} as
     * {@link dev.tinywright.model.DenseWeights} and {@link dev.tinywright.model.ConvWeights} have them.
     */
    float[] folded() {
        Floats floats = new Floats();
        nodes.forEach(node -> node.fold(floats));
        return floats.toArray();
    }

    /** Returns the ranges that activations are rounded to: of the input, then of each part in order. */
    List<ActivationRange> ranges() {
        List<ActivationRange> ranges = new ArrayList<>();
        ranges.add(inputRounding.range().named("input"));
        nodes.forEach(node -> node.ranges(ranges));
        return ranges;
    }

    private Rounding rounding() {
        Rounding rounding = new Rounding(new Range(), rounded);
        roundings.add(rounding);
        return rounding;
    }

    private static Tensor run(List<Node> nodes, Tensor x, Mode mode) {
        Tensor y = x;
        for (Node node : nodes) {
            y = node.forward(y, mode);
        }
        return y;
    }

    /** Returns places row by row, channels last. */
    static Tensor flat(Tensor x) {
        return x.dim() == 2 ? x : x.permute(0, 2, 3, 1).reshape(x.size(0), -1);
    }

    /** Makes the nodes of layers, which take their parameters in order. */
    private final class Builder {
        private final double dropout;
        private Rounding before;

        Builder(double dropout) {
            this.dropout = dropout;
            before = inputRounding;
        }

        List<Node> nodes(List<Layer> layers, Iterator<Architecture.Part> parts, Rounding input) {
            List<Node> made = new ArrayList<>();
            before = input;
            for (Layer layer : layers) {
                if (layer instanceof Layer.Dropout(double share)) {
                    made.add(new Node.Drop(share));
                } else {
                    add(made, parts.next());
                }
            }
            return made;
        }

        private void add(List<Node> made, Architecture.Part part) {
            boolean hidden = !part.equals(architecture.parts().getFirst());
            if (part.layer() instanceof Layer.Dense && dropout > 0 && hidden) {
                made.add(new Node.Drop(dropout));
            }
            made.add(node(part));
        }

        private Node node(Architecture.Part part) {
            return switch (part.layer()) {
                case Layer.Dense dense -> dense(part, dense);
                case Layer.Conv conv -> conv(part, conv.window(), conv.batchNorm(), conv.activation(), false);
                case Layer.DepthwiseConv conv -> conv(part, conv.window(), conv.batchNorm(), conv.activation(), true);
                case Layer.Pool pool -> new Node.Pool(part.name(), pool, before);
                case Layer.GlobalAverage _ -> new Node.Average(part.name(), next());
                case Layer.Residual residual -> residual(part, residual);
                case Layer.Dropout _, Layer.Whole _ -> throw new IllegalArgumentException("no part: " + part.layer());
            };
        }

        private Rounding next() {
            before = rounding();
            return before;
        }

        private Node dense(Architecture.Part part, Layer.Dense dense) {
            long inputs = part.weightShape().get(1);
            return new Node.Dense(
                    part.name(),
                    parameters.take(dense.units(), inputs),
                    parameters.take(dense.units()),
                    dense.activation() == Activation.RELU,
                    rounded,
                    next());
        }

        private Node conv(
                Architecture.Part part,
                Layer.Kernel window,
                boolean batchNorm,
                Activation activation,
                boolean depthwise) {
            long channels = part.inputShape().get(2);
            long filters = part.outputShape().get(2);
            Tensor weights = depthwise
                    ? parameters.takePermuted(new long[] {2, 3, 0, 1}, window.height(), window.width(), channels, 1)
                    : parameters.takePermuted(
                            new long[] {0, 3, 1, 2}, filters, window.height(), window.width(), channels);
            Norm norm = batchNorm && !rounded
                    ? Norm.batch(
                            parameters.take(filters),
                            parameters.take(filters),
                            statistics.take(filters, 0),
                            statistics.take(filters, 1))
                    : Norm.bias(parameters.take(filters));
            return new Node.Conv(
                    part.name(),
                    Slide.of(window, part.inputShape(), depthwise ? channels : 1),
                    weights,
                    norm,
                    activation == Activation.RELU,
                    rounded,
                    next());
        }

        private Node residual(Architecture.Part part, Layer.Residual residual) {
            Rounding input = before;
            List<Node> body = nodes(residual.body(), part.body().iterator(), input);
            List<Node> shortcut = part.shortcut().map(this::node).stream().toList();
            return new Node.Sum(part.name(), body, shortcut, residual.activation() == Activation.RELU, next());
        }
    }
}
