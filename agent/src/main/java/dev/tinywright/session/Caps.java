package dev.tinywright.session;

import dev.tinywright.llm.LlmSettings;
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

    /** Returns what the settings say, and the usual where they say nothing. */
    public static Caps of(LlmSettings settings) {
        return new Caps(
                settings.maxCalls().orElse(USUAL.calls),
                settings.maxTokens().orElse(USUAL.tokens),
                settings.maxDollars().orElse(USUAL.dollars),
                settings.maxMinutes().isPresent()
                        ? Duration.ofMinutes(settings.maxMinutes().getAsInt())
                        : USUAL.time,
                settings.maxRounds().orElse(USUAL.rounds));
    }
}
