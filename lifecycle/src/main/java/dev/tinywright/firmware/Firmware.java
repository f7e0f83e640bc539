package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.features.InputFormat;
import java.nio.file.Path;

/**
 * A linked image.
 *
 * @param elf the image; for the host, a program
 * @param memory of the image
 * @param compilerVersion first line of what the compiler says of itself
 * @param element type of the numbers that one inference takes
 * @param values how many of these
 * @param outputs bytes that it answers
 */
public record Firmware(
        Board board,
        Path elf,
        MemoryUse memory,
        String compilerVersion,
        InputFormat.Element element,
        int values,
        int outputs) {

    /** Returns the bytes of one example. */
    public int exampleBytes() {
        return values * element.bytes();
    }
}
