package dev.tinywright.graph;

/** Sums over int16 activations: such as the kernels have room for. */
final class WideChecks {
    /** Elements of int16 whose sum fits an int32. */
    static final int MOST_TERMS = 65_535;

    /** Factors of sums are below {@code 2^MOST_SHIFT}, as in the reference kernels. */
    private static final int MOST_SHIFT = 7;

    private static final long MOST_BIAS = 1L << 46;

    private WideChecks() {}

    /** Of a convolution or fully connected layer; of int8 activations all is well. */
    static void sums(CheckedNode node, int channels) {
        if (!node.isWide()) {
            return;
        }
        Graph graph = node.graph();
        Tensor weights = graph.in(node.node(), 1);
        int terms = weights.elements() / channels;
        node.require(terms <= MOST_TERMS, "sums of " + terms + " products of int16");
        double products = (double) graph.in(node.node(), 0).scale()
                / node.quantizedOutput().scale();
        for (float scale : weights.requiredScaling().scales()) {
            node.require(products * scale < 1 << MOST_SHIFT, "a factor of " + products * scale);
        }
        graph.input(node.node(), 2).filter(Tensor::isConstant).ifPresent(bias -> bias(node, bias, weights, channels));
    }

    private static void bias(CheckedNode node, Tensor bias, Tensor weights, int channels) {
        long[] sizes = sizes(node, weights, channels);
        long[] values = bias.longs();
        for (int i = 0; i < values.length; i++) {
            node.require(Math.abs(values[i]) < MOST_BIAS, "a bias of " + values[i]);
            if (bias.type() == DataType.INT32 && sizes[i] + Math.abs(values[i]) > Integer.MAX_VALUE) {
                throw node.refused(
                        "its sums can leave 32 bits, which its bias of int32 says are enough",
                        "convert with biases of int64: leave out _experimental_full_integer_quantization_bias_type");
            }
        }
    }

    /** Returns the most that the products of each channel can add up to. */
    private static long[] sizes(CheckedNode node, Tensor weights, int channels) {
        boolean last = node.node().op() instanceof Op.DepthwiseConv2d;
        int each = weights.elements() / channels;
        long[] sizes = new long[channels];
        byte[] values = weights.toBytes();
        for (int i = 0; i < values.length; i++) {
            sizes[last ? i % channels : i / each] += Math.abs(values[i]) * -(long) Short.MIN_VALUE;
        }
        return sizes;
    }
}
