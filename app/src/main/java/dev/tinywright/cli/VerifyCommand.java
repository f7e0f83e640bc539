package dev.tinywright.cli;

import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.Replay;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tinywright verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the firmware again and replays the whole test set through it.",
            "Only the trained weights come from the cache. Every byte of every answer is compared with the integer "
                    + "reference, and the image with the one in out/. The sketch in app/ is run again and judged."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "The project folder (default: here).")
    Path folder = Path.of(".");

    @Mixin
    CommonOptions common = new CommonOptions();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Progress progress = new Progress(terminal)) {
            Build.Options options = new Build.Options(
                    Settings.boards(),
                    Settings.sensors(),
                    !common.noInstall,
                    common.confinement(),
                    Building.onInterrupt(terminal),
                    java.util.Optional.empty(),
                    false);
            Replay replay = Build.verify(new Project(folder), options, progress);
            if (common.json) {
                terminal.out().println(Json.of(replay));
            } else {
                terminal.out()
                        .printf(
                                Locale.ROOT,
                                "%d test examples through the firmware on %s: %d mismatches, %s, image %s%n",
                                replay.rows(),
                                replay.core(),
                                replay.mismatches(),
                                replay.error().isEmpty()
                                        ? String.format(Locale.ROOT, "%.1f %% right", replay.accuracy() * 100)
                                        : replay.error(),
                                replay.sameImage() ? "the same as in out/" : "DIFFERS from the one in out/");
                if (!replay.error().isEmpty()) {
                    return replay.passed() ? 0 : 1;
                }
                terminal.out()
                        .println(
                                replay.sketchCause().isEmpty()
                                        ? replay.sketchRows() + " rows shown to the sketch: it does what is expected"
                                        : "the sketch FAILS: " + replay.sketchCause());
            }
            return replay.passed() ? 0 : 1;
        }
    }
}
