package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.Dataset;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.MemoryUse;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Generated;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.plan.Measurement;
import dev.tinywright.train.Metrics;
import dev.tinywright.train.NumberErrors;
import dev.tinywright.train.TrainingData;
import dev.tinywright.verify.LatencyModel;
import dev.tinywright.verify.Verification;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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
                ContentHash.ofRows(generated.prepared().data().validation()),
                Arrays.toString(rows.classes()),
                Arrays.toString(rows.numbers()));
        return cache.get(Stage.MEASUREMENT, key, new MeasurementCodec(), () -> {
            Measurement measured = onValidationRows(lifecycle.build(generated, folder));
            Folders.delete(folder);
            return measured;
        });
    }

    /** Runs rows through the firmware, or finds that the same image has run the same rows before. */
    Verification run(Built built, Examples examples) {
        String key = ContentHash.of(
                BuildVersion.TEXT,
                ContentHash.ofFiles(built.firmware().elf()),
                built.firmware().board(),
                ContentHash.ofExamples(examples));
        return cache.get(Stage.VERIFICATION, key, new VerificationCodec(), () -> Lifecycle.verify(built, examples));
    }

    private static Measurement onValidationRows(Built built) {
        Examples examples = built.prepared().validationExamples();
        Verification verification = Lifecycle.verify(built, examples);
        requireSameBits(verification);
        Optional<Measurement.Errors> errors = errors(built, verification);
        Optional<Measurement.Alarms> alarms = alarms(built, verification);
        Shares shares = errors.isPresent() || alarms.isPresent() ? Shares.NONE : shares(built, verification);
        MemoryUse memory = built.firmware().memory();
        OptionalDouble instructions = verification.instructionsPerInference();
        return new Measurement(
                examples.size(),
                shares.accuracy(),
                shares.macroF1(),
                shares.floatAccuracy(),
                built.model().parameters(),
                built.model().macs(),
                memory.flashBytes(),
                memory.codeBytes(),
                memory.ramBytes() + built.source().continuousBytes(),
                verification.stackBytes(),
                instructions,
                instructions.isPresent()
                        ? OptionalDouble.of(
                                LatencyModel.estimate(built.firmware().board(), verification, memory.weightBytes())
                                        .millis())
                        : OptionalDouble.empty(),
                errors,
                alarms);
    }

    /** Of right answers. */
    private record Shares(double accuracy, double macroF1, double floatAccuracy) {
        private static final Shares NONE = new Shares(0, 0, 0);
    }

    private static Shares shares(Built built, Verification verification) {
        int[] wanted = built.prepared().data().validationClasses();
        int[][] confusion = confusion(built, wanted, Lifecycle.classes(verification.scores()));
        int[][] floatConfusion = confusion(
                built,
                wanted,
                floatClasses(built.model(), built.prepared().data().validation()));
        return new Shares(Metrics.accuracy(confusion), Metrics.macroF1(confusion), Metrics.accuracy(floatConfusion));
    }

    /** Of the person's own examples: those of a class that was made tell nothing of what is asked for. */
    private static int[][] confusion(Built built, int[] wanted, int[] got) {
        Dataset dataset = built.prepared().dataset();
        int[] own = IntStream.range(0, wanted.length)
                .filter(i -> wanted[i] < dataset.ownClasses())
                .toArray();
        return Metrics.confusion(
                Arrays.stream(own).map(i -> wanted[i]).toArray(),
                Arrays.stream(own).map(i -> got[i]).toArray(),
                dataset.labels().size());
    }

    /** All validation rows are normal. */
    private static Optional<Measurement.Alarms> alarms(Built built, Verification verification) {
        if (!built.prepared().dataset().target().isNormal()) {
            return Optional.empty();
        }
        long alarms = Arrays.stream(Lifecycle.classes(verification.scores()))
                .filter(c -> c == 1)
                .count();
        return Optional.of(new Measurement.Alarms(
                (double) alarms / Math.max(1, verification.rows()),
                Alarms.standInsFound(built.prepared(), built.network())));
    }

    private static Optional<Measurement.Errors> errors(Built built, Verification verification) {
        return switch (built.prepared().data().targets()) {
            case TrainingData.Numbers(float[] ignored, float[] wanted) ->
                Optional.of(new Measurement.Errors(
                        NumberErrors.of(wanted, Quantities.ofDevice(built, verification)),
                        NumberErrors.of(
                                wanted,
                                Quantities.inFloat(
                                        built, built.prepared().data().validation())),
                        built.source().contract().quantity().orElseThrow().unit()));
            case TrainingData.Classes _, TrainingData.Same _ -> Optional.empty();
        };
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
