package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** When workers end, and when they do not. */
class WorkerLifeTest {
    @Test
    void closeEndsTheWorkers() throws Exception {
        TrainerPool pool = TrainerPool.start(2);
        List<Long> pids = pool.pids();
        assertThat(pids).hasSize(2);
        pool.close();
        for (long pid : pids) {
            assertGone(pid);
        }
    }

    @Test
    void aWorkerEndsWhenItsInputDoes() throws Exception {
        Process orphan = WorkerProcess.command().start();
        assertThat(orphan.isAlive()).isTrue();
        orphan.getOutputStream().close(); // what the death of its parent does
        assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(orphan.exitValue()).isZero();
    }

    @Test
    void aWorkerWhoseParentDiesWhileItLoadsEnds() throws Exception {
        Process orphan = WorkerProcess.command().start();
        orphan.getInputStream().close(); // its first message then has nowhere to go
        orphan.getOutputStream().close();
        assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "uses POSIX signals")
    void aHungWorkerIsEndedAndReplaced() throws Exception {
        TrainerPool.Limits limits = new TrainerPool.Limits(Duration.ofSeconds(20), Duration.ofSeconds(4), 2000);
        try (TrainerPool pool = TrainerPool.start(1, limits)) {
            AtomicBoolean stopped = new AtomicBoolean();
            Candidate endless = Blobs.candidate("hangs", Blobs.settings(10_000, 0), 8);
            Trained trained = pool.train(Blobs.data(), List.of(endless), (candidate, epoch) -> {
                        if (stopped.compareAndSet(false, true)) {
                            signal("STOP", pool.pids().getFirst());
                        }
                    })
                    .getFirst();
            assertThat(trained).isInstanceOfSatisfying(Trained.Failed.class, failed -> assertThat(
                            failed.diagnosis().what())
                    .contains("did not answer"));
            Candidate next = Blobs.candidate("next", Blobs.settings(2, 0), 8);
            assertThat(pool.train(Blobs.data(), List.of(next), Progress.SILENT).getFirst())
                    .isInstanceOf(Trained.Done.class);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "uses POSIX signals")
    void anInterruptFromTheTerminalIsLeftToThePool() throws Exception {
        try (TrainerPool pool = TrainerPool.start(1)) {
            AtomicBoolean interrupted = new AtomicBoolean();
            Candidate candidate = Blobs.candidate("goes on", Blobs.settings(60, 0), 8);
            Trained trained = pool.train(Blobs.data(), List.of(candidate), (c, epoch) -> {
                        if (interrupted.compareAndSet(false, true)) {
                            signal("INT", pool.pids().getFirst());
                        }
                    })
                    .getFirst();
            assertThat(trained).isInstanceOfSatisfying(Trained.Done.class, done -> assertThat(done.curve())
                    .hasSize(60));
        }
    }

    @Test
    void timeAndStepsAreBoundedAndTheNotesSaySo() {
        TrainerPool.Limits limits = new TrainerPool.Limits(Duration.ofMillis(300), Duration.ofSeconds(30), 3);
        try (TrainerPool pool = TrainerPool.start(1, limits)) {
            Candidate endless = Blobs.candidate("endless", Blobs.settings(10_000, 0), 8);
            Trained trained =
                    pool.train(Blobs.data(), List.of(endless), Progress.SILENT).getFirst();
            assertThat(trained).isInstanceOfSatisfying(Trained.Done.class, done -> {
                assertThat(done.stoppedEarly()).isTrue();
                assertThat(done.notes()).hasSize(2);
                assertThat(done.notes().getFirst()).contains("3 steps on a random part of the 300 training rows");
                assertThat(done.notes().getLast()).contains("training ended after its time");
            });
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertGone(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
