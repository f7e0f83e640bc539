package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.model.CentreWeights;
import dev.tinywright.model.WhiteningWeights;
import dev.tinywright.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Distances in integers: an int32 score, finer than what differs among normal examples by far. The largest score of those is
 * about 2^20 steps, so that scores a thousand times as large still differ.
 */
final class DistanceGraph {
    private static final int SCORE_BITS = 20;
    private static final int MOST_SHIFT = 62;

    /** Of a whitened number: steps in 1, as a power of two. */
    private static final int WHITENED_BITS = 12;

    private static final int MOST_ROW_SHIFT = 40;

    private DistanceGraph() {}

    /** @param largest the largest score of examples that are normal */
    static Graph of(CentreWeights model, Quantization input, double largest) {
        double step = (double) input.scale() / Op.CentreDistance.STEPS;
        double heaviest = IntStream.range(0, model.inputs())
                .mapToDouble(i -> model.weights()[i])
                .max()
                .orElse(0);
        double weightStep = Math.max(heaviest, 1e-30) / Short.MAX_VALUE;
        double unit = weightStep * step * step;
        int shift = shift(largest, unit);
        int[] centres = new int[model.centres().length];
        Arrays.setAll(centres, i -> fixed(model.centres()[i], input, Short.MIN_VALUE, Short.MAX_VALUE));
        int[] weights = new int[model.inputs()];
        Arrays.setAll(weights, i -> (int) Math.round(model.weights()[i] / weightStep));
        Shape shape = Shape.of(model.count(), model.inputs());
        return graph(
                new Op.CentreDistance(shift),
                input,
                model.inputs(),
                unit * Math.scalb(1.0, shift),
                List.of(
                        constant("centres", DataType.INT16, shape, Optional.empty(), centres),
                        int16("weights", weights)));
    }

    /** @param largest the largest score of examples that are normal */
    static Graph of(WhiteningWeights model, Quantization input, double largest) {
        int n = model.inputs();
        double step = (double) input.scale() / Op.CentreDistance.STEPS;
        int[] exponents = exponents(model);
        int least = Arrays.stream(exponents).min().orElseThrow();
        int common = Math.min(least, WHITENED_BITS + Math.getExponent(step));
        int[] rows = new int[model.rows().length];
        int[] shifts = new int[n];
        int at = 0;
        for (int j = 0; j < n; j++) {
            int exponent = Math.min(exponents[j], common + MOST_ROW_SHIFT);
            shifts[j] = exponent - common;
            for (int i = 0; i <= j; i++, at++) {
                rows[at] = (int) Math.round(Math.scalb((double) model.rows()[at], exponent));
            }
        }
        int[] mean = new int[n];
        int most = 128 * Op.CentreDistance.STEPS;
        Arrays.setAll(mean, i -> fixed(model.mean()[i], input, -most, most));
        double unit = Math.scalb(step * step, -2 * common);
        int shift = shift(largest, unit);
        return graph(
                new Op.WhitenedDistance(shift),
                input,
                n,
                unit * Math.scalb(1.0, shift),
                List.of(
                        int16("mean", mean),
                        int16("rows", rows),
                        constant("shifts", DataType.INT8, Shape.of(n), Optional.empty(), shifts)));
    }

    /** Returns the power of two that brings each row to 15 bits. */
    private static int[] exponents(WhiteningWeights model) {
        int[] exponents = new int[model.inputs()];
        int at = 0;
        for (int j = 0; j < exponents.length; j++) {
            double most = 1e-30;
            for (int i = 0; i <= j; i++, at++) {
                most = Math.max(most, Math.abs(model.rows()[at]));
            }
            exponents[j] = 13 - Math.getExponent(most); // below 2^14 after it, so that rounding stays within
        }
        return exponents;
    }

    /** Returns the same with the shares of normal and not normal in the place of the score. */
    static Graph withAlarm(Graph scores, float threshold) {
        int score = scores.outputs().getFirst();
        long steps = Math.round(threshold / (double) scores.tensor(score).scale());
        List<Tensor> tensors = new ArrayList<>(scores.tensors());
        tensors.add(Tensor.int8("output", Shape.of(1, 2), 1f / 256, -128));
        int output = tensors.size() - 1;
        List<Node> nodes = new ArrayList<>(scores.nodes());
        nodes.add(new Node(new Op.Alarm(Math.clamp(steps, 1, 1 << 30)), score, output));
        return new Graph(scores.name(), tensors, nodes, scores.inputs(), List.of(output), List.of());
    }

    private static int shift(double largest, double unit) {
        return Math.clamp(Math.getExponent(Math.max(largest, unit) / unit) + 1L - SCORE_BITS, 0, MOST_SHIFT);
    }

    private static int fixed(float value, Quantization input, int least, int most) {
        double steps = (value / (double) input.scale() + input.zeroPoint()) * Op.CentreDistance.STEPS;
        return Math.clamp(Math.round(steps), least, most);
    }

    private static Graph graph(Op op, Quantization input, int inputs, double scale, List<Tensor> constants) {
        Tensor x = Tensor.int8("input", Shape.of(1, inputs), input.scale(), input.zeroPoint());
        Tensor y = Tensor.activation("score", DataType.INT32, Shape.of(1), Optional.of(Scaling.of((float) scale, 0)));
        List<Tensor> tensors = new ArrayList<>(List.of(x, y));
        tensors.addAll(constants);
        List<Integer> from = new ArrayList<>(List.of(0));
        IntStream.range(2, tensors.size()).forEach(from::add);
        return new Graph(
                "distance", tensors, List.of(new Node(op, from, List.of(1))), List.of(0), List.of(1), List.of());
    }

    static Tensor int16(String name, int[] values) {
        return constant(name, DataType.INT16, Shape.of(values.length), Optional.empty(), values);
    }

    static Tensor int16(String name, int[][] rows) {
        int[] values = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
        return constant(name, DataType.INT16, Shape.of(rows.length, rows[0].length), Optional.empty(), values);
    }

    static Tensor constant(String name, DataType type, Shape shape, Optional<Scaling> scaling, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            if (type == DataType.INT8) {
                bytes.put((byte) value);
            } else {
                bytes.putShort((short) value);
            }
        }
        return new Tensor(name, type, shape, scaling, Optional.of(bytes.flip()));
    }
}
