package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.Dataset;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.MemoryUse;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Generated;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.plan.Measurement;
import dev.tinywright.train.Metrics;
import dev.tinywright.verify.LatencyModel;
import dev.tinywright.verify.Verification;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Runs built firmware and turns what it did into the figures that planners see. */
final class Measuring {
    private final StageCache cache;
    private final String compilerVersion;

    Measuring(StageCache cache, Board board) {
        this.cache = cache;
        compilerVersion = FirmwareBuilder.compilerVersion(board);
    }

    /**
     * Returns what generated C does on the validation rows: built and run, unless the same C was before, by the same
     * compiler for the same board.
     *
     * @param folder for the firmware; deleted where all went well, since the plan makes it again
     */
    Measurement onValidationRows(Lifecycle lifecycle, Generated generated, Path folder) {
        Dataset.Part rows = generated.prepared().dataset().validation();
        String key = ContentHash.of(
                BuildVersion.TEXT,
                generated.source(),
                generated.prepared().plan().codegen(),
                lifecycle.board(),
                compilerVersion,
                ContentHash.ofRows(rows.rows()),
                Arrays.toString(rows.classes()));
        return cache.get(Stage.MEASUREMENT, key, new MeasurementCodec(), () -> {
            Measurement measured = onValidationRows(lifecycle.build(generated, folder));
            Folders.delete(folder);
            return measured;
        });
    }

    /** Runs rows through the firmware, or finds that the same image has run the same rows before. */
    Verification run(Built built, float[][] readings) {
        String key = ContentHash.of(
                BuildVersion.TEXT,
                ContentHash.ofFiles(built.firmware().elf()),
                built.firmware().board(),
                ContentHash.ofRows(readings));
        return cache.get(Stage.VERIFICATION, key, new VerificationCodec(), () -> Lifecycle.verify(built, readings));
    }

    private static Measurement onValidationRows(Built built) {
        float[][] readings = built.prepared().validationReadings();
        int[] wanted = built.prepared().data().validationClasses();
        Verification verification = Lifecycle.verify(built, readings);
        requireSameBits(verification);
        int classes = built.prepared().dataset().labels().size();
        int[][] confusion = Metrics.confusion(wanted, Lifecycle.classes(verification.scores()), classes);
        int[][] floatConfusion = Metrics.confusion(
                wanted, floatClasses(built.model(), built.prepared().data().validation()), classes);
        MemoryUse memory = built.firmware().memory();
        OptionalDouble instructions = verification.instructionsPerInference();
        return new Measurement(
                readings.length,
                Metrics.accuracy(confusion),
                Metrics.macroF1(confusion),
                Metrics.accuracy(floatConfusion),
                built.model().parameters(),
                built.model().macs(),
                memory.flashBytes(),
                memory.codeBytes(),
                memory.ramBytes(),
                verification.stackBytes(),
                instructions,
                instructions.isPresent()
                        ? OptionalDouble.of(
                                LatencyModel.estimate(built.firmware().board(), verification, memory.weightBytes())
                                        .millis())
                        : OptionalDouble.empty());
    }

    /** @throws TinywrightException where the device gave one byte other than the host's reference */
    static void requireSameBits(Verification verification) {
        verification.firstMismatch().ifPresent(first -> {
            throw TinywrightException.failed(
                    "the firmware disagrees with the integer reference on " + verification.mismatches() + " of "
                            + verification.rows() + " rows",
                    "verify, row " + first.row() + ": readings " + Arrays.toString(first.readings()) + ", expected "
                            + Arrays.toString(first.expected()) + ", got " + Arrays.toString(first.got()),
                    "this is a fault of tinywright or of the C compiler: please report it with this project folder");
        });
    }

    static int[] floatClasses(TrainedModel model, float[][] features) {
        return Arrays.stream(features)
                .mapToInt(row -> indexOfLargest(model.logits(row)))
                .toArray();
    }

    private static int indexOfLargest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
