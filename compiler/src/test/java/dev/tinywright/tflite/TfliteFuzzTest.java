package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files: whatever is in them, they are read or refused with a diagnosis. {@code -Dseed=} for other files, {@code
 * -Dfuzz.count=} for more of them.
 */
class TfliteFuzzTest {
    private static final int[] NASTY = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        16,
        127,
        128,
        255,
        256,
        0x7fff,
        0xffff,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -2,
        -4,
        0x7fc00000,
        0x7f800000,
        0xff800000,
        1,
        0x7f7fffff
    };
    private static final long MOST_MULTIPLICATIONS = 1 << 20;

    private final long seed = Long.getLong("seed", 1);
    private final int count = Integer.getInteger("fuzz.count", 150);

    static Stream<Graph> graphs() {
        return SampleGraphs.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aFileThatEndsTooEarlyIsRefused(Graph graph) {
        byte[] file = GraphWriter.write(graph);
        for (int length = 0; length < file.length; length++) {
            // The last bytes may be padding; most of a file is not.
            boolean read = reads(Arrays.copyOf(file, length));
            assertThat(read && length < file.length * 3 / 4)
                    .as("%s bytes", length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void flippedBitsAndForeignNumbersAreReadOrRefused(Graph graph) {
        byte[] file = GraphWriter.write(graph);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = file.clone();
            for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
                damage(damaged, random);
            }
            refused += reads(damaged) ? 0 : 1;
        }
        assertThat(refused).isBetween(count / 10, count);
    }

    /** Each number of the tables one after another: offsets, counts, dimensions, types, options. */
    @ParameterizedTest
    @MethodSource("graphs")
    void everyWordMayHoldAnyExtreme(Graph graph) {
        byte[] file = GraphWriter.write(graph);
        Random random = new Random(seed);
        int refused = 0;
        for (int at = 0; at + 4 <= file.length; at += 4) {
            byte[] damaged = file.clone();
            word(damaged, at, NASTY[random.nextInt(NASTY.length)]);
            refused += reads(damaged) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    /** Parts of one file in another of the same length: tables that are whole, in the wrong place. */
    @Test
    void tablesInTheWrongPlaceAreReadOrRefused() {
        List<byte[]> files = graphs().map(GraphWriter::write).toList();
        Random random = new Random(seed);
        for (int i = 0; i < 20 * count; i++) {
            byte[] damaged = files.get(random.nextInt(files.size())).clone();
            byte[] other = random.nextBoolean() ? damaged.clone() : files.get(random.nextInt(files.size()));
            int size = 4 * random.nextInt(1, 24);
            int from = 4 * random.nextInt((other.length - size) / 4);
            int to = 4 * random.nextInt((damaged.length - size) / 4);
            System.arraycopy(other, from, damaged, to, size);
            reads(damaged);
        }
    }

    private static void damage(byte[] file, Random random) {
        int at = random.nextInt(file.length - 4);
        switch (random.nextInt(4)) {
            case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> file[at] = (byte) random.nextInt();
            case 2 -> word(file, at & ~3, NASTY[random.nextInt(NASTY.length)]);
            default -> {
                int near = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at & ~3) + random.nextInt(-8, 9);
                word(file, at & ~3, near);
            }
        }
    }

    private static void word(byte[] file, int at, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    }

    /** What is read has to run. */
    private static boolean reads(byte[] file) {
        Graph graph;
        try {
            graph = TfliteReader.read(file, "damaged.tflite");
        } catch (TinywrightException e) {
            assertThat(e.diagnosis().what()).isNotEmpty();
            assertThat(e.diagnosis().where()).startsWith("damaged.tflite");
            assertThat(e.diagnosis().hint()).isNotEmpty();
            return false;
        }
        if (work(graph) < MOST_MULTIPLICATIONS) {
            List<byte[]> inputs = new ArrayList<>();
            graph.inputs()
                    .forEach(index -> inputs.add(new byte[graph.tensor(index).bytes()]));
            assertThat(new Reference(graph).run(inputs)).hasSameSizeAs(graph.outputs());
        }
        return true;
    }

    private static long work(Graph graph) {
        return graph.tensors().stream()
                .map(Tensor::shape)
                .mapToLong(Shape::elements)
                .sum();
    }
}
