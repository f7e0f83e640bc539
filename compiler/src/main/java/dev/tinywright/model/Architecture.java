package dev.tinywright.model;

import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list of layers on an input: every layer's name and shapes, and what it costs.
 *
 * @param inputShape of one example: (features), or (height, width, channels)
 * @param parts in order of execution; dropout, which does nothing once trained, is not among them
 */
public record Architecture(List<Integer> inputShape, List<Part> parts) {
    /** Weights of one layer; more than a microcontroller's flash holds, and still an array. */
    private static final long MAX_PARAMETERS = 64_000_000;

    public Architecture {
        inputShape = List.copyOf(inputShape);
        parts = List.copyOf(parts);
    }

    /**
     * A layer at its place.
     *
     * @param name unique in the network, a C identifier: {@code conv1}, {@code depthwise1}, {@code pool1}, {@code average1},
     *     {@code dense1}, {@code sum1} of a residual
     * @param body of a residual, else empty
     * @param shortcut of a residual whose body changes the shape: 1 x 1, without activation, named as {@code sum1} is
     */
    public record Part(
            String name,
            Layer layer,
            List<Integer> inputShape,
            List<Integer> outputShape,
            List<Part> body,
            Optional<Part> shortcut) {
        public Part {
            inputShape = List.copyOf(inputShape);
            outputShape = List.copyOf(outputShape);
            body = List.copyOf(body);
        }

        /** Returns the shape of the weights, as {@link DenseWeights} and {@link ConvWeights} have them; empty for none. */
        public List<Integer> weightShape() {
            return switch (layer) {
                case Layer.Dense dense -> List.of(dense.units(), TrainedModel.size(inputShape));
                case Layer.Conv conv ->
                    List.of(
                            conv.filters(),
                            conv.window().height(),
                            conv.window().width(),
                            inputShape.get(2));
                case Layer.DepthwiseConv conv ->
                    List.of(conv.window().height(), conv.window().width(), inputShape.get(2));
                case Layer.Pool _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Residual _, Layer.Whole _ -> List.of();
            };
        }

        /** Returns the number of weights and biases once batch normalization is folded in, those inside included. */
        public long parameters() {
            long own = weightShape().isEmpty() ? 0 : product(weightShape()) + outputShape.getLast();
            return own + inside().mapToLong(Part::parameters).sum();
        }

        /** Returns the multiplications of one inference, those inside included; those with padding count, as is usual. */
        public long macs() {
            long places = outputShape.size() == 3 ? (long) outputShape.get(0) * outputShape.get(1) : 1;
            long own = weightShape().isEmpty() ? 0 : places * product(weightShape());
            return own + inside().mapToLong(Part::macs).sum();
        }

        /** Returns this part and all inside of it in order of execution, this one last. */
        public List<Part> flat() {
            return Stream.concat(inside().flatMap(part -> part.flat().stream()), Stream.of(this))
                    .toList();
        }

        private Stream<Part> inside() {
            return Stream.concat(body.stream(), shortcut.stream());
        }
    }

    /**
     * Puts layers on an input.
     *
     * @throws TinywrightException where a layer does not fit what the one before gives
     */
    public static Architecture of(List<Integer> inputShape, List<Layer> layers) {
        if (layers.stream().allMatch(layer -> layer instanceof Layer.Dropout)) {
            throw usage("the network has no layers", "give it at least a dense layer with one unit per class");
        }
        return new Architecture(inputShape, new Naming().parts(inputShape, layers));
    }

    /** Returns all parts in order of execution, those inside of residuals before them: the order of {@link TrainedModel#flat}. */
    public List<Part> flat() {
        return parts.stream().flatMap(part -> part.flat().stream()).toList();
    }

    public List<Integer> outputShape() {
        return parts.getLast().outputShape();
    }

    public long parameters() {
        return parts.stream().mapToLong(Part::parameters).sum();
    }

    public long macs() {
        return parts.stream().mapToLong(Part::macs).sum();
    }

    private static long product(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private static TinywrightException usage(String what, String hint) {
        return TinywrightException.usage(what, "plan.yaml, model", hint);
    }

    /** Walks through layers, numbering each kind from 1. */
    private static final class Naming {
        private final Map<String, Integer> counts = new HashMap<>();

        private String next(String kind) {
            return kind + counts.merge(kind, 1, Integer::sum);
        }

        List<Part> parts(List<Integer> inputShape, List<Layer> layers) {
            List<Part> parts = new ArrayList<>();
            List<Integer> shape = inputShape;
            for (Layer layer : layers) {
                if (!(layer instanceof Layer.Dropout)) {
                    parts.add(part(shape, layer));
                    shape = parts.getLast().outputShape();
                }
            }
            return parts;
        }

        private Part part(List<Integer> shape, Layer layer) {
            return switch (layer) {
                case Layer.Dense dense -> leaf(next("dense"), layer, shape, List.of(dense.units()));
                case Layer.Conv conv -> slide(next("conv"), layer, shape, conv.window(), conv.filters());
                case Layer.DepthwiseConv conv -> slide(next("depthwise"), layer, shape, conv.window(), shape.getLast());
                case Layer.Pool pool -> pool(next("pool"), pool, shape);
                case Layer.GlobalAverage _ -> {
                    String name = next("average");
                    requirePlaces(name, shape);
                    yield leaf(name, layer, shape, List.of(shape.get(2)));
                }
                case Layer.Residual residual -> residual(residual, shape);
                case Layer.Dropout _ -> throw new IllegalArgumentException("dropout is no part");
                case Layer.Whole _ ->
                    throw usage("trees and distances are models by themselves", "leave out the other layers");
            };
        }

        private static Part slide(String name, Layer layer, List<Integer> shape, Layer.Kernel window, int filters) {
            requirePlaces(name, shape);
            requireWindow(name, shape.get(0), window.height(), window.same(), "rows");
            requireWindow(name, shape.get(1), window.width(), window.same(), "columns");
            List<Integer> output =
                    List.of(window.outputHeight(shape.get(0)), window.outputWidth(shape.get(1)), filters);
            return leaf(name, layer, shape, output);
        }

        /** A padded kernel may be larger than its input as long as each of its weights sees the input from somewhere. */
        private static void requireWindow(String name, int size, int kernel, boolean same, String unit) {
            if (kernel > (same ? 2 * size - 1 : size)) {
                throw usage(
                        "the kernel of " + name + " has " + kernel + " " + unit + ", its input has " + size,
                        "make the kernel smaller, or take out a pool or a stride before it");
            }
        }

        private static Part pool(String name, Layer.Pool pool, List<Integer> shape) {
            requirePlaces(name, shape);
            requireWindow(name, shape.get(0), pool.height(), false, "rows");
            requireWindow(name, shape.get(1), pool.width(), false, "columns");
            return leaf(
                    name,
                    pool,
                    shape,
                    List.of(shape.get(0) / pool.height(), shape.get(1) / pool.width(), shape.get(2)));
        }

        private Part residual(Layer.Residual residual, List<Integer> shape) {
            List<Part> body = parts(shape, residual.body());
            if (body.isEmpty()) {
                throw usage("a residual block has no layers in its body", "give it at least one convolution");
            }
            List<Integer> output = body.getLast().outputShape();
            Optional<Part> shortcut =
                    output.equals(shape) ? Optional.empty() : Optional.of(shortcut(residual, shape, output));
            return new Part(next("sum"), residual, shape, output, body, shortcut);
        }

        private Part shortcut(Layer.Residual residual, List<Integer> shape, List<Integer> output) {
            String name = next("shortcut");
            if (output.size() != 3 || shape.size() != 3) {
                throw usage(
                        "a residual block makes " + text(output) + " of " + text(shape) + ": " + name
                                + " cannot bring the one to the other",
                        "keep dense layers and the global average out of residual blocks");
            }
            int strideY = residual.body().stream().mapToInt(Naming::strideY).reduce(1, (a, b) -> a * b);
            int strideX = residual.body().stream().mapToInt(Naming::strideX).reduce(1, (a, b) -> a * b);
            Layer.Kernel window = new Layer.Kernel(1, 1, strideY, strideX, true);
            Part part = slide(
                    name,
                    new Layer.Conv(output.getLast(), window, true, Activation.NONE),
                    shape,
                    window,
                    output.getLast());
            if (!part.outputShape().equals(output)) {
                throw usage(
                        "a residual block makes " + text(output) + " of " + text(shape) + ", and " + name
                                + " with its stride makes " + text(part.outputShape()),
                        "pad the convolutions inside (padding: same), or use strides that divide the input");
            }
            return part;
        }

        private static int strideY(Layer layer) {
            return switch (layer) {
                case Layer.Conv conv -> conv.window().strideY();
                case Layer.DepthwiseConv conv -> conv.window().strideY();
                case Layer.Pool pool -> pool.height();
                case Layer.Residual residual ->
                    residual.body().stream().mapToInt(Naming::strideY).reduce(1, (a, b) -> a * b);
                case Layer.Dense _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Whole _ -> 1;
            };
        }

        private static int strideX(Layer layer) {
            return switch (layer) {
                case Layer.Conv conv -> conv.window().strideX();
                case Layer.DepthwiseConv conv -> conv.window().strideX();
                case Layer.Pool pool -> pool.width();
                case Layer.Residual residual ->
                    residual.body().stream().mapToInt(Naming::strideX).reduce(1, (a, b) -> a * b);
                case Layer.Dense _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Whole _ -> 1;
            };
        }

        private static void requirePlaces(String name, List<Integer> shape) {
            if (shape.size() != 3) {
                throw usage(
                        name + " needs height, width and channels, and gets " + text(shape),
                        "use features that keep time or place, such as raw, mfcc or a picture; a convolution cannot"
                                + " follow a dense layer");
            }
        }

        private static Part leaf(String name, Layer layer, List<Integer> input, List<Integer> output) {
            Part part = new Part(name, layer, input, output, List.of(), Optional.empty());
            if (part.parameters() > MAX_PARAMETERS) {
                throw usage(
                        name + " has " + part.parameters() + " weights",
                        "put a stride, a pool or a global average before it");
            }
            return part;
        }

        private static String text(List<Integer> shape) {
            return shape.size() == 1
                    ? shape.getFirst() + " values"
                    : shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
        }
    }
}
