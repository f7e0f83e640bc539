package dev.tinywright.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a program prints to the end, so that it never waits for us, and keeps the first part. */
final class Listener implements Runnable {
    static final int MOST_BYTES = 1 << 20;

    /** A child that outlives its program may hold the pipe open for ever; what it says then is not waited for. */
    private static final long GRACE_MILLIS = 2000;

    private final InputStream in;
    private final int most;
    private volatile boolean over;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;

    private Listener(InputStream in, int most) {
        this.in = in;
        this.most = most;
        this.thread = Thread.ofPlatform().daemon().unstarted(this);
    }

    static Listener to(InputStream in) {
        return to(in, MOST_BYTES);
    }

    /** @param most bytes that are kept */
    static Listener to(InputStream in, int most) {
        Listener listener = new Listener(in, most);
        listener.thread.start();
        return listener;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (n > most - kept.size()) {
                    over = true;
                }
                kept.write(buffer, 0, Math.min(n, most - kept.size()));
            }
        } catch (IOException ended) {
            // the program was ended while it printed
        }
    }

    /** Returns what was printed, once the program has ended. */
    String heard() throws InterruptedException {
        return new String(heardBytes(), StandardCharsets.UTF_8);
    }

    byte[] heardBytes() throws InterruptedException {
        thread.join(GRACE_MILLIS);
        return kept.toByteArray();
    }

    /** True where more was printed than is kept. */
    boolean isOver() {
        return over;
    }
}
