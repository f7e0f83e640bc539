package dev.tinywright.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C during a run: training ends with its best so far, the command finishes with that and prints its result, and only
 * then does the process end, with the exit code that the JVM gives a process that was interrupted, 130. Where a command
 * has nothing to finish it ends at once. {@code kill -9} works at any time; the next build goes on from what was kept.
 */
final class Interruption {
    private static final long MOST_SECONDS_TO_FINISH = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final PrintStream err;
    private volatile @Nullable Runnable cancel;

    private Interruption(PrintStream err) {
        this.err = err;
    }

    /** Returns one that hears this process's interrupts until it is {@link #over}. */
    static Interruption listen(PrintStream err) {
        Interruption interruption = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::finish, "interruption"));
        return interruption;
    }

    void onInterrupt(Runnable action) {
        cancel = action;
    }

    private void finish() {
        Runnable action = cancel;
        if (action == null || finished.getCount() == 0) {
            return;
        }
        action.run();
        try {
            if (!finished.await(MOST_SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                err.println("could not finish in time; run tinywright build to go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is printed: the process may end. */
    void over() {
        finished.countDown();
    }
}
