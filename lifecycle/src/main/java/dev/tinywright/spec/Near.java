package dev.tinywright.spec;

import java.util.OptionalInt;
import java.util.Set;

/** Looks to the left and right of an amount for the word that says what it is about. */
final class Near {
    private final Words words;

    Near(Words words) {
        this.words = words;
    }

    /** Returns the position of a word of {@code wanted} left of {@code i}, with at most {@code fillers} in between. */
    OptionalInt before(int i, Set<String> wanted, Set<String> fillers) {
        for (int at = i - 1; at >= 0 && at >= i - 9; at--) {
            if (words.isIn(at, wanted)) {
                return OptionalInt.of(at);
            }
            if (!words.isIn(at, fillers)) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the position of a word of {@code wanted} at {@code i} or right of it, with at most {@code fillers} in between. */
    OptionalInt after(int i, Set<String> wanted, Set<String> fillers) {
        for (int at = i; at < words.size() && at < i + 7; at++) {
            if (words.isIn(at, wanted)) {
                return OptionalInt.of(at);
            }
            if (!words.isIn(at, fillers)) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** Which side of an amount is wanted: "at least", "under", or nothing said. */
    Bound bound(Amount amount) {
        Bound before = boundBefore(amount.from());
        return before != Bound.NONE ? before : boundAfter(amount.to());
    }

    /** Returns the position where the words of the bound before {@code i} begin, {@code i} where there are none. */
    int boundStart(int i) {
        for (String phrase : PHRASES) {
            int length = Words.count(phrase);
            if (words.phrase(i - length, phrase)) {
                return i - length;
            }
        }
        return i;
    }

    private static final java.util.List<String> LOWER = java.util.List.of(
            "not less than",
            "no less than",
            "not under",
            "not below",
            "no fewer than",
            "not fewer than",
            "no worse than",
            "greater than",
            "bigger than",
            "larger than",
            "better than",
            "more than",
            "higher than",
            "at least",
            "at minimum",
            "minimum of",
            "minimum",
            "min",
            "above",
            "over",
            "exceeds",
            "exceeding",
            "exceed",
            ">=",
            ">",
            "beyond",
            "upwards of",
            "atleast",
            "least");
    private static final java.util.List<String> UPPER = java.util.List.of(
            "must not exceed",
            "not exceed",
            "not exceeding",
            "no more than",
            "not more than",
            "no larger than",
            "not over",
            "not above",
            "no bigger than",
            "no longer than",
            "no greater than",
            "no slower than",
            "less than",
            "lower than",
            "fewer than",
            "smaller than",
            "faster than",
            "quicker than",
            "shorter than",
            "at most",
            "at maximum",
            "at max",
            "up to",
            "maximum of",
            "max of",
            "maximum",
            "max",
            "limit of",
            "budget of",
            "budget is",
            "below",
            "under",
            "within",
            "inside",
            "in",
            "to",
            "into",
            "<=",
            "<",
            "atmost",
            "beneath",
            "sub");
    private static final java.util.List<String> PHRASES = java.util.stream.Stream.concat(UPPER.stream(), LOWER.stream())
            .sorted(java.util.Comparator.comparingInt((String phrase) -> -Words.count(phrase)))
            .toList();

    private Bound boundBefore(int i) {
        int at = words.isIn(i - 1, SMALL_WORDS) ? i - 1 : i;
        int start = boundStart(at);
        if (start == at) {
            return Bound.NONE;
        }
        boolean lower = LOWER.contains(joined(start, at));
        return lower && !negated(start) ? Bound.LOWER : Bound.UPPER;
    }

    /** "don't use more than 3 KB" is an upper bound. */
    private boolean negated(int bound) {
        for (int at = bound - 1; at >= bound - 3 && !words.isBreak(at); at--) {
            if (words.is(at, "don't", "dont", "not", "never", "cannot", "can't", "mustn't", "shouldn't")) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> SMALL_WORDS =
            Vocabulary.words("about around a an only just roughly approximately the of ca some");

    private Bound boundAfter(int i) {
        for (int at = i; at < i + 4 && !words.isBreak(at); at++) {
            if (words.isNumber(at + 2) || words.isNumber(at + 1)) {
                return Bound.NONE; // "at most" belongs to the next number
            }
            if (words.phrase(at, "or more")
                    || words.phrase(at, "or better")
                    || words.phrase(at, "or higher")
                    || words.phrase(at, "or above")
                    || words.is(at, "minimum")) {
                return Bound.LOWER;
            }
            if (words.phrase(at, "or less")
                    || words.phrase(at, "or fewer")
                    || words.phrase(at, "or under")
                    || words.phrase(at, "or faster")
                    || words.phrase(at, "at most")
                    || words.phrase(at, "or below")
                    || words.phrase(at, "or smaller")
                    || words.is(at, "maximum", "max", "tops")) {
                return Bound.UPPER;
            }
        }
        return Bound.NONE;
    }

    private String joined(int from, int to) {
        StringBuilder joined = new StringBuilder(words.key(from));
        for (int i = from + 1; i < to; i++) {
            joined.append(' ').append(words.key(i));
        }
        return joined.toString();
    }

    /** The side of a limit. */
    enum Bound {
        NONE,
        LOWER,
        UPPER
    }
}
