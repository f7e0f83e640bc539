package dev.tinywright.session;

import java.time.Duration;

/**
 * What a run may spend. Checked before each call with the worst that the call can cost.
 *
 * @param calls to the model; answers from cache and replay do not count
 * @param tokens in and out
 * @param dollars where the price is known
 * @param time from the first call
 * @param rounds candidates of one job, the first included
 */
public record Caps(int calls, long tokens, double dollars, Duration time, int rounds) {
    public static final Caps USUAL = new Caps(40, 200_000, 1.00, Duration.ofMinutes(20), 8);
}
