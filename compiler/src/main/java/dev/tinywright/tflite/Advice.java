package dev.tinywright.tflite;

import dev.tinywright.graph.GraphCheck;
import java.util.Map;

/** What would do instead of what is not supported. */
final class Advice {
    static final String INT8 = GraphCheck.INT8;

    private static final Map<String, String> BY_OPERATOR = Map.ofEntries(
            Map.entry("SPACE_TO_BATCH_ND", "a newer TensorFlow converts dilated convolutions to one CONV_2D"),
            Map.entry("BATCH_TO_SPACE_ND", "a newer TensorFlow converts dilated convolutions to one CONV_2D"),
            Map.entry("SUM", "use a mean, and the factor in the layer after it"),
            Map.entry("REDUCE_MAX", "use MAX_POOL_2D over the whole picture"),
            Map.entry("RESIZE_BILINEAR", "use RESIZE_NEAREST_NEIGHBOR or TRANSPOSE_CONV"),
            Map.entry("BIDIRECTIONAL_SEQUENCE_LSTM", "use one direction: keras.layers.LSTM"),
            Map.entry("LSTM", "use keras.layers.LSTM, which is converted to UNIDIRECTIONAL_SEQUENCE_LSTM"),
            Map.entry("MIRROR_PAD", "pad with zeros: PAD"),
            Map.entry("DIV", "multiply by the inverse: MUL"),
            Map.entry("ARG_MIN", "negate the layer before and use ARG_MAX"),
            Map.entry("WHILE", "unroll the loop: keras.layers.RNN(…, unroll=True)"),
            Map.entry("IF", "split the model into one model a branch"));

    private Advice() {}

    static String instead(String operator, Iterable<String> supported) {
        String advice = BY_OPERATOR.get(operator);
        return (advice == null ? "" : advice + "; ") + "supported are " + String.join(", ", supported);
    }
}
