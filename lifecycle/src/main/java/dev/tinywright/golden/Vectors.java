package dev.tinywright.golden;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Rounding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Inputs of a network and the outputs that they must give: raw tensors, little-endian, one after another; all inputs of the
 * first inference in the network's order, then those of the second.
 *
 * @param source where the outputs are from, in a few words
 * @param count of inferences, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes; equality is never asked for
public record Vectors(Graph graph, String source, int count, byte[] inputs, byte[] outputs) {
    private static final int FEW = 8;

    public Vectors {
        if (count < 1
                || inputs.length != (long) count * inputBytes(graph)
                || outputs.length != (long) count * outputBytes(graph)) {
            throw new IllegalArgumentException(count + " vectors of " + inputs.length + " and " + outputs.length);
        }
    }

    /** Bytes of all inputs of one inference. */
    public static long inputBytes(Graph graph) {
        return graph.inputs().stream().mapToLong(i -> graph.tensor(i).bytes()).sum();
    }

    /** Bytes of all outputs of one inference. */
    public static long outputBytes(Graph graph) {
        return graph.outputs().stream().mapToLong(i -> graph.tensor(i).bytes()).sum();
    }

    /**
     * Takes what somebody has.
     *
     * @throws TinywrightException where the sizes are not those of whole inferences, or of different numbers of them
     */
    public static Vectors of(Graph graph, byte[] inputs, byte[] outputs) {
        int count = count(inputs.length, inputBytes(graph), "--inputs", "inputs");
        int expected = count(outputs.length, outputBytes(graph), "--expect", "outputs");
        if (count != expected) {
            throw TinywrightException.usage(
                    "there are inputs for " + count + " inferences and outputs of " + expected,
                    "--expect",
                    "give the outputs of the same inferences, in the same order");
        }
        return new Vectors(graph, "given", count, inputs, outputs);
    }

    /**
     * Takes inputs that somebody has, and what the reference makes of them.
     *
     * @throws TinywrightException where the size is not that of whole inferences
     */
    public static Vectors of(Graph graph, byte[] inputs) {
        return of(graph, inputs, Rounding.DOUBLE);
    }

    /** The same, of the reference with another rounding. */
    public static Vectors of(Graph graph, byte[] inputs, Rounding rounding) {
        int count = count(inputs.length, inputBytes(graph), "--inputs", "inputs");
        String source = "the integer reference" + (rounding == Rounding.SINGLE ? ", rounding once" : "");
        return new Vectors(
                graph, source, count, inputs, reference(graph, new Reference(graph, rounding), count, inputs));
    }

    /** Makes inputs of random numbers, the same for the same seed, and what the reference makes of them. */
    public static Vectors random(Graph graph, long seed) {
        return random(graph, seed, Rounding.DOUBLE);
    }

    /** The same, of the reference with another rounding. */
    public static Vectors random(Graph graph, long seed, Rounding rounding) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        for (int i = 0; i < FEW; i++) {
            graph.inputs().forEach(input -> inputs.writeBytes(random(graph, input, random)));
        }
        return of(graph, inputs.toByteArray(), rounding);
    }

    private static int count(long bytes, long each, String option, String what) {
        if (bytes == 0 || bytes % each != 0) {
            throw TinywrightException.usage(
                    "the file has " + bytes + " bytes, and the " + what + " of one inference are " + each,
                    option,
                    "give raw tensors one after another, without a header: " + each + " bytes or a multiple");
        }
        return Math.toIntExact(bytes / each);
    }

    private static byte[] random(Graph graph, int input, SplittableRandom random) {
        Tensor tensor = graph.tensor(input);
        byte[] bytes = new byte[tensor.bytes()];
        if (tensor.type() != DataType.FLOAT32) {
            random.nextBytes(bytes);
            return bytes;
        }
        Scaling scaling = scaling(graph, input);
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat((float) ((random.nextDouble(-130, 130) - scaling.zeroPoint()) * scaling.scale()));
        }
        return bytes;
    }

    /** How the numbers of a float input are first rounded: so that they cover the range. */
    private static Scaling scaling(Graph graph, int input) {
        Optional<Scaling> first = graph.nodes().stream()
                .filter(node -> node.inputs().contains(input))
                .flatMap(node -> graph.out(node).scaling().stream())
                .findFirst();
        return first.orElse(Scaling.of(1 / 128f, 0));
    }

    private static byte[] reference(Graph graph, Reference reference, int count, byte[] inputs) {
        ByteArrayOutputStream outputs = new ByteArrayOutputStream();
        int at = 0;
        for (int i = 0; i < count; i++) {
            List<byte[]> given = new ArrayList<>();
            for (int input : graph.inputs()) {
                int bytes = graph.tensor(input).bytes();
                given.add(Arrays.copyOfRange(inputs, at, at + bytes));
                at += bytes;
            }
            reference.run(given).forEach(outputs::writeBytes);
        }
        return outputs.toByteArray();
    }
}
