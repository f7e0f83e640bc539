package dev.tinywright.process;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program with a limit on its time and on how much of its output is kept; ends it with all of its children when the
 * time is up or the caller is interrupted.
 *
 * <p>It speaks English: its locale is "C". On Unix the program ignores Ctrl-C: the terminal sends that to every process of the group, and a build that finishes
 * with the best so far still needs its compiler and emulator.
 */
public final class Command {
    private static final List<String> DEAF_TO_INTERRUPT = List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private Command() {}

    /**
     * Runs {@code words}, the program first, in {@code folder}.
     *
     * @throws TinywrightException where the program is not there, or where the caller is interrupted
     */
    public static CommandResult run(List<String> words, Path folder, Duration limit) {
        if (find(words.getFirst()).isEmpty()) {
            throw TinywrightException.failed(
                    "the program '" + words.getFirst() + "' is not installed", "", "run: tinywright doctor");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(withoutInterrupts(words))
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()));
            builder.environment().put("LC_ALL", "C"); // messages are searched, so they must be in one language
            return await(builder.start(), words, limit);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot start " + words.getFirst() + ": " + e.getMessage(),
                    folder.toString(),
                    "run: tinywright doctor");
        }
    }

    /** Returns where a program is, by the PATH or by the path it is named with. */
    public static Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.of(Path.of(program)).filter(path -> path.toFile().canExecute());
        }
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(java.io.File.pathSeparator)) {
            for (String name : List.of(program, program + ".exe")) {
                Path path = Path.of(folder, name);
                if (path.toFile().isFile() && path.toFile().canExecute()) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    private static CommandResult await(Process process, List<String> words, Duration limit) {
        Listener out = Listener.to(process.getInputStream());
        Listener err = Listener.to(process.getErrorStream());
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
                return new CommandResult(-1, out.heard(), err.heard(), true);
            }
            return new CommandResult(process.exitValue(), out.heard(), err.heard(), false);
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw TinywrightException.failed(
                    words.getFirst() + " was interrupted", "", "run tinywright build to go on");
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> withoutInterrupts(List<String> words) {
        if (!Path.of("/bin/sh").toFile().canExecute()) {
            return words;
        }
        List<String> all = new ArrayList<>(DEAF_TO_INTERRUPT);
        all.addAll(words);
        return all;
    }

    static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
