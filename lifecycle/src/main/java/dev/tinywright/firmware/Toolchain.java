package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
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
    private static final Map<String, List<String>> PACKAGES = Map.of(
            "arm-none-eabi-gcc", List.of("gcc-arm-none-eabi", "libnewlib-arm-none-eabi"),
            "qemu-system-arm", List.of("qemu-system-arm"),
            "cc", List.of("gcc", "libc6-dev"));

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
                tool("qemu-system-arm", "runs the firmware without a board"),
                tool("cc", "compiles for the board 'host'"));
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
        ensure(programs, mayInstall, say);
    }

    /** Sees to it that what any board needs is there, as {@link #ensure(Board, boolean, Consumer)}. */
    public static void ensureAll(Consumer<String> say) {
        ensure(List.of("arm-none-eabi-gcc", "qemu-system-arm", "cc"), true, say);
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

    /** A cross compiler without its C library compiles nothing useful. */
    private static boolean isUsable(String program) {
        if (Command.find(program).isEmpty()) {
            return false;
        }
        if (!program.equals("arm-none-eabi-gcc")) {
            return true;
        }
        String library = Command.run(List.of(program, "-print-file-name=libc.a"), Path.of("."), QUICK)
                .stdout()
                .strip();
        return library.contains("/");
    }

    static String howToGet(Set<String> packages) {
        return packages.isEmpty()
                ? "install it and put it on the PATH"
                : "run: sudo apt-get install " + String.join(" ", packages)
                        + " (other systems: the packages of these names)";
    }

    private static Tool tool(String program, String purpose) {
        Optional<String> version = isUsable(program)
                ? Command.run(List.of(program, "--version"), Path.of("."), QUICK)
                        .stdout()
                        .lines()
                        .findFirst()
                : Optional.empty();
        return new Tool(program, purpose, version, howToGet(packages(List.of(program))));
    }
}
