package dev.tinywright.arduino;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.CommandResult;
import dev.tinywright.process.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs sketches with Tinywright's own Arduino core and sensor libraries ({@code runtime/arduino}): on a Cortex-M in QEMU, or as
 * a process of this computer. Both give the same record of the same run, but for addresses in faults.
 */
public final class Emulation implements SketchRunner {
    private static final Duration COMPILE_LIMIT = Duration.ofMinutes(2);
    /** Of real time for a run; a slow machine can be given more with -Dtinywright.emulatorSeconds. */
    private static final Duration RUN_LIMIT = Duration.ofSeconds(Long.getLong("tinywright.emulatorSeconds", 120));

    private final Machine machine;
    private final Path cache;
    private final Workshop workshop;

    private Emulation(Machine machine, Path cache, Confinement confinement) {
        this.machine = machine;
        this.cache = cache;
        this.workshop = Workshop.of(confinement);
    }

    /** As {@link #forBoard(Board, Path, Confinement)}, in the sandbox where there is one. */
    public static Emulation forBoard(Board board, Path cache) {
        return forBoard(board, cache, Confinement.PREFERRED);
    }

    /**
     * Returns the emulation of a board: its core in QEMU, or this computer where the board's proof runs there.
     *
     * @param cache keeps the compiled core from one run to the next
     * @param confinement of compiler, linker and sketch; required for a sketch that a language model wrote
     * @throws TinywrightException where a sandbox is required and there is none
     */
    public static Emulation forBoard(Board board, Path cache, Confinement confinement) {
        return new Emulation(board.isHost() ? Machine.host() : Machine.cortexM(board), cache, confinement);
    }

    /** Returns the emulation on this computer, in the sandbox where there is one. */
    public static Emulation onHost(Path cache) {
        return onHost(cache, Confinement.PREFERRED);
    }

    /** Returns the emulation on this computer. */
    public static Emulation onHost(Path cache, Confinement confinement) {
        return new Emulation(Machine.host(), cache, confinement);
    }

    @Override
    public Trace run(Sketch sketch, CSource model, World world, Path folder) {
        build(sketch, model, world.inference(), folder);
        WorldFile.write(world, folder.resolve("world.bin"));
        CommandResult result = workshop.run(
                List.of(machine.run(Path.of("./" + machine.image()))),
                new Workshop.Job(
                        folder, List.of(machine.image(), "world.bin"), List.of(), Optional.of("trace.txt"), RUN_LIMIT));
        String cut = result.timedOut()
                ? "it took more than " + RUN_LIMIT.toSeconds() + " s of real time and was ended"
                : "the emulator ended with exit code " + result.exitCode() + firstLine(result.stderr());
        return TraceFile.read(folder.resolve("trace.txt"), machine.ranOn(), cut);
    }

    /** Compiles and links; the folder can be looked at, and built again by hand with {@code build.sh}. */
    private void build(Sketch sketch, CSource model, Duration inference, Path folder) {
        CoreArchive core = CoreArchive.in(cache, machine);
        List<List<String>> commands = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        write(sketch, model, inference, folder);
        for (String source : sources(sketch, model)) {
            String object = source.replace('/', '_') + ".o";
            List<String> words = new ArrayList<>(machine.compiler(source));
            machine.core()
                    .includes()
                    .forEach(include -> words.add("-I" + core.folder().resolve(include)));
            words.addAll(List.of("-Isketch", "-Imodel", "-c", source, "-o", object));
            commands.add(words);
            objects.add(object);
        }
        commands.add(machine.link(core, ModelBinding.of(model).wrapped(), objects));
        writeScript(commands, folder);
        Workshop.Job job = new Workshop.Job(
                folder, machine.sources(), List.of(core.folder()), Optional.of(machine.image()), COMPILE_LIMIT);
        CommandResult result = workshop.run(commands, job);
        if (!result.succeeded()) {
            throw CompileErrors.failure(
                    result.timedOut() ? "the compiler did not end within 2 minutes" : result.stderr(),
                    sketch.name(),
                    machine.core().headers());
        }
        if (!folder.resolve(machine.image()).toFile().setExecutable(true, false)) {
            throw unwritable(folder, new IOException("the image cannot be made executable"));
        }
    }

    private static List<String> sources(Sketch sketch, CSource model) {
        List<String> sources = new ArrayList<>(List.of("sketch/" + sketch.name() + ".ino.cpp"));
        sketch.files().keySet().stream()
                .filter(name -> name.matches(".*\\.(c|cpp|cc|cxx)"))
                .map(name -> "sketch/" + name)
                .forEach(sources::add);
        model.files().keySet().stream()
                .filter(name -> name.endsWith(".c"))
                .map(name -> "model/" + name)
                .forEach(sources::add);
        sources.add("binding.c");
        return sources;
    }

    private void write(Sketch sketch, CSource model, Duration inference, Path folder) {
        SketchFolder.write(sketch, folder.resolve("sketch"));
        try {
            Files.createDirectories(folder.resolve("model"));
            Files.writeString(folder.resolve("sketch").resolve(sketch.name() + ".ino.cpp"), Preprocessor.toCpp(sketch));
            for (var file : model.files().entrySet()) {
                Files.writeString(folder.resolve("model").resolve(file.getKey()), file.getValue());
            }
            Files.writeString(
                    folder.resolve("binding.c"), ModelBinding.of(model).text(inference));
            machine.prepare(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static void writeScript(List<List<String>> commands, Path folder) {
        StringBuilder script = new StringBuilder(
                "#!/bin/sh\n# Builds this folder again, as it was built.\nset -e\ncd \"$(dirname \"$0\")\"\n");
        commands.forEach(command -> script.append(String.join(" ", command)).append('\n'));
        try {
            Files.writeString(folder.resolve("build.sh"), script);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static TinywrightException unwritable(Path folder, IOException e) {
        return TinywrightException.failed(
                "cannot write the sketch's build: " + e.getMessage(),
                folder.toString(),
                "free some space, or make the folder writable");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().map(line -> ": " + line).orElse("");
    }
}
