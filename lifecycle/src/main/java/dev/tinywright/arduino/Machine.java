package dev.tinywright.arduino;

import dev.tinywright.board.Board;
import dev.tinywright.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sketch is compiled with and runs on. The emulated micro:bit, on which code for Cortex-M0 and M0+ is proven, has 16 KB of
 * RAM, too little for the emulation: such code runs on a Cortex-M3 here, which has all instructions of Armv6-M.
 *
 * @param board whose emulator it is; none for this computer
 */
record Machine(Optional<Board> board, Core core) {
    private static final String CORE = "/dev/tinywright/runtime/arduino";
    private static final String LINKER_SCRIPT = "link.ld";
    /** Buffers of the emulation, its handlers' stack and the guard below the program's. */
    private static final int EMULATION_RAM_BYTES = 32 * 1024;
    /** What Mbed OS gives the thread that a sketch runs in; at most half of a board's RAM. */
    private static final int STACK_BYTES = 32 * 1024;

    private static final String SMALL_MACHINE = "microbit";
    /** ArmLtd application note AN385: 4 MB each, as QEMU has it. */
    private static final Board.Emulator CORTEX_M3 = new Board.Emulator(
            "qemu-system-arm", "mps2-an385", "Cortex-M3", 0, 4 << 20, 0x20000000L, 4 << 20, 40_000, "");

    private static final Duration QUICK = Duration.ofSeconds(30);

    static Machine host() {
        return new Machine(Optional.empty(), Core.of(CORE).without("cortex_m"));
    }

    static Machine cortexM(Board board) {
        Core core = Core.of(CORE).without("host").withFirmware("cortex_m", List.of("semihosting.c", "semihosting.h"));
        return new Machine(Optional.of(board), core);
    }

    /** Returns the compiler for a source with its flags; warnings in a sketch are its writer's business. */
    List<String> compiler(String source) {
        boolean c = source.endsWith(".c");
        List<String> words = new ArrayList<>(List.of(c ? program("gcc", "cc") : program("g++", "c++")));
        board.ifPresent(it -> words.addAll(it.build().flags()));
        words.add(c ? "-std=gnu11" : "-std=gnu++17");
        words.addAll(List.of(
                "-O1", "-g1", "-gdwarf-4", "-w", "-ffunction-sections", "-fdata-sections", "-ffp-contract=off"));
        if (board.isPresent() && !c) {
            words.addAll(List.of("-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"));
        }
        return words;
    }

    private String program(String cross, String own) {
        return board.map(it -> it.build().compiler().replaceAll("gcc$", cross)).orElse(own);
    }

    String archiver() {
        return program("ar", "ar");
    }

    /** @param wrapped functions whose calls go to wrappers */
    List<String> link(CoreArchive archive, List<String> wrapped, List<String> objects) {
        List<String> words = new ArrayList<>(List.of(program("g++", "c++")));
        board.ifPresent(it -> words.addAll(it.build().flags()));
        wrapped.forEach(name -> words.add("-Wl,--wrap=" + name));
        words.addAll(objects);
        if (board.isPresent()) {
            words.addAll(List.of(
                    "-nostartfiles",
                    "-T",
                    LINKER_SCRIPT,
                    "-Wl,--gc-sections",
                    "--specs=nano.specs",
                    "-u",
                    "_printf_float"));
            words.addAll(List.of(
                    "-Wl,--whole-archive", archive.folder().resolve("core.a").toString()));
            words.addAll(List.of("-Wl,--no-whole-archive", "-o", image()));
        } else {
            words.addAll(List.of(archive.folder().resolve("core.a").toString(), "-o", image()));
        }
        return words;
    }

    /** Writes what linking needs into the folder of a build. */
    void prepare(Path folder) throws IOException {
        if (board.isPresent()) {
            Files.writeString(folder.resolve(LINKER_SCRIPT), linkerScript(board.get()));
        }
    }

    /** The board's RAM and what the emulation itself needs beside the program: flash is that of the machine. */
    private String linkerScript(Board board) {
        Board.Emulator emulator = emulator(board);
        long stack = Math.min(STACK_BYTES, board.ramBytes() / 2 / 8 * 8);
        long ram = Math.min(emulator.ramBytes(), board.ramBytes() + EMULATION_RAM_BYTES);
        return Objects.requireNonNull(core.files().get("cortex_m/link.ld"))
                .replace("${board}", board.name().replace("*/", ""))
                .replace("${machine}", emulator.machine())
                .replace("${extraRam}", Integer.toString(EMULATION_RAM_BYTES))
                .replace("${flashOrigin}", Long.toString(emulator.flashOrigin()))
                .replace("${flashBytes}", Long.toString(emulator.flashBytes()))
                .replace("${ramOrigin}", Long.toString(emulator.ramOrigin()))
                .replace("${ramBytes}", Long.toString(ram))
                .replace("${stackBytes}", Long.toString(stack));
    }

    String image() {
        return "sketch.elf";
    }

    /** Returns what compiler and linker need of the folder of a build. */
    List<String> sources() {
        return board.isPresent()
                ? List.of("sketch", "model", "binding.c", LINKER_SCRIPT)
                : List.of("sketch", "model", "binding.c");
    }

    List<String> run(Path image) {
        return board.map(Machine::emulator)
                .map(it -> List.of(
                        it.program(),
                        "-M",
                        it.machine(),
                        "-nographic",
                        "-monitor",
                        "none",
                        "-serial",
                        "none",
                        "-semihosting-config",
                        "enable=on,target=native",
                        "-icount",
                        "shift=0",
                        "-kernel",
                        image.toString()))
                .orElse(List.of(image.toString()));
    }

    /** Returns what the compiled core depends on beside its text. */
    String identity() {
        List<String> compiler = compiler("core.cpp");
        return compiler
                + Command.run(List.of(compiler.getFirst(), "--version"), Path.of("."), QUICK)
                        .stdout();
    }

    String ranOn() {
        return board.map(it -> cores(it) + " in " + version(emulator(it).program()))
                .orElse("a process of this computer");
    }

    private static String cores(Board board) {
        return emulator(board).equals(CORTEX_M3)
                ? board.core() + " code on a " + CORTEX_M3.core()
                : board.emulator().core();
    }

    private static Board.Emulator emulator(Board board) {
        return board.emulator().machine().equals(SMALL_MACHINE) ? CORTEX_M3 : board.emulator();
    }

    private static String version(String program) {
        return Command.run(List.of(program, "--version"), Path.of("."), QUICK)
                .stdout()
                .lines()
                .findFirst()
                .orElse(program);
    }
}
