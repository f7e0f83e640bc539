package dev.tinywright.mind;

/**
 * What the mind says.
 *
 * @param isCut true where it ends at the limit of tokens rather than because all is said
 */
record Answer(String text, boolean isCut) {
    int tokens() {
        return Asked.tokens(text);
    }

    /** Returns the answer within {@code mostTokens}. */
    Answer within(int mostTokens) {
        return tokens() <= mostTokens ? this : new Answer(text.substring(0, mostTokens * 4), true);
    }
}
