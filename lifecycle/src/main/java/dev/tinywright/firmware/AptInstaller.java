package dev.tinywright.firmware;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Installs packages through apt-get, where that asks nobody for a password. */
final class AptInstaller {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final List<String> APT = List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get");

    private AptInstaller() {}

    /** Returns the words that apt-get is started with on this machine; empty where it cannot be. */
    static Optional<List<String>> find() {
        if (Command.find("apt-get").isEmpty()) {
            return Optional.empty();
        }
        boolean root = Command.run(List.of("id", "-u"), Path.of("."), QUICK)
                .stdout()
                .strip()
                .equals("0");
        boolean sudo = !root
                && Command.find("sudo").isPresent()
                && Command.run(List.of("sudo", "-n", "true"), Path.of("."), QUICK)
                        .succeeded();
        return words(root, sudo);
    }

    /**
     * @param root whether we are
     * @param sudo whether it works without a password
     */
    static Optional<List<String>> words(boolean root, boolean sudo) {
        if (root) {
            return Optional.of(APT);
        }
        return sudo ? Optional.of(join(List.of("sudo", "-n"), APT)) : Optional.empty();
    }

    /** Returns the commands that install packages, in order. */
    static List<List<String>> commands(List<String> apt, Collection<String> packages) {
        return List.of(
                join(apt, List.of("update", "-q")),
                join(join(apt, List.of("install", "-y", "-q", "--no-install-recommends")), packages));
    }

    /**
     * Says each command and runs it. Packages may be at hand though the lists of what there is cannot be renewed, so that
     * the first may fail.
     *
     * @param run how to run a command
     * @throws TinywrightException with the reason that apt-get gives, where the packages were not installed
     */
    static void install(
            List<String> apt, Set<String> packages, Consumer<String> say, Function<List<String>, CommandResult> run) {
        List<CommandResult> results = new ArrayList<>();
        for (List<String> command : commands(apt, packages)) {
            say.accept("installing: " + String.join(" ", command));
            results.add(run.apply(command));
        }
        if (!results.getLast().succeeded()) {
            throw TinywrightException.failed(
                    "apt-get could not install " + String.join(", ", packages) + ": " + reason(results),
                    "tools",
                    "is there a network? " + Toolchain.howToGet(packages));
        }
    }

    private static String reason(List<CommandResult> results) {
        CommandResult last = results.getLast();
        return results.reversed().stream()
                .flatMap(result -> result.stderr().lines())
                .filter(line -> line.startsWith("E:"))
                .findFirst()
                .orElse(last.timedOut() ? "it did not end" : "exit code " + last.exitCode());
    }

    private static List<String> join(Collection<String> first, Collection<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
