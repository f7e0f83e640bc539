package dev.tinywright.quantize;

import dev.tinywright.graph.Clamp;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the layers of a trained network into a graph, with the quantization that each activation has. */
final class NetworkGraph {
    private final Map<String, Quantization> activations;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    private NetworkGraph(Map<String, Quantization> activations) {
        this.activations = activations;
    }

    /**
     * Returns the graph of a network: one int8 input called {@code input}, one int8 output.
     *
     * @param activations by name of layer, and of {@link Calibration#INPUT}
     */
    static Graph of(TrainedModel model, Map<String, Quantization> activations, QuantizeSettings.Head head) {
        NetworkGraph graph = new NetworkGraph(activations);
        int input = graph.activation(Calibration.INPUT, model.inputShape(), graph.quantization(Calibration.INPUT));
        int last = graph.add(model.layers(), input);
        if (head == QuantizeSettings.Head.CLASSES) {
            int logits = last;
            last = graph.activation("softmax", List.of(model.outputs()), new Quantization(1f / 256, -128));
            graph.nodes.add(new Node(new Op.Softmax(1), logits, last));
        }
        return new Graph("network", graph.tensors, graph.nodes, List.of(input), List.of(last), List.of());
    }

    /** Returns for each layer of {@link TrainedModel#flat} the tensor that it makes. */
    static List<Integer> layerOutputs(Graph graph) {
        return layerNodes(graph).stream().map(node -> node.outputs().getFirst()).toList();
    }

    /** Returns the node of each layer of {@link TrainedModel#flat}. */
    static List<Node> layerNodes(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> !(node.op() instanceof Op.Reshape || node.op() instanceof Op.Softmax))
                .toList();
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
            case TrainedLayer.Pooled pool ->
                node(pool(pool), List.of(from), pool, quantization(from)); // its values are those of its input
            case WholeModel whole -> throw new IllegalArgumentException(whole.name() + " is no layer of a network");
            case TrainedLayer.Averaged averaged ->
                node(new Op.Mean(List.of(1, 2)), List.of(from), averaged, quantization(averaged.name()));
            case TrainedLayer.Sum sum -> {
                int body = add(sum.body(), from);
                int added = sum.shortcut().map(shortcut -> add(shortcut, from)).orElse(from);
                Op add = new Op.Binary(Op.BinaryKind.ADD, clamp(sum.activation()));
                yield node(add, List.of(body, added), sum, quantization(sum.name()));
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
        int to = activation(tensor.name() + "_flat", List.of(tensor.elements()), quantization(from));
        nodes.add(new Node(new Op.Reshape(), from, to));
        return to;
    }

    private int weighted(Op op, TrainedLayer layer, int from, Shape weightShape) {
        Quantization input = quantization(from);
        Quantization output = quantization(layer.name());
        LayerWeights weights = LayerWeights.of(layer);
        float[] scales = weights.scales(input, output);
        int axis = weights.filterLast() ? weightShape.rank() - 1 : 0;
        int constant = tensor(Tensor.constant(
                layer.name() + "_weights", weightShape, new Scaling(scales, 0, axis), weights.quantized(scales)));
        int bias = bias(layer.name(), weights.quantizedBias(input, scales), input, scales);
        return node(op, List.of(from, constant, bias), layer, output);
    }

    private int bias(String name, int[] bias, Quantization input, float[] weightScales) {
        float[] scales = new float[bias.length];
        for (int f = 0; f < scales.length; f++) {
            scales[f] = input.scale() * weightScales[f];
        }
        Optional<Scaling> scaling = Optional.of(new Scaling(scales, 0, 0));
        return tensor(Tensor.constant(name + "_bias", Shape.of(bias.length), scaling, bias));
    }

    private int node(Op op, List<Integer> inputs, TrainedLayer layer, Quantization output) {
        int to = activation(layer.name(), layer.outputShape(), output);
        nodes.add(new Node(op, inputs, List.of(to)));
        return to;
    }

    private int activation(String name, List<Integer> shape, Quantization quantization) {
        Shape batch = new Shape(Stream.concat(Stream.of(1), shape.stream()).toList());
        return tensor(Tensor.int8(name, batch, quantization.scale(), quantization.zeroPoint()));
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
