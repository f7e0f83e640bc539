package dev.tinywright.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sums and text in words for a terminal. */
final class Figures {
    private Figures() {}

    /** Returns "2 calls, 1 reused, 3,412 tokens in, 611 out, $0.0042, 8.1 s". */
    static String of(TraceAccount.Job sum) {
        List<String> parts = new ArrayList<>();
        parts.add(counted(sum.calls(), "call"));
        if (sum.reused() > 0) {
            parts.add(sum.reused() + " reused");
        }
        if (sum.calls() > 0) {
            parts.add(tokens(sum.inputTokens(), sum.outputTokens()));
            parts.add(dollars(sum.dollars(), sum.isPriced()));
        }
        parts.add(seconds(sum.time()));
        if (sum.gatesFailed() > 0) {
            parts.add(counted(sum.gatesFailed(), "gate") + " failed");
        }
        if (sum.repairs() > 0) {
            parts.add(counted(sum.repairs(), "repair") + " by rules");
        }
        return String.join(", ", parts);
    }

    static String tokens(long input, long output) {
        return String.format(Locale.ROOT, "%,d tokens in, %,d out", input, output);
    }

    static String dollars(double dollars, boolean isPriced) {
        String sum = String.format(Locale.ROOT, "$%.4f", dollars);
        if (isPriced) {
            return sum;
        }
        return dollars > 0 ? "more than " + sum + " (a price is not known)" : "price not known";
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Returns text from outside on one line, without what would steer a terminal or turn the writing direction. */
    static String line(String text) {
        return plain(text).replace('\n', ' ').strip();
    }

    /** The same, with its lines. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace("\t", "    ")
                .codePoints()
                .forEach(point -> out.appendCodePoint(isSafe(point) ? point : '?'));
        return out.toString();
    }

    private static boolean isSafe(int point) {
        return point == '\n'
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
