package dev.tinywright.golden;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first element in which an output differs.
 *
 * @param vector number of the inference, from 0
 * @param output number of the output, from 0
 * @param name of the output
 * @param index of the element in the output, from 0
 * @param expected the number that it must be
 * @param got the number that it is
 */
public record Mismatch(int vector, int output, String name, int index, String expected, String got) {
    /** Compares two outputs of one inference. */
    static Optional<Mismatch> first(Graph graph, int vector, byte[] expected, byte[] got) {
        int at = Arrays.mismatch(expected, got);
        int start = 0;
        for (int output = 0; at >= 0 && output < graph.outputs().size(); output++) {
            Tensor tensor = graph.tensor(graph.outputs().get(output));
            if (at < start + tensor.bytes()) {
                int index = (at - start) / tensor.type().bytes();
                int element = start + index * tensor.type().bytes();
                return Optional.of(new Mismatch(
                        vector,
                        output,
                        tensor.name(),
                        index,
                        number(tensor, expected, element),
                        number(tensor, got, element)));
            }
            start += tensor.bytes();
        }
        return Optional.empty();
    }

    private static String number(Tensor tensor, byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (tensor.type()) {
            case INT8 -> Byte.toString(buffer.get(at));
            case UINT8 -> Integer.toString(buffer.get(at) & 0xff);
            case INT16 -> Short.toString(buffer.getShort(at));
            case INT32 -> Integer.toString(buffer.getInt(at));
            case INT64 -> Long.toString(buffer.getLong(at));
            case FLOAT32 -> Float.toString(buffer.getFloat(at));
        };
    }

    /** As a sentence. */
    public String text() {
        return "vector " + vector + ", output " + output + " \"" + name + "\", element " + index + ": expected "
                + expected + ", got " + got;
    }
}
