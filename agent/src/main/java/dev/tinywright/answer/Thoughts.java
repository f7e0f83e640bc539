package dev.tinywright.answer;

import java.util.List;
import java.util.Locale;

/** What a model thinks aloud before it answers is no part of the answer. */
final class Thoughts {
    private static final List<String> NAMES = List.of("think", "thinking", "reasoning");

    private Thoughts() {}

    /** Returns {@code text} without a byte order mark and without thoughts, with lines that end in a newline alone. */
    static String without(String text) {
        String rest = text.startsWith("\ufeff") ? text.substring(1) : text;
        rest = rest.replace("\r\n", "\n").replace('\r', '\n');
        for (String name : NAMES) {
            rest = without(rest, "<" + name + ">", "</" + name + ">");
        }
        return rest;
    }

    /** A thought that is never closed goes on to the end; one that is closed only began before the text. */
    private static String without(String text, String open, String close) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            return text;
        }
        StringBuilder rest = new StringBuilder();
        int at = 0;
        int closed = lower.indexOf(close);
        int opened = lower.indexOf(open);
        if (closed >= 0 && (opened < 0 || opened > closed)) {
            at = closed + close.length();
        }
        while (at < text.length()) {
            int from = lower.indexOf(open, at);
            if (from < 0) {
                return rest.append(text, at, text.length()).toString();
            }
            rest.append(text, at, from);
            int to = lower.indexOf(close, from);
            at = to < 0 ? text.length() : to + close.length();
        }
        return rest.toString();
    }
}
