package dev.tinywright.spec;

/**
 * One word, number or mark of a sentence.
 *
 * @param text as written
 * @param key what rules compare: lower case, without a possessive 's
 * @param start index of its first character in the sentence
 * @param end index after its last character
 */
record Token(Kind kind, String text, String key, int start, int end) {
    enum Kind {
        WORD,
        NUMBER,
        MARK
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /** True for what ends a train of thought: a comma, a full stop, a bracket. */
    boolean isBreak() {
        return kind == Kind.MARK && ",.;:()?!".contains(key);
    }

    /** True for what ends a sentence. */
    boolean isStop() {
        return kind == Kind.MARK && ".;?!".contains(key);
    }
}
