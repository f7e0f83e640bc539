package dev.tinywright.quantize;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.model.Activation;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the layers of a trained network into a graph, with the quantization that each activation has.
 *
 * <p>A layer whose output is int16, or that reads one that is, computes on int16 throughout, as TensorFlow Lite's 16x8 operators
 * do: what comes as int8 is brought to int16 before, which loses nothing, and what is to be int8 is brought back behind it.
 *
 * <pre>
 *   x int8 ── dense ── dense ── y int8            x ── quantize ── dense ── int16 ── dense ── int16 ── quantize ── y
 *                                                         the first dense layer's output is wide
 * </pre>
 *
 * A pool's output is of its input's type.
 */
final class NetworkGraph {
    /** What an int8 is taken times where it becomes int16: 255 steps of it, the most there are on one side, still fit. */
    private static final int FINER = 128;

    /** Steps of int16 in a step of a sum, at most. */
    private static final int FINEST = 64;

    private final Map<String, Quantization> activations;
    private final Map<String, Float> wide;
    /** By index of an int8 tensor: the same in int16. */
    private final Map<Integer, Integer> widened = new HashMap<>();

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    private NetworkGraph(Map<String, Quantization> activations, Map<String, Float> wide) {
        this.activations = activations;
        this.wide = wide;
    }

    /**
     * Returns the graph of a network: one int8 input called {@code input}; one output, int8, or int16 where the last layer's
     * is and no softmax follows. Each layer's output has the layer's name.
     *
     * @param activations in int8, by name of layer, and of {@link Calibration#INPUT}
     * @param wide scales of the outputs that are int16, by name of layer
     */
    static Graph of(
            TrainedModel model,
            Map<String, Quantization> activations,
            Map<String, Float> wide,
            QuantizeSettings.Head head) {
        NetworkGraph graph = new NetworkGraph(activations, wide);
        int input = graph.activation(Calibration.INPUT, model.inputShape(), graph.quantization(Calibration.INPUT));
        int last = graph.add(model.layers(), input);
        if (head == QuantizeSettings.Head.CLASSES) {
            int logits = graph.narrow(
                    last,
                    model.layers().getLast().name() + "_int8",
                    model.layers().getLast().name());
            last = graph.activation("softmax", List.of(model.outputs()), new Quantization(1f / 256, -128));
            graph.nodes.add(new Node(new Op.Softmax(1), logits, last));
        }
        return new Graph("network", graph.tensors, graph.nodes, List.of(input), List.of(last), List.of());
    }

    /** Returns for each layer of {@link TrainedModel#flat} the tensor that it makes. */
    static List<Integer> layerOutputs(Graph graph) {
        return layerParts(graph).stream().map(LayerPart::output).toList();
    }

    /** Returns the part of the graph that each layer of {@link TrainedModel#flat} is. */
    static List<LayerPart> layerParts(Graph graph) {
        List<LayerPart> parts = new ArrayList<>();
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Op.Reshape _, Op.Softmax _ -> {}
                case Op.Quantize _ -> {
                    if (graph.out(node).type() == DataType.INT8) {
                        parts.add(parts.removeLast().with(node));
                    }
                }
                default -> parts.add(new LayerPart(graph, List.of(node)));
            }
        }
        return parts;
    }

    private int add(List<TrainedLayer> layers, int from) {
        int last = from;
        for (TrainedLayer layer : layers) {
            last = add(layer, last);
        }
        return last;
    }

    private int add(TrainedLayer layer, int from) {
        return switch (layer) {
            case DenseWeights dense ->
                weighted(
                        new Op.FullyConnected(clamp(dense.activation())),
                        dense,
                        flat(from),
                        Shape.of(dense.units(), dense.inputs()));
            case ConvWeights conv -> convolution(conv, from);
            case TrainedLayer.Pooled pool -> {
                int x = wide.containsKey(pool.name()) ? wide(from) : from;
                Tensor like = tensors.get(x); // its values are those of its input
                int to = tensor(Tensor.activation(pool.name(), like.type(), batch(pool.outputShape()), like.scaling()));
                nodes.add(new Node(pool(pool), List.of(x), List.of(to)));
                yield to;
            }
            case WholeModel whole -> throw new IllegalArgumentException(whole.name() + " is no layer of a network");
            case TrainedLayer.Averaged averaged -> node(new Op.Mean(List.of(1, 2)), List.of(from), averaged);
            case TrainedLayer.Sum sum -> {
                int body = add(sum.body(), from);
                int added = sum.shortcut().map(shortcut -> add(shortcut, from)).orElse(from);
                Op add = new Op.Binary(Op.BinaryKind.ADD, clamp(sum.activation()));
                yield node(add, List.of(body, added), sum);
            }
        };
    }

    private int convolution(ConvWeights conv, int from) {
        Layer.Kernel kernel = conv.window();
        int channels = conv.inputShape().get(2);
        Window window = new Window(padding(conv), kernel.strideY(), kernel.strideX(), 1, 1);
        Clamp clamp = clamp(conv.activation());
        return conv.depthwise()
                ? weighted(
                        new Op.DepthwiseConv2d(window, 1, clamp),
                        conv,
                        from,
                        Shape.of(1, kernel.height(), kernel.width(), channels))
                : weighted(
                        new Op.Conv2d(window, clamp),
                        conv,
                        from,
                        Shape.of(conv.filters(), kernel.height(), kernel.width(), channels));
    }

    private static Padding padding(ConvWeights conv) {
        Layer.Kernel kernel = conv.window();
        if (!kernel.same()) {
            return Padding.NONE;
        }
        int rows = Padding.same(conv.inputShape().get(0), kernel.height(), kernel.strideY(), 1);
        int columns = Padding.same(conv.inputShape().get(1), kernel.width(), kernel.strideX(), 1);
        return new Padding(conv.padTop(), rows - conv.padTop(), conv.padLeft(), columns - conv.padLeft());
    }

    private static Op pool(TrainedLayer.Pooled pool) {
        Op.PoolKind kind =
                switch (pool.kind()) {
                    case AVERAGE -> Op.PoolKind.AVERAGE;
                    case MAX -> Op.PoolKind.MAX;
                };
        Window window = new Window(Padding.NONE, pool.height(), pool.width(), 1, 1);
        return new Op.Pool(kind, pool.height(), pool.width(), window, Clamp.NONE);
    }

    private static Clamp clamp(Activation activation) {
        return switch (activation) {
            case NONE -> Clamp.NONE;
            case RELU -> Clamp.RELU;
        };
    }

    /** A dense layer takes vectors. */
    private int flat(int from) {
        Tensor tensor = tensors.get(from);
        if (tensor.shape().rank() == 2) {
            return from;
        }
        Shape row = Shape.of(1, tensor.elements());
        int to = tensor(Tensor.activation(tensor.name() + "_flat", tensor.type(), row, tensor.scaling()));
        nodes.add(new Node(new Op.Reshape(), from, to));
        return to;
    }

    private int weighted(Op op, TrainedLayer layer, int from, Shape weightShape) {
        boolean onWords = isOnWords(layer, List.of(from));
        int x = onWords ? wide(from) : from;
        Quantization input = quantization(x);
        LayerWeights weights = LayerWeights.of(layer);
        Quantization output = onWords ? coarser(wordsOf(layer), weights.stepOfSums(input)) : quantization(layer.name());
        float[] scales = weights.scales(input, output, onWords);
        int axis = weights.filterLast() ? weightShape.rank() - 1 : 0;
        int constant = tensor(Tensor.constant(
                layer.name() + "_weights", weightShape, new Scaling(scales, 0, axis), weights.quantized(scales)));
        int bias = bias(layer.name(), weights, input, scales, onWords);
        return node(op, List.of(x, constant, bias), layer, output);
    }

    /** Steps much finer than those of the sums say nothing, and the kernels have no room for them. */
    private static Quantization coarser(Quantization words, float stepOfSums) {
        return new Quantization(Math.max(words.scale(), stepOfSums / FINEST), 0);
    }

    private int bias(String name, LayerWeights weights, Quantization input, float[] weightScales, boolean onWords) {
        float[] scales = new float[weightScales.length];
        for (int f = 0; f < scales.length; f++) {
            scales[f] = input.scale() * weightScales[f];
        }
        Optional<Scaling> scaling = Optional.of(new Scaling(scales, 0, 0));
        Shape shape = Shape.of(scales.length);
        return tensor(
                onWords
                        ? Tensor.constant(
                                name + "_bias", shape, scaling, weights.quantizedWideBias(input, weightScales))
                        : Tensor.constant(name + "_bias", shape, scaling, weights.quantizedBias(input, weightScales)));
    }

    /** Whether a layer computes on int16. */
    private boolean isOnWords(TrainedLayer layer, List<Integer> inputs) {
        return wide.containsKey(layer.name()) || inputs.stream().anyMatch(this::isWide);
    }

    private boolean isWide(int tensor) {
        return tensors.get(tensor).type() == DataType.INT16;
    }

    /** How the output of a layer that computes on int16 stands for numbers, before it becomes int8 or not. */
    private Quantization wordsOf(TrainedLayer layer) {
        Float scale = wide.get(layer.name());
        return scale == null ? wordsOf(quantization(layer.name())) : new Quantization(scale, 0);
    }

    private static Quantization wordsOf(Quantization bytes) {
        return new Quantization(bytes.scale() / FINER, 0);
    }

    /** Returns a tensor in int16, with nothing lost. */
    private int wide(int tensor) {
        if (isWide(tensor)) {
            return tensor;
        }
        return widened.computeIfAbsent(tensor, from -> {
            Tensor bytes = tensors.get(from);
            Quantization words = wordsOf(quantization(from));
            int to = tensor(Tensor.int16(bytes.name() + "_int16", bytes.shape(), words.scale()));
            nodes.add(new Node(new Op.Quantize(), from, to));
            return to;
        });
    }

    /** Returns a tensor in int8, called {@code name} if it was not, with the quantization of a layer's output. */
    private int narrow(int tensor, String name, String layer) {
        if (!isWide(tensor)) {
            return tensor;
        }
        Quantization bytes = quantization(layer);
        int to = tensor(Tensor.int8(name, tensors.get(tensor).shape(), bytes.scale(), bytes.zeroPoint()));
        nodes.add(new Node(new Op.Quantize(), tensor, to));
        return to;
    }

    private int node(Op op, List<Integer> from, TrainedLayer layer) {
        return node(op, from, layer, isOnWords(layer, from) ? wordsOf(layer) : quantization(layer.name()));
    }

    /** @param output of the operator; where it computes on int16, an int8 layer's output follows */
    private int node(Op op, List<Integer> from, TrainedLayer layer, Quantization output) {
        List<Integer> activationInputs =
                from.stream().filter(input -> !tensors.get(input).isConstant()).toList();
        if (!isOnWords(layer, activationInputs)) {
            return node(op, from, activation(layer.name(), layer.outputShape(), output));
        }
        List<Integer> inputs = from.stream()
                .map(input -> tensors.get(input).isConstant() ? input : wide(input))
                .toList();
        boolean stays = wide.containsKey(layer.name());
        String name = layer.name() + (stays ? "" : "_int16");
        int to = node(op, inputs, tensor(Tensor.int16(name, batch(layer.outputShape()), output.scale())));
        return stays ? to : narrow(to, layer.name(), layer.name());
    }

    private int node(Op op, List<Integer> inputs, int output) {
        nodes.add(new Node(op, inputs, List.of(output)));
        return output;
    }

    private int activation(String name, List<Integer> shape, Quantization quantization) {
        return tensor(Tensor.int8(name, batch(shape), quantization.scale(), quantization.zeroPoint()));
    }

    private static Shape batch(List<Integer> shape) {
        return new Shape(Stream.concat(Stream.of(1), shape.stream()).toList());
    }

    private int tensor(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private Quantization quantization(int tensor) {
        return new Quantization(tensors.get(tensor).scale(), tensors.get(tensor).zeroPoint());
    }

    private Quantization quantization(String name) {
        return Objects.requireNonNull(activations.get(name), name);
    }
}
