package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.ChangeWriter;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.Refinement;
import dev.tinywright.spec.ChangeRequest;
import dev.tinywright.spec.Measured;
import dev.tinywright.spec.Task;
import java.nio.file.Path;
import java.util.Optional;
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
            "  tinywright refine \"use only red and green\"",
            "",
            "With --llm a language model reads the words; goals, board, sensor and application can change."
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
    LlmOptions llm = new LlmOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    RefineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = new Project(folder);
        try (LanguageModel model = LanguageModel.open(
                llm, new LanguageModel.Command(project, yes, common.confinement(), "refine"), terminal)) {
            return change(project, model);
        }
    }

    private int change(Project project, LanguageModel model) {
        Boards boards = Settings.boards();
        Refinement refinement = model.agent()
                .flatMap(agent -> byModel(agent, project, boards))
                .orElseGet(() -> Refinement.of(project, words, boards));
        if (!refinement.unused().isEmpty()) {
            terminal.err().println("not used: " + String.join(", ", refinement.unused()));
        }
        if (refinement.diff().isEmpty()) {
            terminal.err().println("that changes nothing: the task says so already");
            return 0;
        }
        terminal.err().print(Shown.text(refinement.diff()));
        if (!isWanted()) {
            terminal.err().println("nothing was changed");
            return 1;
        }
        refinement.apply();
        return Building.build(project, common, model, terminal);
    }

    private boolean isWanted() {
        if (!yes && !terminal.isInteractive()) {
            throw TinywrightException.usage(
                    "nobody to ask whether to make this change", "refine", "add --yes to make it without asking");
        }
        return yes || terminal.confirm("Make this change and build?");
    }

    /** Returns the change as a model reads the words; empty, which is said, where it comes to none. */
    private Optional<Refinement> byModel(Agent agent, Project project, Boards boards) {
        Task task = Refinement.task(project, boards);
        Measured measured = Refinement.measured(project, task);
        Optional<Task> changed = agent.change(new ChangeWriter.Brief(
                words, task, measured.figures(), byRules(task, measured, boards), boards, project.folder()));
        terminal.err()
                .println(
                        changed.isPresent()
                                ? "the change as " + agent.name() + " reads it:"
                                : agent.name() + " changed nothing: the rules read the words");
        return changed.map(proposed -> Refinement.to(project, proposed, boards));
    }

    private Optional<Task> byRules(Task task, Measured measured, Boards boards) {
        try {
            return Optional.of(ChangeRequest.understand(words, task, boards).apply(task, measured, boards))
                    .filter(changed -> hasItsLabel(changed, task, measured));
        } catch (TinywrightException _) {
            return Optional.empty(); // said again where the model makes nothing of the words either
        }
    }

    /** Words meant for a model can look like the name of a column to the rules. */
    private static boolean hasItsLabel(Task changed, Task task, Measured measured) {
        return changed.data().label().equals(task.data().label())
                || changed.data().label().stream()
                        .anyMatch(label -> measured.columns().contains(label));
    }
}
