package dev.tinywright.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was measured, from the harness's {@code measured.bin} or the AVR simulator's {@code measured.txt}.
 *
 * @param stackBytes deepest use of the stack by a call of the model, its return address included
 * @param instructions mean of the timed rows, from the call to the return
 * @param cycles the same in clock cycles, where they are counted
 */
record Measured(long stackBytes, OptionalDouble instructions, OptionalDouble cycles) {
    static final Measured NOTHING = new Measured(0, OptionalDouble.empty(), OptionalDouble.empty());

    private static final int TIMED_ROWS = 32;
    private static final int HEADER_WORDS = 4;
    static final double PICOSECONDS_PER_INSTRUCTION = 1000; // -icount shift=0

    /** @param tickPicoseconds of the machine's SysTick */
    static Measured read(Path file, long tickPicoseconds) throws IOException {
        IntBuffer words = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        if (words.limit() != HEADER_WORDS + TIMED_ROWS) {
            throw new IOException(
                    "the firmware wrote " + words.limit() + " measurements, not " + (HEADER_WORDS + TIMED_ROWS));
        }
        int timedRows = words.get(1);
        double instructionsPerTick = tickPicoseconds / PICOSECONDS_PER_INSTRUCTION / words.get(2);
        OptionalDouble ticks = IntStream.range(0, timedRows)
                .mapToDouble(row -> words.get(HEADER_WORDS + row) - words.get(3))
                .average();
        return new Measured(
                words.get(0),
                ticks.isPresent()
                        ? OptionalDouble.of(ticks.getAsDouble() * instructionsPerTick)
                        : OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** @param file measured.txt of {@code simulator.c}: the stack, then cycles and instructions of each timed row */
    static Measured readSimulator(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().matches("stack \\d+")) {
            throw new IOException("the simulator wrote no measurements");
        }
        List<long[]> rows = lines.stream()
                .skip(1)
                .map(line ->
                        Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray())
                .toList();
        return new Measured(
                Long.parseLong(lines.getFirst().substring("stack ".length())),
                rows.stream().mapToLong(row -> row[1]).average(),
                rows.stream().mapToLong(row -> row[0]).average());
    }
}
