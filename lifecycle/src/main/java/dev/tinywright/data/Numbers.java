package dev.tinywright.data;

import java.util.Locale;
import java.util.Set;

/** Cells as numbers: what counts as one, and what stands for a missing one. */
final class Numbers {
    private static final Set<String> MISSING =
            Set.of("", "na", "n/a", "#n/a", "?", "nan", "null", "nil", "none", "-", "--", "nul", "missing");
    /** What spreadsheets and programs write where a calculation failed: no reading either. */
    private static final Set<String> FAILED = Set.of(
            "inf",
            "-inf",
            "+inf",
            "infinity",
            "-infinity",
            "+infinity",
            "∞",
            "-∞",
            "#div/0!",
            "#value!",
            "#num!",
            "#ref!");

    private Numbers() {}

    /** True for the usual ways to write that a reading is missing. */
    static boolean isMissing(String cell) {
        if (cell.length() > 16) {
            return false;
        }
        String word = cell.strip().toLowerCase(Locale.ROOT);
        return MISSING.contains(word) || FAILED.contains(word);
    }

    /** True for a missing label. "none" and "-" may well be the name of a class and are not missing. */
    static boolean isMissingLabel(String cell) {
        String word = cell.strip().toLowerCase(Locale.ROOT);
        return !word.equals("none") && !word.equals("-") && !FAILED.contains(word) && isMissing(word);
    }

    /**
     * Returns the number in a cell as float32, or NaN where it is none that fits: {@code -1.5e3}, {@code 1,234.5} and,
     * with a comma as {@code decimal}, {@code 1.234,5}.
     */
    static float parse(String cell, char decimal) {
        String text = cell.strip();
        if (text.isEmpty() || text.length() > 64) {
            return Float.NaN;
        }
        boolean asIs = isPlain(text) && !(decimal == ',' && isGrouped(text, '.'));
        String plain = asIs ? text : ungroup(text, decimal);
        if (!asIs && !isPlain(plain)) {
            return Float.NaN;
        }
        float value = Float.parseFloat(plain);
        return Float.isInfinite(value) ? Float.NaN : value;
    }

    /** True for digits with an optional sign, point and exponent: what parseFloat takes, without its "1f", "NaN" or hex. */
    private static boolean isPlain(String text) {
        int at = skipSign(text, 0);
        int digits = 0;
        boolean point = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0 || at == text.length()) {
            return digits > 0;
        }
        return (text.charAt(at) == 'e' || text.charAt(at) == 'E') && isDigits(text, skipSign(text, at + 1));
    }

    private static int skipSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static boolean isDigits(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return from < text.length();
    }

    /** Returns the text with a decimal point and without groups of thousands; empty where the groups are not of three. */
    private static String ungroup(String text, char decimal) {
        int end = text.indexOf(decimal);
        String whole = end < 0 ? text : text.substring(0, end);
        String rest = end < 0 ? "" : "." + text.substring(end + 1);
        for (char group : new char[] {decimal == ',' ? '.' : ',', ' ', '\u00a0', '\u202f', '\''}) {
            if (isGrouped(whole, group)) {
                return whole.replace(String.valueOf(group), "") + rest;
            }
        }
        return whole + rest;
    }

    /** True for one to three digits, the first not 0, and then groups of exactly three, such as {@code 12,345,678}. */
    static boolean isGrouped(String text, char group) {
        int start = skipSign(text, 0);
        int first = text.indexOf(group, start);
        if (first < start + 1 || first > start + 3 || text.charAt(start) == '0' || (text.length() - first) % 4 != 0) {
            return false;
        }
        for (int at = start; at < text.length(); at++) {
            boolean separator = at >= first && (at - first) % 4 == 0;
            char c = text.charAt(at);
            if (separator ? c != group : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
