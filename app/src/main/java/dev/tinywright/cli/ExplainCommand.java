package dev.tinywright.cli;

import dev.tinywright.pipeline.Explanation;
import dev.tinywright.pipeline.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells in plain words why the plan is as it is, from the record of the last build.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "The project folder (default: here).")
    Path folder = Path.of(".");

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> lines = Explanation.read(new Project(folder));
        if (json) {
            terminal.out().println(Json.of(Map.of("explanation", lines)));
        } else {
            lines.forEach(terminal.out()::println);
        }
        return 0;
    }
}
