package dev.tinywright.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C during a run: training ends with its best so far, the command finishes with that and prints its result, and only
 * then does the process end. {@code kill -9} works at any time; the next build goes on from what was kept.
 */
final class Interruption implements AutoCloseable {
    private static final long MOST_SECONDS_TO_FINISH = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Terminal terminal;
    private volatile Runnable cancel = () -> {};

    Interruption(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "interruption"));
    }

    void onInterrupt(Runnable action) {
        cancel = action;
    }

    private void finish() {
        if (finished.getCount() == 0) {
            return;
        }
        terminal.err()
                .println("\nstopping: finishing with the best so far (kill -9 ends at once and loses nothing built)");
        cancel.run();
        try {
            if (!finished.await(MOST_SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                terminal.err().println("could not finish in time; run tinywright build to go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The result is printed: the process may end. */
    @Override
    public void close() {
        finished.countDown();
    }
}
