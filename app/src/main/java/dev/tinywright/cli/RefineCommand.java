package dev.tinywright.cli;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.Refinement;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright refine}. */
@Command(
        name = "refine",
        mixinStandardHelpOptions = true,
        description = {
            "Changes the task in plain words, shows the change, asks, and builds.",
            "",
            "  tinywright refine \"make it smaller\"",
            "  tinywright refine \"at most 4 KB of RAM\"",
            "  tinywright refine \"use only red and green\""
        })
final class RefineCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "WORDS", description = "What to change.")
    String words = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "The project folder (default: here).")
    Path folder = Path.of(".");

    @Option(names = "--yes", description = "Do not ask; make the change and build.")
    boolean yes;

    @Mixin
    CommonOptions common = new CommonOptions();

    RefineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = new Project(folder);
        Boards boards = Settings.boards();
        Refinement refinement = Refinement.of(project, words, boards);
        if (!refinement.unused().isEmpty()) {
            terminal.err().println("not used: " + String.join(", ", refinement.unused()));
        }
        if (refinement.diff().isEmpty()) {
            terminal.err().println("that changes nothing: the task says so already");
            return 0;
        }
        terminal.err().print(refinement.diff());
        if (!yes) {
            if (!terminal.isInteractive()) {
                throw TinywrightException.usage(
                        "nobody to ask whether to make this change", "refine", "add --yes to make it without asking");
            }
            if (!terminal.confirm("Make this change and build?")) {
                terminal.err().println("nothing was changed");
                return 1;
            }
        }
        refinement.apply();
        return Building.build(project, common, LanguageModel.none(false), terminal);
    }
}
