package dev.tinywright.agent;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Text from data or from a person, as prompts show it: in double quotes, on one line, of bounded length, without characters that
 * cannot be seen. Nothing in it can end the quotes or begin a section.
 */
final class Quoted {
    /** Longest label, column or file name that is shown whole. */
    static final int NAME = 60;

    /** Longest sentence of a person's that is shown whole. */
    static final int SENTENCE = 2000;

    private Quoted() {}

    static String name(String text) {
        return of(text, NAME);
    }

    static String sentence(String text) {
        return of(text, SENTENCE);
    }

    static String names(Collection<String> texts) {
        return texts.stream().map(Quoted::name).collect(Collectors.joining(", "));
    }

    /** @param most characters that are kept */
    static String of(String text, int most) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(most).forEach(c -> append(quoted, c));
        if (text.codePointCount(0, text.length()) > most) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '`' -> out.append('\''); // no fence can begin in here
            default -> {
                if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                    out.append(' ');
                } else if (isVisible(c)) {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
