package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.compile.CompiledModel;
import java.nio.file.Path;

/**
 * A linked image with a compiled network.
 *
 * @param image for the board's bench; for the host, a program
 * @param compilerVersion first line of what the compiler says of itself
 * @param profiled whether it counts the instructions of each step
 */
public record NetworkFirmware(
        CompiledModel model, Board board, Path image, NetworkMemory memory, String compilerVersion, boolean profiled) {}
