package dev.tinywright.cli;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceFile;
import dev.tinywright.trace.TraceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Shows what a language model was asked in a run, what became of it, and what it cost.")
final class TraceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "The project folder (default: here).")
    Path folder = Path.of(".");

    @Option(
            names = "--run",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Show run N of those kept, 1 being the oldest; -1 is the one before the last (default: the last).")
    int run;

    @Option(names = "--all", description = "Show all runs that are kept, the oldest first.")
    boolean all;

    @Option(names = "--full", description = "With prompts and answers.")
    boolean full;

    @Option(names = "--json", description = "Print the events as JSON.")
    boolean json;

    TraceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (all && run != 0) {
            throw TinywrightException.usage("--all and --run exclude each other", "", "say one of them");
        }
        List<List<TraceEvent>> runs = TraceFile.runs(TraceFile.read(TraceFile.in(folder), terminal.err()::println));
        if (runs.isEmpty()) {
            throw TinywrightException.failed(
                    "the trace has no event that can be read",
                    TraceFile.in(folder).toString(),
                    "");
        }
        int first = all ? 0 : index(runs.size());
        show(runs, first, all ? runs.size() : first + 1);
        return 0;
    }

    private int index(int runs) {
        int index = run > 0 ? run - 1 : runs - 1 + run;
        if (index < 0 || index >= runs) {
            throw TinywrightException.usage(
                    "there is no run " + run + ": the trace has " + runs,
                    "--run",
                    "say 1 to " + runs + ", or 0 to " + -(runs - 1) + " to count back from the last");
        }
        return index;
    }

    private void show(List<List<TraceEvent>> runs, int from, int to) {
        if (json) {
            List<TraceEvent> events =
                    runs.subList(from, to).stream().flatMap(List::stream).toList();
            terminal.out().println(Json.of(events.stream().map(TraceFile::json).toList()));
            return;
        }
        for (int i = from; i < to; i++) {
            terminal.out().println("run " + (i + 1) + " of " + runs.size());
            TraceTree.lines(runs.get(i), full).forEach(terminal.out()::println);
        }
    }
}
