package dev.tinywright.pipeline;

import dev.tinywright.application.ApplicationCheck;
import dev.tinywright.application.ApplicationVerdict;
import dev.tinywright.application.ExpectationWriter;
import dev.tinywright.application.Expectations;
import dev.tinywright.application.SketchWriter;
import dev.tinywright.application.WindowCheck;
import dev.tinywright.application.WindowUse;
import dev.tinywright.application.Wish;
import dev.tinywright.arduino.AvrCore;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.contract.Contract;
import dev.tinywright.data.Dataset;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.process.Confinement;
import dev.tinywright.reference.Reference;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.spec.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The application stage: takes the person's sketch or has the rules write one, runs it with the test rows before its sensors,
 * and judges what it does. A sketch that does not build fails the verdict, not the run: the model's result stands.
 *
 * @param sensors the catalogue
 * @param author is asked for a sketch before the rules are
 * @param confinement of sketches that a language model wrote; others run in a sandbox where there is one
 * @param keepsWritten whether a sketch that an author wrote before is taken as it stands
 */
record Application(
        Project project,
        Lifecycle lifecycle,
        Sensors sensors,
        StageCache cache,
        Optional<Author> author,
        boolean keepsWritten,
        Confinement confinement,
        Events events) {

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
            Optional<String> author,
            String sketch,
            String inputs,
            List<String> expected,
            List<String> leftOut,
            List<String> notes) {}

    /** Sketches are written for classes that are told from one row of readings, or from windows of recordings other than sound. */
    static boolean isPossible(Dataset dataset) {
        return !dataset.target().isNumber()
                && !dataset.target().isNormal()
                && (dataset.format() instanceof InputFormat.Readings || isWindow(dataset));
    }

    private static boolean isWindow(Dataset dataset) {
        return dataset.format() instanceof InputFormat.Window window && window.element() == InputFormat.Element.FLOAT32;
    }

    /**
     * @param streaming what was chosen for windows of recordings; else what is usual
     * @param windowMillis what the board takes for a window, as far as that is estimated
     */
    Done run(Built built, Optional<Streaming> streaming, OptionalDouble windowMillis) {
        Dataset dataset = built.prepared().dataset();
        return dataset.format() instanceof InputFormat.Window format
                ? run(
                        built,
                        Optional.of(ShownWindows.of(
                                built,
                                WindowUse.of(
                                        built.source().contract(),
                                        streaming.orElse(Streaming.usual(format)),
                                        windowMillis,
                                        binding(built),
                                        lifecycle.board()))))
                : run(built, Optional.empty());
    }

    private Binding binding(Built built) {
        return Bindings.bind(
                lifecycle.board(), built.source().contract(), lifecycle.task().sensor(), sensors);
    }

    private Done run(Built built, Optional<ShownWindows> windows) {
        Contract contract = built.source().contract();
        Binding binding = binding(built);
        Wish wish = Wish.read(lifecycle.task().application(), contract.labels());
        AppFolder folder = new AppFolder(project);
        SortedMap<String, String> written = new TreeMap<>();
        Optional<Path> own = folder.personsSketch();
        own.ifPresent(
                path -> events.say("the sketch is yours: " + project.folder().relativize(path)));
        Optional<Path> kept = own.or(() -> keepsWritten ? folder.anySketch() : Optional.empty());
        Optional<Expectations> fixed = (keepsWritten && kept.isPresent()
                        ? folder.anyExpectations()
                        : folder.personsExpectations())
                .map(Expectations::read);
        Expectations ours = windows.map(w -> ExpectationWriter.write(wish, contract, lifecycle.board(), w.use()))
                .orElseGet(() -> ExpectationWriter.write(wish, contract, lifecycle.board()));
        Optional<SketchProposal> proposed = kept.isPresent() || windows.isPresent()
                ? Optional.empty()
                : author.flatMap(by -> by.sketch(briefing(built, binding, wish, fixed, ours)));
        Sketch sketch = kept.map(SketchFolder::read)
                .or(() -> proposed.map(SketchProposal::sketch))
                .or(() -> windows.map(w -> SketchWriter.write(wish, contract, binding, lifecycle.board(), w.use())))
                .orElseGet(() -> SketchWriter.write(wish, contract, binding, lifecycle.board()));
        Expectations expectations =
                fixed.or(() -> proposed.map(SketchProposal::expectations)).orElse(ours);
        if (kept.isEmpty()) {
            sketch.files().forEach((name, text) -> written.put(sketch.name() + "/" + name, text));
        }
        if (fixed.isEmpty()) {
            written.put(AppFolder.EXPECT, expectations.text());
        } else if (own.isPresent() || !keepsWritten) {
            events.say("what is expected of the sketch is yours: app/expect.yaml");
        }
        boolean isModels = proposed.isPresent() || own.isEmpty() && kept.isPresent();
        Confinement walls = isModels || confinement == Confinement.NONE ? confinement : Confinement.PREFERRED;
        SketchProposal judged = new SketchProposal(sketch, expectations);
        SketchRun run = windows.map(w -> run(built, w, binding, judged, walls))
                .orElseGet(() -> run(built, binding, judged, walls));
        Described described = new Described(
                lifecycle.task().application(),
                own.isPresent() || folder.personsExpectations().isPresent(),
                proposed.flatMap(_ -> author.map(Author::name)),
                "app/" + sketch.name() + "/" + sketch.name() + ".ino",
                Texts.origin(binding, contract.inputs().size()),
                expectations.expected().entrySet().stream()
                        .map(e -> e.getKey() + ": " + Texts.expected(e.getValue()))
                        .toList(),
                kept.isPresent() || proposed.isPresent() ? List.of() : wish.notUnderstood(),
                notes(binding, wish, windows));
        return new Done(sketch, run, described, written);
    }

    private SketchBriefing briefing(
            Built built, Binding binding, Wish wish, Optional<Expectations> fixed, Expectations ours) {
        Contract contract = built.source().contract();
        return new SketchBriefing(
                project,
                lifecycle.task(),
                lifecycle.board(),
                wish,
                contract,
                built.source(),
                binding,
                contract.model() + "_sketch",
                fixed.orElse(ours),
                fixed.isPresent(),
                (proposal, rows) -> trial(runOn(built, binding, proposal, rows)));
    }

    /** A sketch is tried on validation rows, so that its author sees test rows only in the verdict. */
    private SketchRun runOn(Built built, Binding binding, SketchProposal proposal, int rows) {
        return rows == SketchBriefing.WHOLE
                ? run(built, binding, proposal, confinement)
                : runNow(built, built.prepared().dataset().validation(), binding, proposal, rows, confinement);
    }

    private static SketchBriefing.Trial trial(SketchRun run) {
        return new SketchBriefing.Trial(run.rows() > 0, run.isTheSketchs(), run.problem());
    }

    private SketchRun run(Built built, Binding binding, SketchProposal proposal, Confinement walls) {
        Dataset.Part test = built.prepared().dataset().test();
        String key = ContentHash.of(
                BuildVersion.TEXT,
                built.source(),
                proposal,
                binding,
                lifecycle.board(),
                built.firmware().compilerVersion(),
                ContentHash.ofRows(test.rows()),
                Arrays.toString(test.classes()));
        return kept(
                key,
                "running the sketch with the test rows before its sensors",
                () -> runNow(built, test, binding, proposal, SketchBriefing.WHOLE, walls));
    }

    private SketchRun run(
            Built built, ShownWindows windows, Binding binding, SketchProposal proposal, Confinement walls) {
        String key = ContentHash.of(
                BuildVersion.TEXT,
                built.source(),
                proposal,
                binding,
                lifecycle.board(),
                built.firmware().compilerVersion(),
                windows.hash());
        return kept(key, "running the sketch with the test recordings before its sensors", () -> {
            try {
                return runOnStands(built, windows, binding, proposal, walls);
            } catch (TinywrightException e) {
                return SketchRun.notRun(e.diagnosis());
            }
        });
    }

    private SketchRun kept(String key, String what, Supplier<SketchRun> running) {
        Optional<SketchRun> kept = cache.find(Stage.APPLICATION, key, new SketchRunCodec());
        if (kept.isPresent()) {
            return kept.get();
        }
        events.say(what);
        SketchRun run = running.get();
        if (run.isTheSketchs()) {
            cache.put(Stage.APPLICATION, key, new SketchRunCodec(), run);
        }
        return run;
    }

    private SketchRun runNow(
            Built built, Dataset.Part part, Binding binding, SketchProposal proposal, int mostRows, Confinement walls) {
        try {
            return runOnStands(built, part, binding, proposal, mostRows, walls);
        } catch (TinywrightException e) {
            return SketchRun.notRun(e.diagnosis());
        }
    }

    /** Runs it on one stand after the other, until it fails on one. */
    private SketchRun runOnStands(
            Built built, Dataset.Part part, Binding binding, SketchProposal proposal, int mostRows, Confinement walls) {
        Sketch sketch = proposal.sketch();
        Expectations expectations = proposal.expectations();
        ApplicationCheck.Rows rows = new ApplicationCheck.Rows(
                part.rows(),
                part.classes(),
                IntStream.range(0, part.size()).mapToObj(part::origin).toList());
        Path cache = project.cache().resolve("core");
        return onEach(
                built,
                sketch,
                walls,
                Runners.forBoard(lifecycle.board(), expectations, cache, walls),
                (stand, runner, folder) -> ApplicationCheck.run(
                        runner,
                        sketch,
                        built.source(),
                        expectations,
                        built.source().contract(),
                        binding,
                        rows,
                        Math.min(mostRows, stand.rows()),
                        readings -> Lifecycle.expected(built, Examples.of(new float[][] {readings}))[0],
                        folder));
    }

    private SketchRun runOnStands(
            Built built, ShownWindows windows, Binding binding, SketchProposal proposal, Confinement walls) {
        Path cache = project.cache().resolve("core");
        WindowProgram inputs = (WindowProgram) built.prepared().inputs();
        Reference reference = new Reference(built.network().graph());
        return onEach(
                built,
                proposal.sketch(),
                walls,
                Runners.forWindows(lifecycle.board(), windows.use(), cache, walls),
                (stand, runner, folder) -> WindowCheck.run(
                        runner,
                        proposal.sketch(),
                        built.source(),
                        proposal.expectations(),
                        built.source().contract(),
                        binding,
                        windows.use(),
                        windows.first(stand.rows()).pieces(),
                        window -> reference
                                .run(List.of(inputs.networkInput(
                                        window, built.network().input())))
                                .getFirst(),
                        folder));
    }

    /** Runs and judges a sketch on one stand. */
    private interface Trial {
        ApplicationVerdict run(Runners.Stand stand, RecordingRunner runner, Path folder);
    }

    private SketchRun onEach(Built built, Sketch sketch, Confinement walls, List<Runners.Stand> stands, Trial trial) {
        List<SketchRun> runs = new ArrayList<>();
        for (Runners.Stand stand : stands) {
            Path folder = project.state().resolve("sketch");
            Folders.delete(folder);
            RecordingRunner runner = new RecordingRunner(stand.runner());
            SketchRun run = SketchRun.of(trial.run(stand, runner, folder), runner.trace());
            if (!run.cause().isEmpty()) {
                return run;
            }
            runs.add(run);
        }
        SketchRun all = runs.stream().reduce(SketchRun::and).orElseThrow();
        return lifecycle.board().isAvr()
                ? all.withImage(AvrCore.forBoard(lifecycle.board(), walls)
                        .build(sketch, built.source(), project.state().resolve("sketch")))
                : all;
    }

    private List<String> notes(Binding binding, Wish wish, Optional<ShownWindows> windows) {
        List<String> notes = new ArrayList<>(binding.notes());
        notes.addAll(wish.assumed());
        windows.ifPresent(w -> notes.add(String.format(
                Locale.ROOT,
                "shown: %d of %d test recordings, %.1f s of them at %s frames a second",
                w.recordings(),
                w.of(),
                w.frames() / w.use().rateHz(),
                YamlText.number(w.use().rateHz()))));
        windows.filter(w -> w.use().restarts())
                .ifPresent(w -> notes.add(String.format(
                        Locale.ROOT,
                        "the model takes about %.0f ms for a window, in which frames are lost: each window begins after the answer for "
                                + "the last, and their means are not taken%s",
                        w.use().inferenceMillis().orElse(0),
                        lifecycle.board().isAvr() ? "; on the board's own core the sketch was built, not run" : "")));
        return List.copyOf(notes);
    }
}
