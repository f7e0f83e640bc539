package dev.tinywright.cli;

import dev.tinywright.pipeline.Project;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright build}. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Builds a project folder as far as anything in it has changed.",
            "A plan.yaml that you wrote or edited is built as it stands; else the planner searches.",
            "Ctrl-C while training finishes with the best so far; a later build goes on."
        })
final class BuildCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "The project folder (default: here).")
    Path folder = Path.of(".");

    @Option(names = "--yes", description = "Do not ask before a language model's work is used.")
    boolean yes;

    @Mixin
    LlmOptions llm = new LlmOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    BuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = new Project(folder);
        try (LanguageModel model = LanguageModel.open(
                llm, new LanguageModel.Command(project, yes, common.confinement(), "build"), terminal)) {
            return Building.build(project, common, model, terminal);
        }
    }
}
