package dev.tinywright.cli;

import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.Project;
import dev.tinywright.report.Report;

/** Runs a build for a command and shows what came of it. */
final class Building {
    private Building() {}

    /** Returns the exit code: 0 where every goal holds on the device, else 1. */
    static int build(Project project, CommonOptions common, Terminal terminal) {
        try (Progress progress = new Progress(terminal)) {
            Build.Options options =
                    new Build.Options(Settings.boards(), Settings.sensors(), !common.noInstall, terminal.onInterrupt());
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
