package dev.tinywright.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pieces of C++ text. */
final class CppText {
    private static final int LINE = 108;

    private CppText() {}

    /** Returns a string literal with its quotes; bytes outside ASCII stay as UTF-8. */
    static String string(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '?' -> literal.append("\\?"); // no trigraphs
                default -> literal.append(c < 0x20 || c == 0x7f ? String.format(Locale.ROOT, "\\%03o", (int) c) : c);
            }
        }
        return literal.append('"').toString();
    }

    /** Returns text that cannot end a comment or go on to the next line. */
    static String comment(String text) {
        return text.replace("*/", "* /")
                .replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
                .replaceAll("\\\\+$", "");
    }

    static String number(double value) {
        return Float.toString((float) value) + "f";
    }

    /** Returns lines of at most {@value #LINE} characters, the first after {@code first}, the others after {@code next}. */
    static List<String> wrapped(String first, String next, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : comment(text).strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > LINE) {
                lines.add(line.toString());
                line = new StringBuilder(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Returns "a, b and c". */
    static String list(List<String> items, String and) {
        return items.size() < 2
                ? String.join("", items)
                : String.join(", ", items.subList(0, items.size() - 1)) + " " + and + " " + items.getLast();
    }

    /** Returns the text with each of its lines moved to the right. */
    static String indented(String text, String by) {
        return text.lines()
                .map(line -> line.isEmpty() || line.startsWith("#") ? line : by + line)
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    /** Returns a duration as people write it: "1 s", "250 ms", "2 min". */
    static String duration(java.time.Duration duration) {
        long millis = duration.toMillis();
        if (millis % 60_000 == 0 && millis >= 120_000) {
            return millis / 60_000 + " min";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
