package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.data.Profile;
import dev.tinywright.data.Table;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.report.Report;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.tflite.TfliteWriter;
import dev.tinywright.train.Yardsticks;
import dev.tinywright.verify.Verification;
import java.nio.file.Path;

/**
 * The end of a run: the chosen attempt is built once more, into {@code out/}, replays the test rows, and is reported on.
 * {@code out/} is replaced when the new one is whole, so that a killed run leaves the old result or the new one.
 */
record Finish(
        Project project,
        Lifecycle lifecycle,
        Table table,
        Profile profile,
        Training training,
        Measuring measuring,
        Events events) {

    Build.Result finish(Search.Found found, boolean ownPlan) {
        Path next = project.state().resolve("out-next");
        Folders.delete(next);
        Prepared prepared = found.prepared();
        Dataset dataset = prepared.dataset();
        if (Training.trainsAgain(prepared)) {
            events.say("training the chosen network once more, with the validation rows");
        }
        Built built = lifecycle.build(
                lifecycle.generate(prepared, training.again(prepared, found.trained())), next.resolve("firmware"));
        events.say("verifying: " + dataset.test().size() + " test rows through the firmware on "
                + lifecycle.board().emulator().core());
        Verification verification = measuring.run(built, dataset.test().rows());
        Measuring.requireSameBits(verification);
        Yardsticks yardsticks = training.yardsticks(prepared);
        ReportFacts facts = new ReportAssembly(
                        project, lifecycle, table, profile, found, built, verification, yardsticks, ownPlan)
                .facts();
        writeLibrary(built, next);
        Report.write(facts, next);
        Folders.replace(project.out(), next, project.formerOut());
        if (!ownPlan) {
            new PlanOwnership(project).write(found.chosen().plan());
        }
        record(facts, found, built, ownPlan).write(project);
        return new Build.Result(facts, project.out());
    }

    private static RunRecord record(ReportFacts facts, Search.Found found, Built built, boolean ownPlan) {
        return new RunRecord(
                ownPlan ? "person" : "rules",
                built.firmware().memory().flashBytes(),
                facts.memory().map(ReportFacts.Memory::ramBytes).orElse(0L),
                facts.latency().map(ReportFacts.Latency::millis).orElse(0.0),
                facts.accuracy(),
                Explanation.lines(facts, found, built.prepared().inputs().describe(), ownPlan));
    }

    /** The C library by itself, without start-up code and harness, and the model for other tools. */
    private static void writeLibrary(Built built, Path out) {
        Path library = out.resolve("library");
        built.source()
                .files()
                .forEach((name, text) ->
                        Project.write(library.resolve(name), text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Project.write(
                out.resolve("model.tflite"),
                TfliteWriter.write(
                        built.network(),
                        built.source().name(),
                        built.prepared().dataset().labels()));
    }
}
