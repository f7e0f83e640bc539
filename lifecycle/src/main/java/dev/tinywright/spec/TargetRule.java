package dev.tinywright.spec;

import java.util.Set;

/**
 * What number is to be predicted: "predict the noise level in dB", "estimate the electrical output of our plant (MW)", and how far
 * ahead: "predict the next hour's fine dust".
 */
final class TargetRule {
    private static final Set<String> ASK =
            Vocabulary.words("predict predicts predicting estimate estimates estimating forecast "
                    + "forecasts forecasting regress interpolate tell tells guess");
    private static final Set<String> TIMES = Vocabulary.words(
            "hour hours day days minute minutes second seconds week weeks month reading value sample step row");
    private static final Set<String> BEFORE =
            Vocabulary.words("the a an its our my your their exact value level amount of next following coming");
    private static final Set<String> PARTS =
            Vocabulary.words("values columns readings numbers measurements inputs sensors features");
    private static final int LONGEST = 4;

    private final Draft draft;
    private final Words words;

    TargetRule(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
    }

    /** Notes the parts {@code label}, {@code unit} and {@code ahead} of a sentence that asks for a number. */
    void read() {
        for (int i = 0; i < words.size(); i++) {
            if (words.isIn(i, ASK) && readAt(i)) {
                return;
            }
        }
    }

    private boolean readAt(int verb) {
        int from = verb + 1;
        int ahead = -1;
        while (words.isIn(from, BEFORE) || (ahead >= 0 && words.isIn(from, TIMES))) {
            ahead = words.is(from, "next", "following", "coming") ? from : ahead;
            from++;
        }
        int to = from;
        while (to < from + LONGEST && isOfName(to)) {
            to++;
        }
        if (to == from && ahead < 0) {
            return false;
        }
        if (to > from) {
            name(verb, from, to);
        }
        readUnit(verb);
        if (ahead >= 0) {
            draft.part("ahead", "1 row", ahead, Math.max(ahead + 1, from));
        } else if (words.is(to, "tomorrow")
                || words.phrase(to, "one hour ahead")
                || words.phrase(to, "an hour ahead")) {
            draft.part("ahead", "1 row", to, words.is(to, "tomorrow") ? to + 1 : to + 3);
        }
        return true;
    }

    private boolean isOfName(int i) {
        boolean unit = words.isIn(i, ErrorRule.UNITS) && words.is(i - 1, "(");
        return words.isWord(i)
                && !unit
                && !words.is(i, "tomorrow")
                && !words.isIn(i, PARTS)
                && !Vocabulary.isStopWord(words.key(i));
    }

    /** A name in brackets elsewhere is what the data calls it: "the fine-dust reading (pm2.5)". */
    private void name(int verb, int from, int to) {
        String name = words.text(from, to);
        for (int i = 0; i + 3 < words.size(); i++) {
            boolean same = words.key(i).equals(words.key(to - 1))
                    && (to - from < 2 || words.key(i - 1).equals(words.key(to - 2)));
            int open = words.is(i + 1, "(") ? i + 1 : i + 2;
            boolean brackets = words.is(open, "(") && words.isWord(open + 1) && words.is(open + 2, ")");
            if (same && brackets && !words.isIn(open + 1, ErrorRule.UNITS)) {
                words.use(i, open + 3);
                name = words.text(open + 1, open + 2);
            }
        }
        draft.replace("label", name, verb, to);
    }

    /** "in dB", "(MW)", in the sentence of the verb. */
    private void readUnit(int verb) {
        for (int i = verb; !words.isStop(i) && !draft.has("unit"); i++) {
            boolean article = words.is(i, "in") && words.is(i + 1, "a");
            if (words.is(i, "in", "(") && !article && words.isIn(i + 1, ErrorRule.UNITS) && !words.isNumber(i + 2)) {
                int degrees = words.is(i + 1, "degree", "degrees") && words.is(i + 2, "celsius", "fahrenheit", "c", "f")
                        ? 1
                        : 0;
                int to = words.is(i + 2, "/") && words.isWord(i + 3) ? i + 4 : i + 2 + degrees;
                draft.part("unit", words.text(i + 1, to), i, to);
            }
        }
    }
}
