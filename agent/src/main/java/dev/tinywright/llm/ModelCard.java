package dev.tinywright.llm;

import java.util.Optional;

/**
 * What is known of a model.
 *
 * @param contextTokens prompt and answer together
 * @param mostAnswerTokens of one answer
 * @param takesSchema whether the provider holds the answer to a JSON Schema
 * @param takesTemperature false where it refuses any but its own
 * @param thinkingTokens it may spend before its answer; they are paid for and count towards the window, but not as answer
 * @param price empty where it is not known; models on one's own machine cost 0
 * @param isKnown false where the name is in no table and these are careful assumptions
 */
public record ModelCard(
        ModelName name,
        int contextTokens,
        int mostAnswerTokens,
        boolean takesSchema,
        boolean takesTemperature,
        int thinkingTokens,
        Optional<Price> price,
        boolean isKnown) {

    /** A model that takes a temperature and does not think before it answers. */
    public ModelCard(
            ModelName name,
            int contextTokens,
            int mostAnswerTokens,
            boolean takesSchema,
            Optional<Price> price,
            boolean isKnown) {
        this(name, contextTokens, mostAnswerTokens, takesSchema, true, 0, price, isKnown);
    }

    /** Returns the most tokens that a request can make the model write: its answer, and what it thinks before. */
    public int mostWritten(Request request) {
        return request.mostAnswerTokens() + thinkingTokens;
    }

    /** Returns the tokens of the window that a request leaves; less than 0 where it does not fit. */
    public long room(Request request) {
        return contextTokens - Tokens.count(request) - mostWritten(request);
    }

    /**
     * In US dollars for a million tokens.
     *
     * @param asOf date of the figures
     * @param source where they are from
     */
    public record Price(double input, double output, String asOf, String source) {
        public double of(Reply.Usage usage) {
            return (usage.input() * input + usage.output() * output) / 1e6;
        }
    }
}
