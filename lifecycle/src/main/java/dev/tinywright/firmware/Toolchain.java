package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import dev.tinywright.process.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The programs that builds need beside Java: whether they are there, and how to get them. */
public final class Toolchain {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration INSTALLING = Duration.ofMinutes(15);

    /** Debian's package for each program; the cross compiler also needs its C library. */
    private static final Map<String, List<String>> PACKAGES = Map.ofEntries(
            Map.entry("arm-none-eabi-gcc", List.of("gcc-arm-none-eabi", "libnewlib-arm-none-eabi")),
            Map.entry(
                    "arm-none-eabi-g++",
                    List.of("gcc-arm-none-eabi", "libnewlib-arm-none-eabi", "libstdc++-arm-none-eabi-newlib")),
            Map.entry("qemu-system-arm", List.of("qemu-system-arm")),
            Map.entry("riscv64-unknown-elf-gcc", List.of("gcc-riscv64-unknown-elf", "picolibc-riscv64-unknown-elf")),
            Map.entry("qemu-system-riscv32", List.of("qemu-system-misc")),
            Map.entry("avr-gcc", List.of("gcc-avr", "avr-libc", "binutils-avr")),
            Map.entry("simavr", List.of("simavr", "libsimavr-dev")),
            Map.entry("arduino-core-avr", List.of("arduino-core-avr")),
            Map.entry("cc", List.of("gcc", "libc6-dev")),
            Map.entry("c++", List.of("g++")),
            Map.entry("bwrap", List.of("bubblewrap")),
            Map.entry("make", List.of("make")),
            Map.entry("cmake", List.of("cmake")));

    private Toolchain() {}

    /**
     * One program.
     *
     * @param purpose what it is for, in a few words
     * @param version first line of what it says of itself; empty where it is missing
     * @param howToGet a command, or advice
     */
    public record Tool(String name, String purpose, Optional<String> version, String howToGet) {}

    /** Returns everything that any board needs, Java first. */
    public static List<Tool> check() {
        return List.of(
                new Tool(
                        "JDK 25",
                        "runs tinywright",
                        Optional.of("Java " + Runtime.version()),
                        "install a JDK 25, such as Eclipse Temurin"),
                tool("arm-none-eabi-gcc", "compiles for Cortex-M boards"),
                tool("arm-none-eabi-g++", "compiles sketches for Cortex-M boards"),
                tool("qemu-system-arm", "runs the firmware without a board"),
                tool("riscv64-unknown-elf-gcc", "compiles networks for RISC-V boards"),
                tool("qemu-system-riscv32", "runs networks without a RISC-V board"),
                tool("avr-gcc", "compiles for AVR boards"),
                tool("simavr", "runs AVR firmware without a board"),
                tool("arduino-core-avr", "compiles sketches for AVR boards"),
                tool("cc", "compiles for the board 'host', and the AVR simulator"),
                tool("c++", "compiles sketches for this computer"),
                sandbox(),
                tool("make", "builds the Makefile package, in the tests only"),
                tool("cmake", "builds the CMake packages, in the tests only"));
    }

    /**
     * Sees to it that what {@code board} needs is there.
     *
     * @param mayInstall whether to install what is missing, through apt, as root or with sudo that asks no password
     * @param say hears the exact command before it runs
     * @throws TinywrightException with the command to run, where something is missing and is not or cannot be installed
     */
    public static void ensure(Board board, boolean mayInstall, Consumer<String> say) {
        List<String> programs = new ArrayList<>(List.of(board.build().compiler()));
        if (!board.isHost()) {
            programs.add(board.emulator().program());
        }
        programs.addAll(forSketches(board));
        ensure(programs, mayInstall, say);
    }

    /** Sees to it that what proving a compiled network for {@code board} needs is there, as {@link #ensure}. */
    public static void ensureForNetworks(Board board, boolean mayInstall, Consumer<String> say) {
        List<String> programs = new ArrayList<>(List.of(board.bench().build().compiler()));
        if (!board.isHost()) {
            programs.add(board.bench().emulator().program());
        }
        ensure(programs, mayInstall, say);
    }

    private static List<String> forSketches(Board board) {
        if (board.isAvr()) {
            return List.of("cc", "c++", "arduino-core-avr");
        }
        return List.of(board.build().compiler().replaceAll("gcc$", "g++").replaceAll("^cc$", "c++"));
    }

    /** Sees to it that what any board needs is there, as {@link #ensure(Board, boolean, Consumer)}. */
    public static void ensureAll(Consumer<String> say) {
        ensure(
                List.of(
                        "arm-none-eabi-gcc",
                        "arm-none-eabi-g++",
                        "qemu-system-arm",
                        "riscv64-unknown-elf-gcc",
                        "qemu-system-riscv32",
                        "avr-gcc",
                        "simavr",
                        "arduino-core-avr",
                        "cc",
                        "c++",
                        "bwrap",
                        "make",
                        "cmake"),
                true,
                say);
    }

    private static void ensure(List<String> programs, boolean mayInstall, Consumer<String> say) {
        List<String> missing =
                programs.stream().filter(program -> !isUsable(program)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Set<String> packages = packages(missing);
        Optional<List<String>> apt = mayInstall && !packages.isEmpty() ? AptInstaller.find() : Optional.empty();
        if (apt.isEmpty()) {
            throw missing(missing, howToGet(packages));
        }
        AptInstaller.install(apt.get(), packages, say, words -> Command.run(words, Path.of("/"), INSTALLING));
        List<String> still =
                missing.stream().filter(program -> !isUsable(program)).toList();
        if (!still.isEmpty()) {
            throw missing(still, howToGet(packages));
        }
    }

    /** Returns Debian's packages that have these programs; none for a program that it is not known for. */
    static Set<String> packages(List<String> programs) {
        Set<String> packages = new LinkedHashSet<>();
        programs.forEach(program -> packages.addAll(PACKAGES.getOrDefault(program, List.of())));
        return packages;
    }

    private static TinywrightException missing(List<String> programs, String howToGet) {
        return TinywrightException.failed("missing: " + String.join(", ", programs), "tools", howToGet);
    }

    /** A cross compiler without its library compiles nothing useful; of simavr both program and library are used, and the Arduino core is no program at all. */
    static boolean isUsable(String program) {
        return switch (program) {
            case "simavr" ->
                simavrVersion().isPresent() && Command.find("simavr").isPresent();
            case "arduino-core-avr" -> ArduinoCore.find().isPresent();
            case "arm-none-eabi-gcc" -> hasLibrary(program, "libc.a");
            case "arm-none-eabi-g++" -> hasLibrary(program, "libstdc++.a");
            case "riscv64-unknown-elf-gcc" -> hasLibrary(program, "picolibc.specs");
            case "avr-gcc" -> hasLibrary(program, "avr5/libc.a");
            default -> Command.find(program).isPresent();
        };
    }

    private static boolean hasLibrary(String compiler, String library) {
        return Command.find(compiler).isPresent()
                && Command.run(List.of(compiler, "-print-file-name=" + library), Path.of("."), QUICK)
                        .stdout()
                        .strip()
                        .startsWith("/");
    }

    /** Returns the version that the library's headers name; empty where the C compiler does not find them. */
    static Optional<String> simavrVersion() {
        if (Command.find("cc").isEmpty()) {
            return Optional.empty();
        }
        CommandResult result = Command.run(
                List.of("cc", "-E", "-dM", "-include", "simavr/sim_core_config.h", "-x", "c", "/dev/null"),
                Path.of("."),
                QUICK);
        return result.stdout()
                .lines()
                .filter(line -> result.succeeded() && line.startsWith("#define CONFIG_SIMAVR_VERSION "))
                .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
                .findFirst();
    }

    static String howToGet(Set<String> packages) {
        return packages.isEmpty()
                ? "install it and put it on the PATH"
                : "run: sudo apt-get install " + String.join(" ", packages)
                        + " (other systems: the packages of these names)";
    }

    private static Tool tool(String program, String purpose) {
        Optional<String> version = isUsable(program) ? version(program) : Optional.empty();
        return new Tool(program, purpose, version, howToGet(packages(List.of(program))));
    }

    /** Bubblewrap may be installed and not allowed to work: then the advice is another. */
    private static Tool sandbox() {
        Tool tool = tool("bwrap", "confines programs and sketches that a language model wrote");
        boolean works = tool.version().isEmpty() || Sandbox.find().isPresent();
        return works
                ? tool
                : new Tool(
                        tool.name(),
                        tool.purpose(),
                        Optional.empty(),
                        Sandbox.missing().what());
    }

    private static Optional<String> version(String program) {
        return switch (program) {
            case "simavr" -> simavrVersion().map(version -> "simavr " + version);
            case "arduino-core-avr" -> ArduinoCore.find().map(core -> "Arduino AVR core " + core.version());
            default ->
                Command.run(List.of(program, "--version"), Path.of("."), QUICK)
                        .stdout()
                        .lines()
                        .findFirst();
        };
    }
}
