package dev.tinywright.cli;

import dev.tinywright.board.Board;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tinywright boards}. */
@Command(
        name = "boards",
        mixinStandardHelpOptions = true,
        description = "Lists the boards that can be built for, and where yours go.")
final class BoardsCommand implements Callable<Integer> {
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
            terminal.out().println(Json.of(boards));
            return 0;
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-20s %-22s %-14s %8s %10s %10s  %s%n",
                        "ID",
                        "BOARD",
                        "CORE",
                        "CLOCK",
                        "FLASH",
                        "RAM",
                        "PROVEN ON");
        boards.forEach(this::show);
        terminal.err().println("add your own: a YAML file in " + Settings.boardsFolder() + " (docs/boards.md)");
        return 0;
    }

    private void show(Board board) {
        if (board.isHost()) {
            terminal.out()
                    .printf(Locale.ROOT, "%-20s %-22s %s%n", board.id(), board.name(), "a process of this computer");
            return;
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-20s %-22s %-14s %4d MHz %6d KiB %6d KiB  %s%s%n",
                        board.id(),
                        board.name(),
                        board.core(),
                        board.clockHz() / 1_000_000,
                        board.flashBytes() / 1024,
                        board.ramBytes() / 1024,
                        board.emulator().core(),
                        board.isProvenElsewhere() ? " (another architecture)" : "");
    }
}
