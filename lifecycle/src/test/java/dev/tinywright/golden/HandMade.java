package dev.tinywright.golden;

import dev.tinywright.compile.CompiledModel;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Program;
import dev.tinywright.lower.Target;
import dev.tinywright.memory.Placement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network written by hand as the compiler would write it: two inputs, of 4 int8 and 2 int32; two outputs, of 4 uint8 and one
 * float. It keeps a sum from call to call, and works slowly, in two steps, where it finds its inputs.
 */
final class HandMade {
    static final int ARENA = 16;
    static final int OTHER_RAM = 4;

    private HandMade() {}

    static Graph graph() {
        Tensor bytes = Tensor.int8("bytes", Shape.of(1, 4), 0.5f, 3);
        Tensor whole = Tensor.activation("whole", DataType.INT32, Shape.of(2), Optional.empty());
        Tensor sums = Tensor.activation("sums", DataType.UINT8, Shape.of(1, 4), Optional.empty());
        Tensor total = Tensor.activation("total", DataType.FLOAT32, Shape.of(1), Optional.empty());
        return new Graph(
                "by hand", List.of(bytes, whole, sums, total), List.of(), List.of(0, 1), List.of(2, 3), List.of());
    }

    static CompiledModel model(Target target) {
        return model(target, ARENA, source());
    }

    static CompiledModel model(Target target, int plannedBytes, String source) {
        Graph graph = graph();
        Placement placement = new Placement(
                new Program(graph, target, List.of()),
                Map.of(0, 0, 1, 4, 2, 0, 3, 4),
                List.of(),
                plannedBytes,
                0,
                List.of());
        return new CompiledModel("m", graph, placement, new TreeMap<>(Map.of("m.h", resource("m.h"), "m.c", source)));
    }

    static String source() {
        return resource("m.c");
    }

    /** What the network must make of an input, after all calls before. */
    static final class Twin {
        private int total;

        byte[] run(byte[] input) {
            java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(input).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 4; i++) {
                out.put((byte) (in.get(i) + in.getInt(4 + 4 * (i & 1))));
                total += in.get(i);
            }
            return out.putFloat(total).array();
        }
    }

    private static String resource(String name) {
        try (InputStream in = HandMade.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
