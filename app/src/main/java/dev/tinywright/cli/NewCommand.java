package dev.tinywright.cli;

import dev.tinywright.pipeline.Project;
import dev.tinywright.process.Confinement;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tinywright new}. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description =
                "Makes a project folder with a task.yaml from a sentence and data, and stops there, for you to edit.")
final class NewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    TaskOptions request = new TaskOptions();

    @Mixin
    LlmOptions llm = new LlmOptions();

    @Option(names = "--json", description = "Print the result as JSON on stdout, nothing else.")
    boolean json;

    NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = TaskMaking.project(request);
        try (LanguageModel model = LanguageModel.open(
                llm, new LanguageModel.Command(project, request.yes, Confinement.REQUIRED, "new"), terminal)) {
            if (!TaskMaking.make(request, project, model.agent(), terminal, "Write this as task.yaml?")) {
                return 1;
            }
        }
        String file = project.taskFile().toString();
        terminal.out().println(json ? Json.of(Map.of("taskFile", file)) : file);
        terminal.err().println("edit it, then: tinywright build " + Summary.shown(project.folder()));
        return 0;
    }
}
