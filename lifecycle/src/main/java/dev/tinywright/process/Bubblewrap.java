package dev.tinywright.process;

import dev.tinywright.process.Sandbox.Limits;
import dev.tinywright.process.Sandbox.Mount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words that bubblewrap is started with.
 *
 * @param foreign whether it runs as another user than we do, because we are root
 * @param nested whether the program may make user namespaces of its own, because this bubblewrap is too old to forbid it
 */
record Bubblewrap(boolean foreign, boolean nested) {
    /** The user "nobody", inside and, where we are root, outside. */
    static final int NOBODY = 65534;

    /** Most files that a process has open at a time. */
    private static final int GRACE_SECONDS = 5;

    private static final int OPEN_FILES = 256;

    /** Out of memory, the kernel takes these processes first. The arguments come by the standard input: a command line is seen inside. */
    private static final String START =
            "trap '' INT; echo 1000 2>/dev/null >/proc/self/oom_score_adj; exec \"$@\" 3<&0 </dev/null";

    private static final Limits PROBE = new Limits(Duration.ofSeconds(20), 5, 1 << 28, 1, 1 << 16, 1 << 16, 1 << 12);

    /** @param whyNot empty where there is one */
    record Found(Optional<Bubblewrap> bubblewrap, String whyNot) {}

    /** Returns one that works: starts a program, and keeps it from starting others where it may not. */
    static Found probe() {
        for (String program : List.of("bwrap", "timeout", "prlimit", "/bin/sh")) {
            if (Command.find(program).isEmpty()) {
                return new Found(Optional.empty(), "the program '" + program + "' is not installed");
            }
        }
        String why = "";
        for (boolean nested : List.of(false, true)) {
            Bubblewrap candidate = new Bubblewrap(isRoot(), nested);
            String problem = candidate.problem();
            if (problem.isEmpty()) {
                return new Found(Optional.of(candidate), "");
            }
            why = why.isEmpty() ? problem : why;
        }
        return new Found(Optional.empty(), why);
    }

    private String problem() {
        try {
            List<String> words = List.of("/bin/sh", "-c", "echo ready; (echo forked)");
            SandboxResult result = Confined.await(start(words, List.of(), PROBE), PROBE);
            if (!result.stdout().startsWith("ready")) {
                return result.stderr().lines().findFirst().orElse(result.text());
            }
            return result.stdout().contains("forked") ? "the kernel does not limit the number of processes in it" : "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** @param mounts that the user of the sandbox can reach */
    Process start(List<String> words, List<Mount> mounts, Limits limits) throws IOException {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", START, "sh"));
        if (foreign) {
            String nobody = Integer.toString(NOBODY);
            all.addAll(List.of("setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups", "--"));
        }
        all.addAll(List.of("bwrap", "--args", "3", "--"));
        all.addAll(limited(words, limits));
        ProcessBuilder builder = new ProcessBuilder(all).directory(Path.of("/").toFile());
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        builder.environment().clear(); // what bubblewrap was started with can be read inside, in /proc/1/environ
        builder.environment().put("PATH", path);
        Process process = builder.start();
        try (OutputStream arguments = process.getOutputStream()) {
            for (String argument : arguments(mounts, limits)) {
                arguments.write(argument.getBytes(StandardCharsets.UTF_8));
                arguments.write(0);
            }
        } catch (IOException ended) {
            // it could not be started, and says why on its standard error
        }
        return process;
    }

    /**
     * The time is kept in there, too: bwrap asks the kernel to be ended with its parent, and a JVM that is killed before it has asked
     * leaves it behind.
     */
    private static List<String> limited(List<String> words, Limits limits) {
        List<String> all = new ArrayList<>(List.of(
                "timeout",
                "--signal=KILL",
                Long.toString(limits.wall().toSeconds() + GRACE_SECONDS),
                "prlimit",
                "--as=" + limits.memoryBytes(),
                "--cpu=" + limits.cpuSeconds(),
                "--nproc=" + limits.processes(),
                "--fsize=" + limits.fileBytes(),
                "--nofile=" + OPEN_FILES,
                "--core=0",
                "--"));
        all.addAll(words);
        return all;
    }

    private List<String> arguments(List<Mount> mounts, Limits limits) {
        String nobody = Integer.toString(NOBODY);
        List<String> all = new ArrayList<>(List.of("--unshare-all", "--unshare-user"));
        if (!nested) {
            all.add("--disable-userns");
        }
        all.addAll(List.of(
                "--die-with-parent", "--new-session", "--hostname", "sandbox", "--uid", nobody, "--gid", nobody));
        environment(all);
        system(all);
        all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"));
        all.addAll(List.of("--size", Long.toString(limits.scratchBytes()), "--tmpfs", Sandbox.WORK));
        mounts.forEach(m -> all.addAll(List.of("--ro-bind", m.outside().toString(), m.inside())));
        all.addAll(List.of("--remount-ro", "/", "--chdir", Sandbox.WORK));
        return all;
    }

    private static void environment(List<String> all) {
        all.add("--clearenv");
        Stream.of("PATH=/usr/bin:/bin", "HOME=" + Sandbox.WORK, "TMPDIR=" + Sandbox.WORK, "LC_ALL=C.UTF-8")
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> all.addAll(List.of("--setenv", pair[0], pair[1])));
    }

    /** Programs and libraries, the linker's cache, and the links by which Debian chooses between programs. */
    private static void system(List<String> all) {
        all.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (String top : List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")) {
            Path path = Path.of(top);
            if (Files.isSymbolicLink(path)) {
                try {
                    all.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), top));
                } catch (IOException e) {
                    all.addAll(List.of("--ro-bind-try", top, top));
                }
            } else if (Files.isDirectory(path)) {
                all.addAll(List.of("--ro-bind", top, top));
            }
        }
        for (String file : List.of("/etc/ld.so.cache", "/etc/alternatives")) {
            all.addAll(List.of("--ro-bind-try", file, file));
        }
    }
}
