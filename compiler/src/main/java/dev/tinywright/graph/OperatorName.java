package dev.tinywright.graph;

/** What TensorFlow Lite calls the operators. */
public final class OperatorName {
    private OperatorName() {}

    /** Returns a name as {@code CONV_2D}. */
    public static String of(Op op) {
        return switch (op) {
            case Op.Conv2d _ -> "CONV_2D";
            case Op.DepthwiseConv2d _ -> "DEPTHWISE_CONV_2D";
            case Op.FullyConnected _ -> "FULLY_CONNECTED";
            case Op.TransposeConv _ -> "TRANSPOSE_CONV";
            case Op.Pool pool -> pool.kind() + "_POOL_2D";
            case Op.Mean _ -> "MEAN";
            case Op.Binary binary -> binary.kind().name();
            case Op.Unary unary -> unary.kind().name();
            case Op.Lookup lookup -> lookup.function();
            case Op.Prelu _ -> "PRELU";
            case Op.Softmax _ -> "SOFTMAX";
            case Op.Concat _ -> "CONCATENATION";
            case Op.Reshape _ -> "RESHAPE";
            case Op.Transpose _ -> "TRANSPOSE";
            case Op.Pad _ -> "PAD";
            case Op.StridedSlice _ -> "STRIDED_SLICE";
            case Op.Split _ -> "SPLIT";
            case Op.ResizeNearest _ -> "RESIZE_NEAREST_NEIGHBOR";
            case Op.ArgMax _ -> "ARG_MAX";
            case Op.Quantize _ -> "QUANTIZE";
            case Op.Dequantize _ -> "DEQUANTIZE";
            case Op.Svdf _ -> "SVDF";
            case Op.Lstm _ -> "UNIDIRECTIONAL_SEQUENCE_LSTM";
            case Op.Trees _ -> "TREES";
            case Op.CentreDistance _ -> "CENTRE_DISTANCE";
            case Op.WhitenedDistance _ -> "WHITENED_DISTANCE";
            case Op.Alarm _ -> "ALARM";
            case Op.SquaredDifference _ -> "SQUARED_DIFFERENCE";
        };
    }
}
