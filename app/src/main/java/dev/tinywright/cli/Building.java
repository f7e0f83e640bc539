package dev.tinywright.cli;

import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.Project;
import dev.tinywright.report.Report;
import java.util.function.Consumer;

/** Runs a build for a command and shows what came of it. */
final class Building {
    private Building() {}

    /** Says at Ctrl-C what happens then. */
    static Consumer<Runnable> onInterrupt(Terminal terminal) {
        return cancel -> terminal.onInterrupt().accept(() -> {
            terminal.err()
                    .println(
                            "\nstopping: finishing with the best so far (kill -9 ends at once and loses nothing built)");
            cancel.run();
        });
    }

    /** Returns the exit code: 0 where every goal holds on the device, else 1. */
    static int build(Project project, CommonOptions common, LanguageModel model, Terminal terminal) {
        try (Progress progress = new Progress(terminal)) {
            Build.Options options = new Build.Options(
                    Settings.boards(),
                    Settings.sensors(),
                    !common.noInstall,
                    common.confinement(),
                    onInterrupt(terminal),
                    model.agent().map(agent -> agent),
                    model.rulesWanted());
            Build.Result result = Build.build(project, options, progress);
            progress.trainingDone();
            if (common.json) {
                terminal.out().println(Report.json(result.facts()));
            } else {
                Summary.lines(result).forEach(terminal.out()::println);
            }
            terminal.out().flush();
            return result.facts().passed() ? 0 : 1;
        }
    }
}
