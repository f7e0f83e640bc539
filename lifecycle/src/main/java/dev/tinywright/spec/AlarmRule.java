package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an alarm may fail, where the sentence speaks of what is normal: "at most 1 false alarm in 100 checks", "no more than 2 %
 * false alarms", "at least 95 % of the faults found", "find 9 of 10 faults", "miss at most 5 % of the faults".
 */
final class AlarmRule {
    private static final int REACH = 7;
    private static final Set<String> FALSE = Set.of("alarm", "alarms", "positive", "positives");
    private static final Set<String> FAULTS = Vocabulary.words(
            "fault faults anomaly anomalies defect defects failure failures problem problems detection detected found caught"
                    + " recall");
    private static final Set<String> MISSED =
            Vocabulary.words("miss misses missed missing overlook overlooked overlooks");

    private final Draft draft;
    private final Words words;
    private final boolean applies;

    /** @param normal true where the data shows that what is normal is to be learned, whatever the sentence speaks of */
    AlarmRule(Draft draft, boolean normal) {
        this.draft = draft;
        this.words = draft.words();
        this.applies = normal || KindRule.speaksOfAnomalies(words);
    }

    /** A metric that is spoken of, and the last word that does. */
    private record Subject(Metric metric, int word) {}

    /** Takes an amount as a bound of false alarms or of faults found, where the words around it say so. */
    boolean read(List<Amount> amounts, int index) {
        if (!applies) {
            return false;
        }
        Optional<Amount> share = share(amounts, index);
        return share.isPresent()
                && subject(share.get()).map(s -> set(share.get(), s)).orElse(false);
    }

    /** Returns the share of 1 that begins with an amount: "2 %", "1 … in 100", "9 of 10", "0.95". */
    private Optional<Amount> share(List<Amount> amounts, int index) {
        Amount first = amounts.get(index);
        if (first.unit() == Unit.PERCENT) {
            return Optional.of(new Amount(first.base(), Unit.NONE, first.from(), first.to()));
        }
        if (first.unit() != Unit.NONE) {
            return Optional.empty();
        }
        if (index + 1 < amounts.size()) {
            Amount second = amounts.get(index + 1);
            boolean ratio = second.unit() == Unit.NONE
                    && second.value() >= first.value()
                    && second.value() > 0
                    && second.from() - first.to() <= 5
                    && (words.is(second.from() - 1, "in", "of", "per", "every")
                            || words.phrase(second.from() - 2, "of the")
                            || words.phrase(second.from() - 2, "in every"));
            if (ratio) {
                return Optional.of(new Amount(first.value() / second.value(), Unit.NONE, first.from(), second.to()));
            }
        }
        return first.value() > 0 && first.value() < 1 ? Optional.of(first) : Optional.empty();
    }

    private Optional<Subject> subject(Amount share) {
        for (int at = share.from(); at < share.to(); at++) {
            Optional<Subject> inside = at(at);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return look(share.to(), 1).or(() -> look(share.from() - 1, -1));
    }

    private Optional<Subject> look(int from, int step) {
        for (int n = 0, at = from; n < REACH && words.has(at); n++, at += step) {
            boolean end = words.isBreak(at) || words.isNumber(at);
            Optional<Subject> found = end ? Optional.empty() : at(at);
            if (end || found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Subject> at(int at) {
        if (words.isUsed(at)) {
            return Optional.empty();
        }
        if (words.isIn(at, FALSE) && words.is(at - 1, "false")) {
            return Optional.of(new Subject(Metric.FALSE_ALARMS, at));
        }
        if (words.is(at, "false") && words.isIn(at + 1, FALSE)) {
            return Optional.of(new Subject(Metric.FALSE_ALARMS, at + 1));
        }
        return words.isIn(at, FAULTS) ? Optional.of(new Subject(Metric.DETECTION, at)) : Optional.empty();
    }

    private boolean set(Amount share, Subject subject) {
        boolean missed = subject.metric() == Metric.DETECTION && saysMissed(share);
        boolean upper = subject.metric() == Metric.FALSE_ALARMS || missed;
        Near near = new Near(words);
        if (near.bound(share) == (upper ? Near.Bound.LOWER : Near.Bound.UPPER)) {
            return false; // "at most 90 % of the faults" is no goal
        }
        double bound = missed ? 1 - share.value() : share.value();
        int word = subject.metric() == Metric.FALSE_ALARMS ? subject.word() - 1 : subject.word();
        int first = Math.min(near.boundStart(share.from()), Math.min(share.from(), word));
        int last = Math.max(share.to(), subject.word() + 1);
        int end = words.isIn(last, FAULTS) || words.is(last, "checks") ? last + 1 : last;
        draft.goal(subject.metric(), Math.round(bound * 1e9) / 1e9, first, end);
        return true;
    }

    private boolean saysMissed(Amount share) {
        for (int at = share.from() - 1; at >= share.from() - REACH && !words.isBreak(at); at--) {
            if (words.isIn(at, MISSED)) {
                return true;
            }
        }
        return words.isIn(share.to(), MISSED)
                || words.isIn(share.to() + 1, MISSED)
                || words.isIn(share.to() + 3, MISSED);
    }
}
