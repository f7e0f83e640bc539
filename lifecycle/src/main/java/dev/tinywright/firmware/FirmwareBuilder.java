package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.FeatureCode;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compiles generated C with start-up code and the test harness, and links it into a board's memory. */
public final class FirmwareBuilder {
    /** Stack that must be left when everything static is placed; a model of this kind uses about 200. */
    public static final int LEAST_STACK_BYTES = 1024;

    /** The same on AVR, whose registers and addresses are smaller: a model of this kind uses 100 to 150. */
    private static final int LEAST_AVR_STACK_BYTES = 256;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    static final List<String> WARNINGS = List.of("-std=c99", "-Wall", "-Wextra", "-Werror");
    /** Keeps GCC from turning the start-up's copying loops into calls of memcpy and memset: about 600 bytes of flash. */
    static final String NO_LIBRARY_LOOPS = "-fno-tree-loop-distribute-patterns";

    private static final List<String> CORTEX_M = List.of("startup.c", "semihosting.h", "semihosting.c", "harness.c");
    private static final List<String> AVR = List.of("harness_avr.c");
    private static final List<String> STREAM =
            List.of("startup.c", "semihosting.h", "semihosting.c", "clock.h", "stream.c");
    private static final List<String> HOST_STREAM = List.of("semihosting.h", "host_files.c", "stream.c");

    private FirmwareBuilder() {}

    /**
     * Builds {@code source} for {@code board} in {@code folder}, which is left so that a person can build it again by hand:
     * sources, linker script and {@code build.sh}.
     *
     * @param forSize -Os instead of -O2
     * @throws TinywrightException where it does not compile, or does not fit, by how many bytes
     */
    public static Firmware build(CSource source, Board board, boolean forSize, Path folder) {
        return build(source, Binding.of(source), board, forSize, folder, LIMIT);
    }

    /** The same for a model of readings whose contract says otherwise. */
    public static Firmware build(CSource source, int readings, int classes, Board board, boolean forSize, Path folder) {
        return build(source, readings, classes, board, forSize, folder, LIMIT);
    }

    /**
     * The same with a harness that pushes whole recordings instead of passing windows. AVR's simulator has none.
     *
     * @param source of a model that tells classes of windows apart
     */
    public static Firmware buildStream(CSource source, Board board, boolean forSize, Path folder) {
        return build(source, Binding.ofStream(source), board, forSize, folder, LIMIT);
    }

    /**
     * Builds the code that answers with its features, where networks of any size are proven for a board.
     *
     * @param more options of the C compiler, such as {@code -fsanitize=address}
     */
    public static Firmware buildFeatures(FeatureCode code, Board board, List<String> more, Path folder) {
        return build(code.source(), Binding.ofFeatures(code), board.onBench(more), false, folder, LIMIT);
    }

    /** Returns whether {@link #buildStream} can build for a board. */
    public static boolean canStream(Board board) {
        return !board.isAvr();
    }

    static Firmware build(
            CSource source, int readings, int classes, Board board, boolean forSize, Path folder, Duration limit) {
        Binding binding = new Binding(InputFormat.Element.FLOAT32, readings, classes, Answer.SCORES);
        return build(source, binding, board, forSize, folder, limit);
    }

    /** What is asked of the model. */
    private enum Answer {
        SCORES("run"),
        FEATURES("features"),
        EVENTS("");

        private final String function;

        Answer(String function) {
            this.function = function;
        }
    }

    /**
     * What the harness hands over and takes back.
     *
     * @param values of an example, or of a frame of a stream
     */
    private record Binding(InputFormat.Element element, int values, int outputs, Answer answer) {
        static Binding of(CSource source) {
            InputFormat format = source.contract().format();
            return new Binding(format.element(), format.values(), outputs(source), Answer.SCORES);
        }

        static Binding ofFeatures(FeatureCode code) {
            InputFormat format = code.inputs().format();
            return new Binding(format.element(), format.values(), code.bytes(), Answer.FEATURES);
        }

        static Binding ofStream(CSource source) {
            return switch (source.contract().format()) {
                case InputFormat.Window window ->
                    new Binding(window.element(), window.channels().size(), outputs(source), Answer.EVENTS);
                case InputFormat.Readings _, InputFormat.Picture _ ->
                    throw new IllegalArgumentException(source.name() + " takes no windows of recordings");
            };
        }

        boolean isStream() {
            return answer == Answer.EVENTS;
        }

        private static int outputs(CSource source) {
            return source.contract().output().bytes();
        }

        List<String> harness(Board board) {
            if (isStream()) {
                return board.isHost() ? HOST_STREAM : STREAM;
            }
            if (board.isHost()) {
                return List.of("host.c");
            }
            return board.isAvr() ? AVR : CORTEX_M;
        }

        String text(String model) {
            return isStream()
                    ? """
                    /* Which model the harness runs. */
                    #include "%1$s.h"
                    #define MODEL_ELEMENT %2$s
                    #define MODEL_CHANNELS %3$s
                    #define MODEL_OUTPUTS %4$s
                    #define MODEL_RESULT %1$s_result
                    #define MODEL_RESTART %1$s_restart
                    #define MODEL_PUSH_SAMPLES %1$s_push_samples
                    #define MODEL_READY %1$s_ready
                    #define MODEL_CLASSIFY_WINDOW %1$s_classify_window
                    #define MODEL_SMOOTH %1$s_smooth
                    """.formatted(model, element.c(), values, outputs)
                    : """
                    /* Which model the harness runs. */
                    #include "%1$s.h"
                    #define MODEL_ELEMENT %2$s
                    #define MODEL_VALUES %3$s
                    #define MODEL_OUTPUTS %4$s
                    #define MODEL_RUN %1$s_%5$s
                    """.formatted(model, element.c(), values, outputs, answer.function);
        }
    }

    private static Firmware build(
            CSource source, Binding binding, Board board, boolean forSize, Path folder, Duration limit) {
        if (binding.isStream() && !canStream(board)) {
            throw new IllegalArgumentException("no harness streams on " + board.name());
        }
        List<String> compile = compile(source, binding, board, forSize);
        List<String> link = link(source, binding, board);
        write(source, binding, board, compile, link, folder);
        require(Command.run(compile, folder, limit), "compile", board, limit, folder);
        require(Command.run(link, folder, limit), "link", board, limit, folder);
        MemoryUse memory = board.isHost() ? HostMemory.of(source, folder) : ImageMemory.of(source, folder);
        if (board.isAvr()) {
            requireRoom(memory, board);
        }
        deleteObjects(source, binding, board, folder);
        return new Firmware(
                board,
                folder.resolve(image(board)),
                memory,
                compilerVersion(board),
                binding.element(),
                binding.values(),
                binding.outputs());
    }

    /**
     * AVR's linker says that something does not fit, and not always by how much: so its regions are wide, and this looks. There is no
     * more RAM than the board's in the simulator: a window that the caller holds must fit, too.
     */
    private static void requireRoom(MemoryUse memory, Board board) {
        long flash = memory.flashBytes()
                - Math.min(board.sketchFlashBytes(), board.emulator().flashBytes());
        long ram = memory.ramBytes()
                + memory.callerBytes()
                + leastStackBytes(board)
                - Math.min(board.sketchRamBytes(), board.emulator().ramBytes());
        if (flash > 0) {
            throw new Overflow("FLASH", flash).failure(board);
        }
        if (ram > 0) {
            throw new Overflow("RAM", ram).failure(board);
        }
    }

    private static List<String> compile(CSource source, Binding binding, Board board, boolean forSize) {
        List<String> words = new ArrayList<>();
        words.add(board.build().compiler());
        words.addAll(board.build().flags());
        words.addAll(WARNINGS);
        words.addAll(List.of(forSize ? "-Os" : "-O2", "-ffunction-sections", "-fdata-sections"));
        if (!board.isHost()) {
            words.add(NO_LIBRARY_LOOPS);
        }
        words.add("-c");
        cFiles(source, binding, board).forEach(words::add);
        return words;
    }

    private static List<String> link(CSource source, Binding binding, Board board) {
        List<String> words = new ArrayList<>();
        words.add(board.build().compiler());
        words.addAll(board.build().flags());
        if (!board.isHost()) {
            words.addAll(List.of("-Wl,--gc-sections", "-Wl,-Map=firmware.map", "-T", "link.ld"));
            if (!board.isAvr()) {
                words.add("-nostartfiles");
            }
        }
        words.addAll(List.of("-o", image(board)));
        words.addAll(objects(source, binding, board));
        return words;
    }

    private static List<String> objects(CSource source, Binding binding, Board board) {
        return cFiles(source, binding, board).stream()
                .map(file -> file.replaceAll("\\.c$", ".o"))
                .toList();
    }

    private static List<String> cFiles(CSource source, Binding binding, Board board) {
        List<String> files = new ArrayList<>(source.files().keySet());
        files.addAll(binding.harness(board));
        return files.stream().filter(file -> file.endsWith(".c")).sorted().toList();
    }

    /** Returns the stack that must be left on a board when everything static is placed, in bytes. */
    public static int leastStackBytes(Board board) {
        return board.isAvr() ? LEAST_AVR_STACK_BYTES : LEAST_STACK_BYTES;
    }

    /** Returns the file name of the image for a board. */
    public static String image(Board board) {
        return board.isHost() ? "firmware" : "firmware.elf";
    }

    private static void write(
            CSource source, Binding binding, Board board, List<String> compile, List<String> link, Path folder) {
        try {
            Files.createDirectories(folder);
            for (var file : source.files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            for (String file : binding.harness(board)) {
                Files.writeString(folder.resolve(file), resource(file));
            }
            Files.writeString(folder.resolve("model_binding.h"), binding.text(source.name()));
            if (!board.isHost()) {
                Files.writeString(folder.resolve("link.ld"), linkerScript(board, callerBytes(source, binding)));
            }
            Path script = folder.resolve("build.sh");
            Files.writeString(
                    script,
                    "#!/bin/sh\n# Builds this folder again, as it was built: " + compilerVersion(board)
                            + "\nset -e\ncd \"$(dirname \"$0\")\"\n" + shell(compile) + "\n" + shell(link) + "\nrm "
                            + String.join(" ", objects(source, binding, board)) + "\n");
            if (!script.toFile().setExecutable(true)) {
                throw new IOException("build.sh cannot be made executable");
            }
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write the firmware's sources: " + e.getMessage(),
                    folder.toString(),
                    "free some space, or make the folder writable");
        }
    }

    private static String shell(List<String> words) {
        return String.join(" ", words).replaceAll("( -c | -o )", " \\\\\n   $1");
    }

    /** Bytes of a whole window, which the proof passes and a device that pushes samples never holds. */
    private static long callerBytes(CSource source, Binding binding) {
        boolean window = source.contract().format() instanceof InputFormat.Window && !binding.isStream();
        return window ? (long) binding.values() * binding.element().bytes() : 0;
    }

    static String linkerScript(Board board) {
        return linkerScript(board, 0);
    }

    private static String linkerScript(Board board, long callerBytes) {
        Board.Emulator machine = board.emulator();
        long flash = Math.min(board.sketchFlashBytes(), machine.flashBytes());
        long ram = Math.min(board.sketchRamBytes() + (board.isAvr() ? 0 : callerBytes), machine.ramBytes())
                & (board.isAvr() ? -1 : -8);
        return linkerScript(board, machine, flash, ram);
    }

    /** @param machine whose memory begins where this says; of it {@code flash} and {@code ram} bytes are used */
    static String linkerScript(Board board, Board.Emulator machine, long flash, long ram) {
        return resource(board.isAvr() ? "link_avr.ld" : "link.ld")
                .replace("${board}", board.name().replace("*/", ""))
                .replace("${machine}", machine.machine())
                .replace("${flashOrigin}", hex(machine.flashOrigin()))
                .replace("${flashBytes}", Long.toString(flash))
                .replace("${ramOrigin}", hex(machine.ramOrigin()))
                .replace("${ramBytes}", Long.toString(ram))
                .replace("${leastStackBytes}", Integer.toString(leastStackBytes(board)))
                .replace("${stackTop}", hex(machine.ramOrigin() + ram));
    }

    private static String hex(long address) {
        return "0x" + java.util.HexFormat.of().toHexDigits(address, 8);
    }

    private static void deleteObjects(CSource source, Binding binding, Board board, Path folder) {
        try {
            for (String object : objects(source, binding, board)) {
                Files.deleteIfExists(folder.resolve(object));
            }
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot delete an object file: " + e.getMessage(), folder.toString(), "make the folder writable");
        }
    }

    private static void require(CommandResult result, String what, Board board, Duration limit, Path folder) {
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the C compiler did not end within " + limit.toSeconds() + " s; it was ended",
                    what + ", " + folder,
                    "the machine is very busy, or " + board.build().compiler() + " hangs: try build.sh there");
        }
        if (!result.succeeded()) {
            throw Overflow.in(result.stderr())
                    .map(overflow -> overflow.failure(board))
                    .orElseGet(
                            () -> TinywrightException.failed(
                                    "the generated C does not " + what + ": " + firstError(result.stderr()),
                                    folder.toString(),
                                    "this is a fault of tinywright or of the compiler: run build.sh there to see all of it, and please report it"));
        }
    }

    static String firstError(String text) {
        return text.lines()
                .filter(line -> line.contains("error") || line.contains("undefined"))
                .findFirst()
                .orElse(text.lines().findFirst().orElse("no message"))
                .strip();
    }

    /** Returns the first line of what a board's compiler says of its version. */
    public static String compilerVersion(Board board) {
        return compilerVersion(board.build());
    }

    static String compilerVersion(Board.Build build) {
        return Command.run(List.of(build.compiler(), "--version"), Path.of("."), LIMIT)
                .stdout()
                .lines()
                .findFirst()
                .orElse(build.compiler());
    }

    static String resource(String name) {
        try (InputStream in = FirmwareBuilder.class.getResourceAsStream("/dev/tinywright/runtime/firmware/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks runtime/firmware/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
