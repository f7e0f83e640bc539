package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.firmware.Toolchain;
import dev.tinywright.golden.BenchRow;
import dev.tinywright.golden.BenchTable;
import dev.tinywright.golden.CompilerBench;
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
    private static final String NAME = "compiler";

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
        Optional<MarkdownSection> page = write.map(file -> MarkdownSection.of(file, NAME));
        targets.forEach(board -> Toolchain.ensureForNetworks(board, !noInstall, terminal.err()::println));
        List<BenchRow> rows =
                CompilerBench.run(networks, targets, line -> terminal.err().println(Shown.text(line)));
        String section = BenchTable.of(rows);
        terminal.out().print(Shown.text(section));
        terminal.out().flush();
        page.ifPresent(there -> there.write(section));
        return rows.stream().allMatch(BenchRow::passed) ? 0 : 1;
    }
}
