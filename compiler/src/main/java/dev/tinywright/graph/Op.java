package dev.tinywright.graph;

import java.util.List;

/**
 * What a node computes. Inputs and outputs are named in the order that the node lists them. Arithmetic is that of the
 * TensorFlow Lite reference kernels for microcontrollers; {@code reference.Reference} is its definition here.
 */
public sealed interface Op {
    enum PoolKind {
        AVERAGE,
        MAX
    }

    enum BinaryKind {
        ADD,
        SUB,
        MUL
    }

    enum UnaryKind {
        LOGISTIC,
        TANH,
        RELU,
        RELU_N1_TO_1,
        RELU6,
        LEAKY_RELU,
        HARD_SWISH
    }

    /** In: x (1, h, w, c), int8, or int16 as the output then; weights int8 (filters, kernelY, kernelX, c); bias int32 (filters), with int16 also int64, or none. Out: (1, h', w', filters). */
    record Conv2d(Window window, Clamp clamp) implements Op {}

    /** In: x (1, h, w, c); weights int8 (1, kernelY, kernelX, c · multiplier); bias int32, or none. Output channel {@code o} reads channel {@code o / multiplier}. */
    record DepthwiseConv2d(Window window, int multiplier, Clamp clamp) implements Op {}

    /** In: x, of which the last {@code inputs} elements make a row; weights int8 (units, inputs); bias int32 (units), or none. */
    record FullyConnected(Clamp clamp) implements Op {}

    /** In: x; weights int8 (filters, kernelY, kernelX, c); bias int32, or none. The padding is what is cut off the whole sum. */
    record TransposeConv(Window window, Clamp clamp) implements Op {}

    /** Average or maximum over windows; padding does not count. */
    record Pool(PoolKind kind, int filterY, int filterX, Window window, Clamp clamp) implements Op {}

    /** Mean over axes, in ascending order. */
    record Mean(List<Integer> axes) implements Op {
        public Mean {
            axes = List.copyOf(axes);
        }
    }

    /** Element by element, with broadcasting; either input may be constant. */
    record Binary(BinaryKind kind, Clamp clamp) implements Op {}

    /** One input, element by element; scale and zero point may change. {@code alpha} is the slope of LEAKY_RELU below zero, 0 for all others. */
    record Unary(UnaryKind kind, float alpha) implements Op {}

    /** Made by a pass of any function of one int8: output = table[x + 128]. The record's own array: do not write to it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Lookup(String function, byte[] table) implements Op {}

    /** In: x; alpha, constant int8, broadcast over x. */
    record Prelu() implements Op {}

    /** Over the last axis; output scale 1/256, zero point −128. */
    record Softmax(float beta) implements Op {}

    /** Any number of inputs along an axis. Scales may differ from the output's. */
    record Concat(int axis) implements Op {}

    /** The same elements under another shape: RESHAPE, SQUEEZE, EXPAND_DIMS. */
    record Reshape() implements Op {}

    /** Output dimension {@code i} is input dimension {@code permutation[i]}. */
    record Transpose(List<Integer> permutation) implements Op {
        public Transpose {
            permutation = List.copyOf(permutation);
        }
    }

    /** {@code before} and {@code after} for each dimension, filled with {@code value}, a q of the output. */
    record Pad(List<Integer> before, List<Integer> after, int value) implements Op {
        public Pad {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /** Element {@code i} of an output dimension is element {@code begin + i · stride} of the input's; strides may be negative. */
    record StridedSlice(List<Integer> begin, List<Integer> strides) implements Op {
        public StridedSlice {
            begin = List.copyOf(begin);
            strides = List.copyOf(strides);
        }
    }

    /** Several outputs, parts of the input along an axis, one after another. */
    record Split(int axis) implements Op {}

    record ResizeNearest(boolean alignCorners, boolean halfPixelCenters) implements Op {}

    /** Index of the largest element along an axis, the first of equals; output int32. */
    record ArgMax(int axis) implements Op {}

    /** float32, int8, uint8 or int16 to int8, uint8 or int16: float is quantized, integers are rescaled. */
    record Quantize() implements Op {}

    /** int8, uint8 or int16 to float32. */
    record Dequantize() implements Op {}

    /**
     * In: x (1, features); feature weights int8 (filters, features); time weights int8 or int16 (filters, memory); bias
     * int32 (filters / rank), or none; state (1, filters · memory), kept from call to call.
     */
    record Svdf(int rank, Clamp clamp) implements Op {}

    /**
     * A layer of long short-term memory over all steps of a sequence. In: x (1, steps, features), or (steps, 1, features) where
     * time is major; of the gates input, forget, cell and output the weights int8 (units, features), then the recurrent weights
     * int8 (units, units), then the biases int32 (units); the hidden state int8 (1, units) and the cell state int16 (1, units),
     * kept from call to call. Out: the hidden state after each step, as x with units in place of features.
     *
     * @param cellClip limit of the size of cell states as real numbers, 0 for none
     */
    record Lstm(boolean timeMajor, float cellClip) implements Op {
        /** Index of the first of four inputs, one for each gate. */
        public static final int WEIGHTS = 1;

        public static final int RECURRENT_WEIGHTS = 5;
        public static final int BIASES = 9;
        public static final int HIDDEN_STATE = 13;
        public static final int CELL_STATE = 14;
        public static final int GATES = 4;
    }

    /**
     * Decision trees whose leaves are added up: a tree, a random forest, a boosted sum. In: x (…, features) int8 or int16, of one
     * scale; nodes int16 (n, {@link #NARROW_NODE} or {@link #WIDE_NODE}); roots int16 (trees); leaves int8 or int16 (m,
     * outputs), with a scale that the number of trees is part of where they are averaged. A root or child is the number of a
     * node, or a leaf's as {@code −1 − leaf}. A node sends x[feature] ≤ threshold to the first child, which has a higher
     * number than its parent, as the second has. Out: int8 or int16, (…, outputs).
     */
    record Trees() implements Op {
        /** Numbers of a node for int8 features: {@code feature · 256 + (threshold & 255)}, two children. */
        public static final int NARROW_NODE = 3;

        /** Numbers of a node for int16 features: feature, threshold, two children. */
        public static final int WIDE_NODE = 4;
    }

    /**
     * In: x of n features, int8 (then taken {@link #STEPS} times) or int16; centres int16 (count, n); weights int16 (n), not
     * negative. Out: int32 (1), the least over the centres of {@code (Σ weight · (x − centre)²) >> shift}, saturated. K-means;
     * a Gaussian with a diagonal covariance.
     */
    record CentreDistance(int shift) implements Op {
        /** Fixed-point steps of a centre or mean in a step of an int8 input. */
        public static final int STEPS = 128;
    }

    /**
     * In: x of n features as above; mean int16 (n); rows int16 (n · (n + 1) / 2), of which row j has j + 1; their shifts int8
     * (n). Out: int32 (1), {@code (Σ z²) >> shift}, saturated, of {@code z = (Σ row · (x − mean)) >> rowShift}, limited to 24
     * bits. The squared Mahalanobis distance of a Gaussian.
     */
    record WhitenedDistance(int shift) implements Op {}

    /** In: a and b, int8, as many elements. Out: int32 (1), the sum of {@code (a − b)²} in common fine steps, shifted right, saturated. */
    record SquaredDifference(int shift) implements Op {}

    /**
     * In: a score, int32 (1). Out: int8 (1, 2), scale 1/256, zero point −128: the shares of normal and of not normal, the latter
     * {@code score / (score + threshold)}, rounded down: the larger from the threshold on.
     *
     * @param threshold in steps of the score, in [1, 2^30]
     */
    record Alarm(int threshold) implements Op {}
}
