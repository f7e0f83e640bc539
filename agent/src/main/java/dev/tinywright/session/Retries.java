package dev.tinywright.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after what waits a question is put again that came to nothing for a passing reason: exponential backoff with full
 * jitter, so that many who were turned away together do not come back together.
 *
 * @param base the longest wait after the first try; doubles with each
 */
public record Retries(Duration base, RandomGenerator random, Sleeper sleeper) {
    /** Tries in all, the first included; a replay goes through as many. */
    static final int MOST = 4;

    /** Waits, or is interrupted. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    public static Retries usual() {
        return new Retries(Duration.ofSeconds(2), new java.util.SplittableRandom(), Thread::sleep);
    }

    /** Returns the wait after a try, from 1: half of it sure, half by chance. */
    Duration after(int tried) {
        long half = base.toMillis() * (1L << (tried - 1)) / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
