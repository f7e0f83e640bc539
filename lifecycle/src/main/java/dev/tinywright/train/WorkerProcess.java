package dev.tinywright.train;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pool's end of one worker: a child JVM with libtorch in it. */
final class WorkerProcess implements AutoCloseable {
    /** Why {@link #read} gave up on a worker. */
    static final class LostException extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        LostException(String reason) {
            super(reason);
        }
    }

    /** Lines of stderr worth telling: the first ones name the cause. */
    private static final int KEPT_LINES = 4;

    private static final Duration LOADING = Duration.ofMinutes(1);

    /**
     * One thread, because two change the sums and because trainings run side by side; it sleeps rather than spins when
     * idle; and one memory arena that is not handed back, which keeps times steady, except for the matrices of large lessons.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OMP_NUM_THREADS", "1",
            "OMP_WAIT_POLICY", "PASSIVE",
            "MKL_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1",
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_TRIM_THRESHOLD_", "2000000000",
            "MALLOC_MMAP_THRESHOLD_", "67108864");

    private final Process process;
    private final OutputStream in;
    private final DataInputStream out;
    private final List<String> firstLines = new ArrayList<>();
    private final Thread errors;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean silenced;
    private volatile boolean ready;
    private @Nullable Lesson holds;

    private WorkerProcess(Process process) {
        this.process = process;
        in = process.getOutputStream();
        out = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        errors = Thread.ofVirtual().name("worker-errors").start(this::keepErrors);
    }

    /** Starts a worker on this JVM's class path; it loads libtorch while the caller does other things. */
    static WorkerProcess start() throws IOException {
        return new WorkerProcess(command().start());
    }

    static ProcessBuilder command() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java.toString(),
                "-Xmx256m",
                "-Xmn16m", // what is read and sent is short-lived: the rest of the memory is for libtorch
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "tinywright-worker-%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                // Every native pointer lives in a PointerScope, so the collector need not watch them.
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                Worker.class.getName()));
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path")); // may exceed a command line
        return builder;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Sends a lesson unless the worker holds it already. */
    @SuppressWarnings("ReferenceEquality") // lessons are made once per data and teacher
    void teach(Lesson lesson) throws IOException {
        if (holds != lesson) {
            synchronized (in) {
                lesson.write(in);
            }
            heard();
            holds = lesson;
        }
    }

    void send(Frame.Type type, Frame.Payload payload) throws IOException {
        synchronized (in) {
            Frame.write(in, type, payload);
        }
    }

    /** Waits until libtorch is loaded. */
    void awaitReady() throws LostException {
        if (!ready) {
            read();
            ready = true;
        }
    }

    /** Waits for the worker's next message and returns its type; read the payload from {@link #payload}. */
    Frame.Type read() throws LostException {
        try {
            Frame.Type type = Frame.readType(out);
            heard();
            return type;
        } catch (IOException e) {
            throw new LostException(lossReason());
        }
    }

    DataInputStream payload() throws LostException {
        try {
            return Frame.payload(out);
        } catch (IOException e) {
            throw new LostException(lossReason());
        }
    }

    /** Restarts the clock that {@link #endIfSilent} reads. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /**
     * Ends the process if nothing came from it for {@code limit}, or for a minute while it loads libtorch, which a busy
     * machine may need; its reader then gets a {@link LostException}.
     */
    void endIfSilent(Duration limit) {
        long bound = ready ? limit.toNanos() : Math.max(limit.toNanos(), LOADING.toNanos());
        if (System.nanoTime() - heardNanos > bound) {
            silenced = true;
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the worker is gone, or why it was ended. */
    private String lossReason() {
        try {
            if (silenced) {
                return "the training worker did not answer and was ended";
            }
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "the training worker closed its output";
            }
            errors.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "the training worker ended with code " + process.exitValue() + firstErrors();
    }

    private String firstErrors() {
        synchronized (firstLines) {
            String text = String.join(" | ", firstLines);
            return text.isEmpty() ? "" : ": " + text;
        }
    }

    private void keepErrors() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line.replaceFirst("^[#\\s]+", "").strip());
            }
        } catch (IOException e) {
            keep(String.valueOf(e.getMessage()));
        }
    }

    private void keep(String line) {
        synchronized (firstLines) {
            if (!line.isEmpty() && !line.startsWith("WARNING") && firstLines.size() < KEPT_LINES) {
                firstLines.add(line);
            }
        }
    }
}
