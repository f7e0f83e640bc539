package dev.tinywright.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the device is to act, as far as numbers are said with it: "unsure below 60 %", "stay silent when unsure", "only when it is
 * at least 80 % sure", "3 of 5 decisions", "three times in a row", "for at least 5 s", "with hysteresis 80/60 %", "sleep between
 * readings". These are no goals: they are found before the amounts are read, and belong to the application.
 */
final class MannerRules {
    private static final Set<String> UNSURE = Vocabulary.words("unsure uncertain unknown");
    private static final Set<String> SURE = Vocabulary.words("sure confident certain confidence certainty probability");
    private static final Set<String> DECISIONS = Vocabulary.words(
            "decisions readings answers predictions results classifications inferences measurements samples");
    private static final Set<String> TIMES =
            Vocabulary.words("s sec secs second seconds ms min minute minutes minutes");

    private final Words words;
    private final List<Span> spans = new ArrayList<>();

    /** Tokens {@code from} to {@code to}, exclusive. */
    record Span(int from, int to) {}

    MannerRules(Words words) {
        this.words = words;
    }

    /** Finds and marks the phrases; before amounts are read. */
    List<Span> read() {
        for (int i = 0; i < words.size(); i++) {
            int end = Math.max(Math.max(unsure(i), silent(i)), Math.max(Math.max(when(i), agree(i)), manner(i)));
            if (end > i) {
                spans.add(new Span(i, end));
                words.use(i, end);
                i = end - 1;
            }
        }
        return spans;
    }

    /** "unsure below 60 %": returns the position after it, or -1; as the others do. */
    private int unsure(int i) {
        int at = words.isIn(i, UNSURE) ? i + 1 : words.phrase(i, "not sure") ? i + 2 : -1;
        return at < 0 || words.phrase(i - 1, "not sure") ? -1 : share(at, 7);
    }

    /** Returns the position after a share that stands at most {@code reach} words on, in the same clause. */
    private int share(int from, int reach) {
        for (int at = from; at < from + reach && !words.isStop(at); at++) {
            if (words.isNumber(at)
                    && (words.is(at + 1, "%", "percent", "pct") || words.key(at).startsWith("0."))) {
                return words.is(at + 1, "%", "percent", "pct") ? at + 2 : at + 1;
            }
        }
        return -1;
    }

    /** "stay silent when unsure", "print nothing if it is less than 70 % sure". */
    private int silent(int i) {
        boolean says = words.is(i, "stay", "stays", "be", "remain", "remains", "keep", "keeps")
                && words.is(i + 1, "silent", "quiet");
        boolean nothing = words.is(i, "print", "prints", "say", "says", "send", "sends") && words.is(i + 1, "nothing");
        if (!says && !nothing) {
            return -1;
        }
        int at = i + 2;
        while (!words.isBreak(at) && !words.is(at, "and") && at < i + 14) {
            at++;
        }
        return at;
    }

    /** "when it is at least 80 % sure", "if the confidence is above 0.7", behind something to do. */
    private int when(int i) {
        if (!words.is(i, "when", "if", "unless", "while") || !actsBefore(i)) {
            return -1;
        }
        int share = share(i + 1, 9);
        if (share < 0) {
            return -1;
        }
        int sure = -1;
        for (int at = i + 1; at < share + 2; at++) {
            sure = words.isIn(at, SURE) || words.isIn(at, UNSURE) ? at : sure;
        }
        return sure < 0 ? -1 : Math.max(share, sure + 1);
    }

    private boolean actsBefore(int i) {
        for (int at = i - 1; at >= 0 && !words.isStop(at); at--) {
            if (words.isIn(at, Vocabulary.ACTIONS)) {
                return true;
            }
        }
        return false;
    }

    /** "3 of 5 decisions", "4 out of the last 6 readings agree", "three times in a row", "2 consecutive answers". */
    private int agree(int i) {
        boolean number = isCount(i);
        if (!number && !words.is(i, "twice")) {
            return -1;
        }
        int row = words.isIn(i + 1, DECISIONS) || words.is(i + 1, "times") ? i + 2 : i + 1;
        if (words.phrase(row, "in a row")) {
            return row + 3;
        }
        if (words.is(i + 1, "consecutive", "successive") && words.isWord(i + 2)) {
            return i + 3;
        }
        int of = words.phrase(i + 1, "out of") ? i + 3 : words.is(i + 1, "of") ? i + 2 : -1;
        if (of < 0 || rightBefore(i)) {
            return -1;
        }
        boolean latest = words.is(of, "the") && words.is(of + 1, "last", "latest", "previous");
        int n = latest ? of + 2 : words.is(of, "last", "latest") ? of + 1 : of;
        if (!isCount(n)) {
            return -1;
        }
        int noun = words.isIn(n + 1, DECISIONS) ? n + 2 : n + 1;
        int verb = words.is(noun, "agree", "agrees", "must") ? noun + 1 : noun;
        int end = words.is(verb, "agree") ? verb + 1 : verb;
        return end > n + 1 || latest ? end : -1;
    }

    private boolean isCount(int i) {
        return words.isNumber(i) || words.isIn(i, AmountReader.NUMERALS);
    }

    /** "right in 9 of 10 readings" is a goal. */
    private boolean rightBefore(int i) {
        for (int at = i - 1; at >= i - 6 && !words.isBreak(at); at--) {
            if (words.isIn(at, Vocabulary.ACCURACY) || words.isIn(at, Vocabulary.ERROR)) {
                return true;
            }
        }
        return false;
    }

    /** "for at least 5 s" of a switch, "with hysteresis 80/60 %", "on above 80 % and off below 60 %", "sleep in between". */
    private int manner(int i) {
        if (words.phrase(i, "for at least") && isCount(i + 3) && words.isIn(i + 4, TIMES) && actsBefore(i)) {
            return i + 5;
        }
        if (words.is(i, "hysteresis")) {
            int share = share(i + 1, 6);
            return share > 0 ? share : i + 1;
        }
        if (words.is(i, "on") && words.is(i + 1, "above", "over") && actsBefore(i)) {
            int off = share(i + 2, 2);
            int last = off < 0 ? -1 : share(off, 6);
            return last > 0 && words.is(off + 1, "off") ? last : -1;
        }
        boolean sleeps = words.is(i, "sleep", "sleeps") && words.is(i + 1, "between", "in");
        boolean saves = words.is(i, "save", "saves", "saving") && words.is(i + 1, "power", "energy", "battery");
        int end = i + 2;
        if (sleeps) {
            end = words.is(end, "between") ? end + 1 : end;
            end = words.isIn(end, DECISIONS) ? end + 1 : end;
        }
        return sleeps || saves ? end : -1;
    }
}
