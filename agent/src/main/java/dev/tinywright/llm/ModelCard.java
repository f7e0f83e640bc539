package dev.tinywright.llm;

import java.util.Optional;

/**
 * What is known of a model.
 *
 * @param contextTokens prompt and answer together
 * @param mostAnswerTokens of one answer
 * @param takesSchema whether the provider holds the answer to a JSON Schema
 * @param price empty where it is not known; models on one's own machine cost 0
 * @param isKnown false where the name is in no table and these are careful assumptions
 */
public record ModelCard(
        ModelName name,
        int contextTokens,
        int mostAnswerTokens,
        boolean takesSchema,
        Optional<Price> price,
        boolean isKnown) {

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
