package dev.tinywright.process;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs programs that nobody here wrote, so that they can do no harm: bubblewrap (Linux namespaces) with limits of prlimit and of
 * our own. What holds, each shown by a test:
 *
 * <ul>
 *   <li>It sees {@code /usr}, the linker's cache, an empty {@code /proc} of its own, six devices and what it is handed, all of it
 *       read-only; no home, no {@code /etc/passwd}, no {@code /tmp}, no environment of ours.
 *   <li>It writes to {@code /work} alone, in memory and of bounded size; what it makes comes back through its standard output,
 *       so that nothing of it reaches the disk.
 *   <li>It has no network, not even the loopback of this computer.
 *   <li>It ends with its time, with all its children, detached or not; also where this JVM is killed.
 *   <li>Address space, CPU time, file size and open files are limited for each of its processes; the number of processes and the
 *       resident memory for all together. Output beyond its limit ends it.
 * </ul>
 *
 * <p>Where it holds: on Linux 5.14 or later, where processes are counted for each user namespace. The kernel counts no processes
 * of root, so as root the sandbox belongs to the user 65534 ("nobody"), and what that user may not read is copied for it.
 * Where on this computer the files lie that it is shown can be read in {@code /proc/self/mountinfo}, their folders cannot.
 * Resident memory is looked at ten times a second; memory that is in no process (files without a name, pipes, directory
 * entries) is not seen. Should the machine run out of memory, the kernel ends what is in the sandbox first. The kernel itself is
 * the wall: system calls are not filtered, and a hole in the kernel is a hole in the sandbox.
 */
public final class Sandbox {
    /** The folder that programs start in, and the only one they can write to. */
    public static final String WORK = "/work";

    private static final String PACKAGE = "bubblewrap";
    private static Optional<Sandbox> found = Optional.empty();

    private final Optional<Bubblewrap> bubblewrap;

    private Sandbox(Optional<Bubblewrap> bubblewrap) {
        this.bubblewrap = bubblewrap;
    }

    /**
     * What a program is shown, read-only.
     *
     * @param outside a file or folder of this computer
     * @param inside absolute path in the sandbox
     */
    public record Mount(Path outside, String inside) {
        /** Shows a file or folder under its own path. */
        public static Mount same(Path path) {
            return new Mount(path, path.toAbsolutePath().normalize().toString());
        }
    }

    /**
     * What a program may use.
     *
     * @param wall time from start to end
     * @param cpuSeconds of each process
     * @param memoryBytes address space of each process, and resident memory of all together
     * @param processes processes and threads together
     * @param fileBytes size of one file
     * @param scratchBytes size of the folder it can write to
     * @param outputBytes of standard output; of standard error {@value #MOST_ERROR_BYTES} are kept
     */
    public record Limits(
            Duration wall,
            int cpuSeconds,
            long memoryBytes,
            int processes,
            long fileBytes,
            long scratchBytes,
            long outputBytes) {
        static final int MOST_ERROR_BYTES = 1 << 16;

        public Limits {
            if (wall.toMillis() < 1
                    || cpuSeconds < 1
                    || memoryBytes < 1
                    || processes < 1
                    || fileBytes < 1
                    || scratchBytes < 1
                    || outputBytes < 1
                    || outputBytes > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("limits of a sandbox must be positive, and output below 2 GiB");
            }
        }

        /** Returns limits for a small program that runs for some seconds. */
        public static Limits small(Duration wall) {
            long mebibyte = 1 << 20;
            return new Limits(
                    wall,
                    Math.toIntExact(wall.toSeconds() + 1),
                    512 * mebibyte,
                    32,
                    64 * mebibyte,
                    64 * mebibyte,
                    16 * mebibyte);
        }

        public Limits withMemory(long bytes) {
            return new Limits(wall, cpuSeconds, bytes, processes, fileBytes, scratchBytes, outputBytes);
        }

        public Limits withProcesses(int most) {
            return new Limits(wall, cpuSeconds, memoryBytes, most, fileBytes, scratchBytes, outputBytes);
        }

        public Limits withOutput(long bytes) {
            return new Limits(wall, cpuSeconds, memoryBytes, processes, fileBytes, scratchBytes, bytes);
        }

        /** @param bytes of one file and of all together */
        public Limits withScratch(long bytes) {
            return new Limits(wall, cpuSeconds, memoryBytes, processes, bytes, bytes, outputBytes);
        }
    }

    /** Returns the sandbox of this computer, where it has one that works; tried until there is one, as it may be installed. */
    public static synchronized Optional<Sandbox> find() {
        if (found.isEmpty()) {
            found = Bubblewrap.probe().bubblewrap().map(working -> new Sandbox(Optional.of(working)));
        }
        return found;
    }

    /**
     * Returns what runs programs in the same way and confines nothing but their time and output: for a person who accepts that.
     * Programs must name what they are shown below {@link #WORK} by paths relative to it.
     */
    public static Sandbox withoutWalls() {
        return new Sandbox(Optional.empty());
    }

    /** False for {@link #withoutWalls}. */
    public boolean confines() {
        return bubblewrap.isPresent();
    }

    /** Returns why there is no sandbox here and how to get one. */
    public static Diagnosis missing() {
        String why = Bubblewrap.probe().whyNot();
        boolean notInstalled = Command.find("bwrap").isEmpty();
        return new Diagnosis(
                "there is no sandbox on this computer: " + why,
                "sandbox",
                (notInstalled
                                ? "run: sudo apt-get install " + PACKAGE + ", or: tinywright doctor --install"
                                : "bubblewrap needs unprivileged user namespaces; on Ubuntu: sudo sysctl "
                                        + "kernel.apparmor_restrict_unprivileged_userns=0")
                        + "; or accept that the program can do whatever you can, with --without-sandbox");
    }

    /** @throws TinywrightException with {@link #missing}, where there is no sandbox */
    public static Sandbox require() {
        return find().orElseThrow(() -> {
            Diagnosis missing = missing();
            return TinywrightException.failed(missing.what(), missing.where(), missing.hint());
        });
    }

    /**
     * Runs {@code words}, the program first, in the empty folder {@link #WORK}.
     *
     * @param shown what it sees beside {@code /usr}; later ones may lie within earlier ones
     * @throws TinywrightException where the sandbox cannot be started, something shown cannot be handed over, or the caller is
     *     interrupted. Whatever the program itself does is in the result
     */
    public SandboxResult run(List<String> words, List<Mount> shown, Limits limits) {
        try {
            return bubblewrap.isPresent()
                    ? confined(bubblewrap.get(), words, shown, limits)
                    : WithoutWalls.run(words, shown, limits);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "the sandbox cannot be started: " + e.getMessage(), "sandbox", "run: tinywright doctor");
        }
    }

    private static SandboxResult confined(Bubblewrap bubblewrap, List<String> words, List<Mount> shown, Limits limits)
            throws IOException {
        try (Handover handover = Handover.of(shown, bubblewrap.foreign())) {
            return Confined.await(bubblewrap.start(words, handover.mounts(), limits), limits);
        }
    }
}
