package dev.tinywright.mind;

import java.util.OptionalLong;

/**
 * A request, whatever protocol it came by.
 *
 * @param text what the model gets to see: system message and turns, one after the other
 * @param inputTokens of that text
 * @param mostTokens the answer may not be longer
 * @param isStreamed whether the answer is to come piece by piece
 * @param usageApart whether usage is to come in a piece of its own at the end of a stream
 */
record Asked(
        String model,
        String text,
        int inputTokens,
        double temperature,
        OptionalLong seed,
        int mostTokens,
        boolean isStreamed,
        boolean usageApart) {
    /** Where a request sets no limit. */
    static final int MOST_TOKENS = 4096;

    /** A rough count: four characters to a token. */
    static int tokens(String text) {
        return (text.length() + 3) / 4;
    }
}
