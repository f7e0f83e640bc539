package dev.tinywright.cli;

import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.FeatureStudy;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.Replay;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--features",
            description =
                    "Also compute the features of all data, training and validation, too, on Cortex-M0+, M4 and M33 and "
                            + "on this computer, and compare every byte.")
    boolean features;

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
            List<FeatureStudy.Proof> proofs =
                    features ? Build.verifyFeatures(new Project(folder), options, progress) : List.of();
            boolean passed = replay.passed() && proofs.stream().allMatch(FeatureStudy.Proof::passed);
            if (common.json) {
                terminal.out()
                        .println(Json.of(
                                features
                                        ? Map.of(
                                                "replay",
                                                replay,
                                                "features",
                                                proofs.stream()
                                                        .map(FeatureTable::values)
                                                        .toList())
                                        : replay));
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
                if (replay.sketchRows() > 0 || !replay.sketchCause().isEmpty()) {
                    terminal.out()
                            .println(
                                    replay.sketchCause().isEmpty()
                                            ? replay.sketchRows()
                                                    + " rows or recordings shown to the sketch: it does what is expected"
                                            : "the sketch FAILS: " + replay.sketchCause());
                }
                proofs.stream()
                        .flatMap(proof -> FeatureTable.lines(proof).stream())
                        .forEach(line -> terminal.out().println(Shown.text(line)));
            }
            return passed ? 0 : 1;
        }
    }
}
