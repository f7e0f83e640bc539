package dev.tinywright.process;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Sandbox.Limits;
import dev.tinywright.process.SandboxResult.End;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Watches a process in a sandbox until it ends, or ends it where it passes a limit that the kernel does not keep. */
final class Confined {
    private static final int LOOK_MILLIS = 100;

    private final Process process;
    private final Limits limits;
    private final Listener out;
    private final Listener err;

    private Confined(Process process, Limits limits) {
        this.process = process;
        this.limits = limits;
        this.out = Listener.to(process.getInputStream(), (int) limits.outputBytes());
        this.err = Listener.to(process.getErrorStream(), Limits.MOST_ERROR_BYTES);
    }

    /** @throws TinywrightException where the caller is interrupted; the process is ended then */
    static SandboxResult await(Process process, Limits limits) {
        try {
            return new Confined(process, limits).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TinywrightException.failed(
                    "a program in the sandbox was interrupted", "sandbox", "run tinywright build to go on");
        } finally {
            kill(process);
        }
    }

    private SandboxResult await() throws InterruptedException {
        long deadline = System.nanoTime() + limits.wall().toNanos();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > deadline) {
                return ended(End.TIME);
            }
            if (out.isOver()) {
                return ended(End.OUTPUT);
            }
            if (Resident.bytes(process) > limits.memoryBytes()) {
                return ended(End.MEMORY);
            }
        }
        byte[] printed = out.heardBytes();
        End end = out.isOver() ? End.OUTPUT : End.EXITED;
        return new SandboxResult(end, end == End.EXITED ? process.exitValue() : -1, printed, complaints());
    }

    private SandboxResult ended(End end) throws InterruptedException {
        kill(process);
        process.waitFor();
        return new SandboxResult(end, -1, out.heardBytes(), complaints());
    }

    /** Bubblewrap takes everything in its namespace along; without it, children are looked for. */
    private static void kill(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private String complaints() throws InterruptedException {
        return new String(err.heardBytes(), StandardCharsets.UTF_8);
    }
}
