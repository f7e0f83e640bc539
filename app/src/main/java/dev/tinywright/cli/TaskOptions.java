package dev.tinywright.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code make} and {@code new} are told. */
final class TaskOptions {
    @Parameters(index = "0", paramLabel = "SENTENCE", description = "What the device should learn, in plain words.")
    String sentence = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description =
                    "A table (a CSV with a label column, or a CSV per class), or recordings (CSV, Edge Impulse, NumPy),"
                            + " sounds (WAV) or pictures (PNG, JPEG, BMP, GIF), in a folder per class or a zip of these.")
    Path data = Path.of(".");

    @Option(names = "--board", paramLabel = "ID", description = "The board, as in: tinywright boards.")
    Optional<String> board = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The project folder (default: named after the data, here).")
    Optional<Path> out = Optional.empty();

    @Option(names = "--yes", description = "Do not ask; take what was understood.")
    boolean yes;
}
