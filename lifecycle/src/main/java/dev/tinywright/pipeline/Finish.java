package dev.tinywright.pipeline;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.LeakAudit;
import dev.tinywright.features.InputFormat;
import dev.tinywright.packaging.CheckRows;
import dev.tinywright.packaging.PackageFile;
import dev.tinywright.packaging.Packages;
import dev.tinywright.packaging.Product;
import dev.tinywright.packaging.Samples;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.process.Confinement;
import dev.tinywright.report.ContinuousUse;
import dev.tinywright.report.MemoryFacts;
import dev.tinywright.report.Report;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.tflite.GraphWriter;
import dev.tinywright.train.Yardsticks;
import dev.tinywright.verify.LatencyModel;
import dev.tinywright.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The end of a run: the chosen attempt is built once more, into {@code out/}, replays the test rows, and is reported on.
 * {@code out/} is replaced when the new one is whole, so that a killed run leaves the old result or the new one.
 */
record Finish(
        Project project,
        Lifecycle lifecycle,
        Source source,
        Training training,
        Measuring measuring,
        Sensors sensors,
        StageCache cache,
        Optional<Author> author,
        boolean keepsWritten,
        Confinement confinement,
        Events events) {
    /** Test rows that a package carries with their scores. */
    private static final int SAMPLE_ROWS = 8;

    /** The same of windows and pictures, which are large. */
    private static final int SAMPLE_EXAMPLES = 2;

    /** Test rows that a board can be asked by {@code tinywright deploy}. */
    private static final int CHECK_ROWS = 500;

    Build.Result finish(Search.Found found, Proposer proposer) {
        Path next = project.state().resolve("out-next");
        Folders.delete(next);
        Prepared prepared = found.prepared();
        Dataset dataset = prepared.dataset();
        if (Training.trainsAgain(prepared)) {
            events.say("training the chosen network once more, with the validation "
                    + dataset.format().plural());
        }
        OptionalDouble chosenMillis =
                found.chosen().measurement().map(m -> m.latencyMillis()).orElse(OptionalDouble.empty());
        Optional<Continuous> continuous = Continuous.of(prepared, lifecycle.task(), chosenMillis, cache);
        Optional<Continuous.Choice> listening =
                continuous.map(c -> c.choose(lifecycle.generate(prepared, found.ready())));
        Built built = lifecycle.build(
                lifecycle.generate(
                        prepared,
                        training.quantizing(lifecycle).again(prepared, found.ready()),
                        listening.map(Continuous.Choice::streaming)),
                next.resolve("firmware"));
        events.say("verifying: " + dataset.test().size() + " test "
                + dataset.format().plural() + " through the firmware on "
                + lifecycle.board().emulator().core());
        Verification verification = measuring.run(built, dataset.test().examples());
        Measuring.requireSameBits(verification);
        Optional<LeakAudit> leak = LeakTest.of(built, verification, source, lifecycle, training);
        leak.ifPresent(audit -> events.say(audit.text()));
        Optional<ContinuousUse> heard = listening.map(choice -> {
            events.say("verifying continuous use: test recordings, one after another");
            return continuous
                    .orElseThrow()
                    .prove(lifecycle, built, verification, choice, next.resolve("firmware/continuous"));
        });
        OptionalDouble windowMillis = windowMillis(built, verification, heard);
        boolean number = dataset.target().isNumber();
        Optional<Yardsticks> yardsticks =
                number || dataset.target().isNormal() ? Optional.empty() : Optional.of(training.yardsticks(prepared));
        Optional<Application.Done> application = !Application.isPossible(dataset)
                ? Optional.empty()
                : Optional.of(
                        new Application(project, lifecycle, sensors, cache, author, keepsWritten, confinement, events)
                                .run(built, listening.map(Continuous.Choice::streaming), windowMillis));
        List<PackageFile> packages = writeLibrary(built, verification, application.map(Application.Done::sketch), next);
        ReportFacts facts = new ReportAssembly(
                        project,
                        lifecycle,
                        source,
                        found,
                        built,
                        verification,
                        yardsticks,
                        application,
                        packages,
                        proposer,
                        author.map(Author::account),
                        heard,
                        leak)
                .facts();
        Report.write(facts, next);
        Folders.replace(project.out(), next, project.formerOut());
        application.ifPresent(done -> new AppFolder(project).write(done.written()));
        if (!proposer.isPerson() && !keepsWritten) {
            new PlanOwnership(project).write(found.chosen().plan());
        }
        record(facts, found, built, proposer, chosenMillis, windowMillis).write(project);
        return new Build.Result(facts, project.out());
    }

    private OptionalDouble windowMillis(Built built, Verification verification, Optional<ContinuousUse> heard) {
        OptionalDouble pushed = heard.map(ContinuousUse::windowMillis).orElse(OptionalDouble.empty());
        return pushed.isPresent() || verification.instructionsPerInference().isEmpty()
                ? pushed
                : OptionalDouble.of(LatencyModel.estimate(
                                lifecycle.board(),
                                verification,
                                built.firmware().memory().weightBytes())
                        .millis());
    }

    private RunRecord record(
            ReportFacts facts,
            Search.Found found,
            Built built,
            Proposer proposer,
            OptionalDouble chosenMillis,
            OptionalDouble windowMillis) {
        return new RunRecord(
                proposer.name(),
                taskHash(project),
                built.firmware().memory().flashBytes(),
                facts.memory().map(MemoryFacts::ramBytes).orElse(0L),
                facts.latency().map(ReportFacts.Latency::millis).orElse(0.0),
                chosenMillis.orElse(0),
                windowMillis.orElse(0),
                facts.accuracy(),
                Explanation.lines(facts, found, built.prepared().inputs().describe(), proposer));
    }

    /** Returns what tells one content of task.yaml from another. */
    static String taskHash(Project project) {
        return ContentHash.ofFiles(project.taskFile());
    }

    /** The C library by itself, without start-up code and harness, the model for other tools, and all packages. */
    private List<PackageFile> writeLibrary(Built built, Verification verification, Optional<Sketch> sketch, Path out) {
        Path library = out.resolve("library");
        built.source()
                .files()
                .forEach((name, text) ->
                        Project.write(library.resolve(name), text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        boolean network = built.isForTensorFlowLite();
        byte[] tflite = network
                ? GraphWriter.write(
                        built.network().graph(),
                        built.source().name(),
                        built.source().contract().labels())
                : new byte[0];
        if (network) {
            Project.write(out.resolve("model.tflite"), tflite);
        }
        Dataset dataset = built.prepared().dataset();
        boolean rows = dataset.format() instanceof InputFormat.Readings;
        if (rows) {
            CheckRows check = new CheckRows(dataset.test().rows(), verification.scores());
            writeCheckRows(check.sample(CHECK_ROWS), out.resolve("check.csv"));
        }
        int samples =
                Math.min(rows ? SAMPLE_ROWS : SAMPLE_EXAMPLES, dataset.test().size());
        float[][] test = IntStream.range(0, samples)
                .mapToObj(dataset.test().examples()::get)
                .toArray(float[][]::new);
        return Packages.write(
                new Product(
                        built.source(),
                        lifecycle.task().ask(),
                        sketch,
                        new Samples(test, Arrays.copyOf(verification.scores(), samples)),
                        tflite),
                out);
    }

    private static void writeCheckRows(CheckRows rows, Path file) {
        try {
            rows.write(file);
        } catch (IOException e) {
            throw Project.cannotWrite(file, e);
        }
    }
}
