package dev.tinywright.llm;

import java.util.Optional;
import java.util.regex.Pattern;

/** Takes keys out of texts that leave this package. */
public final class Secrets {
    private static final String MARK = "(key)";

    /** Anything shorter might be a word: to replace it would spoil the text and tell the key. */
    private static final int LEAST_CHARACTERS = 8;

    /** Keys of OpenAI and Anthropic, of Google, bearer tokens, and keys in addresses. */
    private static final Pattern SHAPES = Pattern.compile(
            "sk-[A-Za-z0-9_-]{8,}|AIza[0-9A-Za-z_-]{20,}|(?i:(?<=bearer )[a-z0-9._~+/=-]{8,})|(?i:(?<=[?&](?:api_)?key=)[^&\\s\"']+)");

    private Secrets() {}

    /** Returns {@code text} without what looks like a key. */
    public static String redact(String text) {
        return SHAPES.matcher(text).replaceAll(MARK);
    }

    /** Returns {@code text} without the key and without what looks like one. */
    static String redact(String text, Optional<Key> key) {
        return redact(withoutKey(text, key));
    }

    /** Returns {@code text} without the key, and else as it was: for answers, which may be code. */
    static String withoutKey(String text, Optional<Key> key) {
        return key.map(Key::value)
                .filter(value -> value.length() >= LEAST_CHARACTERS)
                .map(value -> text.replace(value, MARK))
                .orElse(text);
    }
}
