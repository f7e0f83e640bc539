package dev.tinywright.session;

/**
 * What was spent so far, in all or for one job.
 *
 * @param calls that reached a model
 * @param reused answers from cache or replay
 * @param dollars 0 where the price is not known
 */
public record Spent(int calls, int reused, long inputTokens, long outputTokens, double dollars) {
    public static final Spent NOTHING = new Spent(0, 0, 0, 0, 0);

    public Spent plus(Spent other) {
        return new Spent(
                calls + other.calls,
                reused + other.reused,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                dollars + other.dollars);
    }
}
