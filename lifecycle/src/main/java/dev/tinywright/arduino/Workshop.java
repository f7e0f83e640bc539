package dev.tinywright.arduino;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import dev.tinywright.process.Confinement;
import dev.tinywright.process.Sandbox;
import dev.tinywright.process.Sandbox.Limits;
import dev.tinywright.process.Sandbox.Mount;
import dev.tinywright.process.SandboxResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a sketch is compiled and run. A sketch is a stranger's text: it can include any file, and emulators with semihosting let
 * it call this computer's. In the sandbox it meets only what it is shown, and of what it makes one file comes back.
 */
record Workshop(Optional<Sandbox> sandbox) {
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int KILLED = 137;

    static Workshop of(Confinement confinement) {
        return new Workshop(Optional.of(confinement.sandbox()).filter(Sandbox::confines));
    }

    /**
     * Work in a folder.
     *
     * @param shown files and folders below it that the commands need
     * @param elsewhere folders outside of it that the commands name by their paths
     * @param product the file below it that they make, or none where their output is wanted
     */
    record Job(Path folder, List<String> shown, List<Path> elsewhere, Optional<String> product, Duration limit) {}

    /** Runs commands one after the other, in the job's folder, until one fails; the product is in the folder then. */
    CommandResult run(List<List<String>> commands, Job job) {
        delete(job);
        return sandbox.isPresent() ? confined(sandbox.get(), commands, job) : plain(commands, job);
    }

    private static CommandResult plain(List<List<String>> commands, Job job) {
        CommandResult result = new CommandResult(0, "", "", false);
        for (List<String> command : commands) {
            result = Command.run(withProgram(command, job.folder()), job.folder(), job.limit());
            if (!result.succeeded()) {
                return result;
            }
        }
        return result;
    }

    /** What runs in the folder is named from there; a child process is found from ours. */
    private static List<String> withProgram(List<String> words, Path folder) {
        List<String> all = new ArrayList<>(words);
        if (words.getFirst().startsWith("./")) {
            all.set(
                    0,
                    folder.toAbsolutePath()
                            .resolve(words.getFirst().substring(2))
                            .toString());
        }
        return all;
    }

    private static CommandResult confined(Sandbox sandbox, List<List<String>> commands, Job job) {
        List<Mount> mounts = new ArrayList<>();
        job.elsewhere().stream().filter(path -> !path.startsWith("/usr")).forEach(path -> mounts.add(Mount.same(path)));
        job.shown().forEach(name -> mounts.add(new Mount(job.folder().resolve(name), Sandbox.WORK + "/" + name)));
        String script = commands.stream().map(words -> line(words, mounts)).collect(Collectors.joining(" && "));
        String seconds = Long.toString(Math.max(1, job.limit().toSeconds()));
        String give = job.product()
                .map(name -> " >&2; code=$?; [ -f " + quoted(name) + " ] && cat " + quoted(name) + "; exit $code")
                .orElse("");
        long start = System.nanoTime();
        SandboxResult result = sandbox.run(
                List.of("sh", "-c", "LC_ALL=C timeout -s KILL " + seconds + " sh -c \"$1\"" + give, "sh", script),
                mounts,
                limits(job.limit()));
        boolean late = result.end() == SandboxResult.End.TIME
                || (result.exitCode() == KILLED
                        && System.nanoTime() - start >= job.limit().toNanos());
        job.product().ifPresent(name -> keep(job.folder().resolve(name), result.bytes()));
        String stderr = result.end() == SandboxResult.End.EXITED ? result.stderr() : result.text();
        return new CommandResult(
                late ? -1 : result.exitCode(), job.product().isPresent() ? "" : result.stdout(), stderr, late);
    }

    private static Limits limits(Duration limit) {
        return new Limits(
                limit.plus(GRACE),
                Math.toIntExact(limit.toSeconds() + 1),
                4096 * MEBIBYTE,
                64,
                96 * MEBIBYTE,
                256 * MEBIBYTE,
                128 * MEBIBYTE);
    }

    /** Programs that are not below /usr are shown with the folder that holds them and what they need. */
    private static String line(List<String> words, List<Mount> mounts) {
        List<String> all = new ArrayList<>(words);
        Optional<Path> program = words.getFirst().startsWith("./") ? Optional.empty() : Command.find(words.getFirst());
        program.map(Workshop::real).filter(path -> !isSystem(path)).ifPresent(path -> {
            Path home =
                    Optional.ofNullable(path.getParent()).map(Path::getParent).orElse(path);
            mounts.add(Mount.same(home));
            all.set(0, path.toString());
        });
        return all.stream().map(Workshop::quoted).collect(Collectors.joining(" "));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static boolean isSystem(Path path) {
        return Stream.of("/usr", "/bin", "/sbin", "/lib").anyMatch(path::startsWith);
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static void delete(Job job) {
        try {
            if (job.product().isPresent()) {
                Files.deleteIfExists(job.folder().resolve(job.product().get()));
            }
        } catch (IOException e) {
            throw unwritable(job.folder(), e);
        }
    }

    private static void keep(Path file, byte[] content) {
        try {
            if (content.length > 0) {
                Files.write(file, content);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static TinywrightException unwritable(Path file, IOException e) {
        return TinywrightException.failed(
                "cannot write what was made of the sketch: " + e.getMessage(),
                file.toString(),
                "free some space, or make the folder writable");
    }
}
