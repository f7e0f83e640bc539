package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.Toolchain;
import dev.tinywright.golden.BenchRow;
import dev.tinywright.golden.BenchTable;
import dev.tinywright.golden.CompilerBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tinywright bench compiler}: networks of others, compiled, proven and compared. */
@Command(
        name = "compiler",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles every .tflite file of a folder for several cores, runs each there, and compares every output",
            "bit for bit. Prints Markdown: executed instructions, memory, compile time, and the ratios to what LiteRT",
            "for Microcontrollers takes, where that is known.",
            "NAME.tflite is given what is in NAME.in.bin and must answer what is in NAME.out.bin, raw tensors; without",
            "these files, random numbers and what the integer reference says.",
            "",
            "  tinywright bench compiler --models networks --write docs/BENCHMARKS.md"
        })
final class BenchCompilerCommand implements Callable<Integer> {
    private static final String START = "<!-- compiler -->";
    private static final String END = "<!-- /compiler -->";

    private final Terminal terminal;

    @Option(names = "--models", required = true, paramLabel = "DIR", description = "Folder with .tflite files.")
    Path models = Path.of("");

    @Option(
            names = "--board",
            defaultValue = "nucleo-g071rb,nucleo-l4r5zi,nucleo-h743zi,nucleo-u575zi-q,corstone-300,esp32-c3,host",
            split = ",",
            paramLabel = "ID",
            description = "A board, or several; may be given again (default: one for each kind of core).")
    List<String> boards = List.of();

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Put the section into this Markdown file too, between <!-- compiler --> and <!-- /compiler -->; "
                            + "at its end where it has none.")
    Optional<Path> write = Optional.empty();

    @Option(names = "--no-install", description = "Say what is missing of compiler and emulator, do not install it.")
    boolean noInstall;

    BenchCompilerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Board> targets = boards.stream()
                .map(id -> BoardName.require(id, Settings.boards()))
                .distinct()
                .toList();
        List<Path> networks = CompilerBench.networks(models);
        Optional<String> before = write.map(BenchCompilerCommand::read);
        targets.forEach(board -> Toolchain.ensureForNetworks(board, !noInstall, terminal.err()::println));
        List<BenchRow> rows =
                CompilerBench.run(networks, targets, line -> terminal.err().println(Shown.text(line)));
        String section = BenchTable.of(rows);
        terminal.out().print(Shown.text(section));
        terminal.out().flush();
        before.ifPresent(text -> write(write.orElseThrow(), with(text, section)));
        return rows.stream().allMatch(BenchRow::passed) ? 0 : 1;
    }

    /** Returns {@code text} with the section in place of what stood between the marks, or at the end. */
    private static String with(String text, String section) {
        String marked = START + "\n" + section + END;
        int start = text.indexOf(START);
        int end = text.indexOf(END, Math.max(0, start));
        return start < 0 || end < 0
                ? text.stripTrailing() + "\n\n" + marked + "\n"
                : text.substring(0, start) + marked + text.substring(end + END.length());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read " + file + ": " + e.getMessage(), "--write", "give a Markdown file that is there");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write " + file + ": " + e.getMessage(), "--write", "look at its rights");
        }
    }
}
