package dev.tinywright.cli;

import dev.tinywright.board.Board;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tinywright boards}. */
@Command(
        name = "boards",
        mixinStandardHelpOptions = true,
        description = "Lists the boards that can be built for, and where yours go.")
final class BoardsCommand implements Callable<Integer> {
    private static final String FORMAT = "%-30s %-12s %4s %9s %8s %-7s %s%n";

    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    BoardsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Board> boards = List.copyOf(Settings.boards().all());
        if (json) {
            terminal.out()
                    .println(Json.of(boards.stream().map(BoardsCommand::json).toList()));
            return 0;
        }
        terminal.out().printf(Locale.ROOT, FORMAT, "ID", "CORE", "MHZ", "FLASH KIB", "RAM KIB", "ARDUINO", "PROVEN ON");
        boards.forEach(this::show);
        terminal.err()
                .println("FLASH and RAM: what a program has, less what the Arduino core is known to take; "
                        + "*: another architecture than the board's");
        terminal.err().println("add your own: a YAML file in " + Settings.boardsFolder() + " (docs/boards.md)");
        return 0;
    }

    private void show(Board board) {
        if (board.isHost()) {
            terminal.out().printf(Locale.ROOT, "%-30s %s%n", board.id(), "a process of this computer");
            return;
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        FORMAT,
                        board.id(),
                        board.core().replaceAll("AVR \\((.*)\\)", "$1"),
                        board.clockHz() / 1_000_000,
                        kib(board.sketchFlashBytes()),
                        kib(board.sketchRamBytes()),
                        board.arduino().isPresent() ? "yes" : "no",
                        board.emulator().core() + (board.isProvenElsewhere() ? " *" : ""));
    }

    private static String kib(long bytes) {
        return bytes < 100 * 1024 ? String.format(Locale.ROOT, "%.1f", bytes / 1024.0) : Long.toString(bytes / 1024);
    }

    /** A board's figures with what is worked out from them. */
    private static Map<String, Object> json(Board board) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", board.id());
        facts.put("name", board.name());
        facts.put("names", board.names());
        facts.put("chip", board.chip());
        facts.put("core", board.core());
        facts.put("clockHz", board.clockHz());
        facts.put("flashBytes", board.flashBytes());
        facts.put("ramBytes", board.ramBytes());
        facts.put("sketchFlashBytes", board.sketchFlashBytes());
        facts.put("sketchRamBytes", board.sketchRamBytes());
        facts.put("chipFlashBytes", board.chipFlashBytes());
        facts.put("chipRamBytes", board.chipRamBytes());
        facts.put("source", board.source());
        facts.put("build", board.build());
        facts.put("emulator", board.emulator());
        board.arduino().ifPresent(arduino -> facts.put("arduino", arduino));
        facts.put("sensors", board.sensors());
        facts.put("host", board.isHost());
        facts.put("provenElsewhere", board.isProvenElsewhere());
        return facts;
    }
}
