package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import java.nio.file.Path;

/**
 * A linked image.
 *
 * @param elf the image; for the host, a program
 * @param memory of the image
 * @param compilerVersion first line of what the compiler says of itself
 * @param readings that one inference takes
 * @param classes that it scores
 */
public record Firmware(Board board, Path elf, MemoryUse memory, String compilerVersion, int readings, int classes) {}
