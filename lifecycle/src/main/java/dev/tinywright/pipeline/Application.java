package dev.tinywright.pipeline;

import dev.tinywright.application.ApplicationCheck;
import dev.tinywright.application.ApplicationVerdict;
import dev.tinywright.application.ExpectationWriter;
import dev.tinywright.application.Expectations;
import dev.tinywright.application.SketchWriter;
import dev.tinywright.application.Wish;
import dev.tinywright.arduino.AvrCore;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.contract.Contract;
import dev.tinywright.data.Dataset;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The application stage: takes the person's sketch or has the rules write one, runs it with the test rows before its sensors,
 * and judges what it does. A sketch that does not build fails the verdict, not the run: the model's result stands.
 *
 * @param sensors the catalogue
 */
record Application(Project project, Lifecycle lifecycle, Sensors sensors, StageCache cache, Events events) {

    /**
     * What came of it.
     *
     * @param written files of the rules, by path below {@code app/}; written with the rest of the result
     */
    record Done(Sketch sketch, SketchRun run, Described described, SortedMap<String, String> written) {}

    /** What was run and what is expected, in words. */
    record Described(
            String wish,
            boolean own,
            String sketch,
            String inputs,
            List<String> expected,
            List<String> leftOut,
            List<String> notes) {}

    Done run(Built built) {
        Contract contract = built.source().contract();
        Binding binding =
                Bindings.bind(lifecycle.board(), contract, lifecycle.task().sensor(), sensors);
        Wish wish = Wish.read(lifecycle.task().application(), contract.labels());
        AppFolder folder = new AppFolder(project);
        SortedMap<String, String> written = new TreeMap<>();
        Optional<Path> own = folder.personsSketch();
        own.ifPresent(
                path -> events.say("the sketch is yours: " + project.folder().relativize(path)));
        Sketch sketch = own.map(SketchFolder::read).orElseGet(() -> {
            Sketch ours = SketchWriter.write(wish, contract, binding, lifecycle.board());
            ours.files().forEach((name, text) -> written.put(ours.name() + "/" + name, text));
            return ours;
        });
        Expectations expectations = expectations(folder, wish, contract, written);
        SketchRun run = run(built, contract, binding, sketch, expectations);
        Described described = new Described(
                lifecycle.task().application(),
                own.isPresent() || folder.personsExpectations().isPresent(),
                "app/" + sketch.name() + "/" + sketch.name() + ".ino",
                Texts.origin(binding, contract.inputs().size()),
                expectations.expected().entrySet().stream()
                        .map(e -> e.getKey() + ": " + Texts.expected(e.getValue()))
                        .toList(),
                own.isPresent() ? List.of() : wish.notUnderstood(),
                notes(binding, wish));
        return new Done(sketch, run, described, written);
    }

    private Expectations expectations(
            AppFolder folder, Wish wish, Contract contract, SortedMap<String, String> written) {
        Optional<Path> own = folder.personsExpectations();
        if (own.isPresent()) {
            events.say("what is expected of the sketch is yours: app/expect.yaml");
            return Expectations.read(own.get());
        }
        Expectations ours = ExpectationWriter.write(wish, contract, lifecycle.board());
        written.put("expect.yaml", ours.text());
        return ours;
    }

    private SketchRun run(Built built, Contract contract, Binding binding, Sketch sketch, Expectations expectations) {
        Dataset.Part test = built.prepared().dataset().test();
        String key = ContentHash.of(
                BuildVersion.TEXT,
                built.source(),
                sketch,
                expectations,
                binding,
                lifecycle.board(),
                built.firmware().compilerVersion(),
                ContentHash.ofRows(test.rows()),
                Arrays.toString(test.classes()));
        return cache.get(Stage.APPLICATION, key, new SketchRunCodec(), () -> {
            events.say("running the sketch with the test rows before its sensors");
            try {
                return runNow(built, contract, binding, sketch, expectations);
            } catch (TinywrightException e) {
                return SketchRun.notRun(e.diagnosis());
            }
        });
    }

    /** Runs it on one stand after the other, until it fails on one. */
    private SketchRun runNow(
            Built built, Contract contract, Binding binding, Sketch sketch, Expectations expectations) {
        Dataset.Part test = built.prepared().dataset().test();
        ApplicationCheck.Rows rows = new ApplicationCheck.Rows(
                test.rows(),
                test.classes(),
                IntStream.range(0, test.size()).mapToObj(test::origin).toList());
        List<SketchRun> runs = new ArrayList<>();
        Path cache = project.cache().resolve("core");
        for (Runners.Stand stand : Runners.forBoard(lifecycle.board(), expectations, cache)) {
            Path folder = project.state().resolve("sketch");
            Folders.delete(folder);
            RecordingRunner runner = new RecordingRunner(stand.runner());
            ApplicationVerdict verdict = ApplicationCheck.run(
                    runner,
                    sketch,
                    built.source(),
                    expectations,
                    contract,
                    binding,
                    rows,
                    stand.rows(),
                    readings -> Lifecycle.expected(built, new float[][] {readings})[0],
                    folder);
            SketchRun run = SketchRun.of(verdict, runner.trace());
            if (!run.cause().isEmpty()) {
                return run;
            }
            runs.add(run);
        }
        SketchRun all = runs.stream().reduce(SketchRun::and).orElseThrow();
        return lifecycle.board().isAvr()
                ? all.withImage(AvrCore.forBoard(lifecycle.board())
                        .build(sketch, built.source(), project.state().resolve("sketch")))
                : all;
    }

    private static List<String> notes(Binding binding, Wish wish) {
        List<String> notes = new ArrayList<>(binding.notes());
        notes.addAll(wish.assumed());
        return List.copyOf(notes);
    }
}
