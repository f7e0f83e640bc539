package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Shares of right or wrong answers: "at least 85 % accurate", "nine times out of ten", "F1 above 0.8", "error below 5 %",
 * "accuracy 0.9". A share of something else (recall, test rows, battery) is left alone.
 */
final class ShareRule {
    private static final Set<String> ENDS =
            Vocabulary.words("and or on with in for when using at , . ; ) : ! ? but of to under below");

    private final Draft draft;
    private final Words words;
    private final Near near;

    ShareRule(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
        this.near = new Near(words);
    }

    /** Reads an amount in percent. */
    void read(Amount amount) {
        Optional<Subject> subject = subject(amount);
        if (subject.isPresent()) {
            set(amount, amount.base(), subject.get());
        } else if (standsAlone(amount)) {
            set(amount, amount.base(), new Subject(Metric.ACCURACY, false, amount.from()));
        }
    }

    /** Reads a number without a unit beside a word for accuracy: a share of 1, or a percentage from 50 on. */
    boolean readWithoutUnit(Amount amount) {
        Optional<Subject> subject = subject(amount);
        boolean share = amount.value() > 0 && amount.value() <= 1 && amount.value() != Math.rint(amount.value());
        boolean percentage = amount.value() >= 50 || amount.value() < 0;
        if (subject.isPresent() && subject.get().wrong() && amount.value() == 0) {
            set(amount, 0, subject.get()); // "zero errors"
            return true;
        }
        if (onceIn(amount)) {
            return true;
        }
        if (subject.isEmpty() || (!share && (!percentage || subject.get().wrong()))) {
            return false;
        }
        set(amount, share ? amount.value() : amount.value() / 100, subject.get());
        return true;
    }

    /** "wrong at most once in twenty tries": {@code amount} is the twenty. */
    private boolean onceIn(Amount amount) {
        int once = amount.from() - (words.phrase(amount.from() - 2, "out of") ? 3 : 2);
        if (!words.is(once, "once") || !words.is(amount.from() - 1, "in", "of") || amount.value() <= 1) {
            return false;
        }
        Amount both = new Amount(1 / amount.value(), Unit.NONE, once, amount.to());
        Optional<Subject> subject = subject(both);
        subject.ifPresent(found -> set(both, both.value(), found));
        return subject.isPresent();
    }

    /** "9 times out of 10", "99 out of 100", "one in twenty wrong": {@code index} is that of the first number. */
    boolean readOutOf(List<Amount> amounts, int index) {
        Amount first = amounts.get(index);
        if (index + 1 == amounts.size()) {
            return false;
        }
        Amount second = amounts.get(index + 1);
        int gap = second.from() - first.to();
        int out = second.from() - (words.is(second.from() - 1, "every", "all", "the") ? 2 : 1);
        boolean outOf = gap <= 5 && words.is(out, "of") && words.is(out - 1, "out");
        boolean in = gap <= 4
                && words.is(out, "in", "of")
                && (subject(second).isPresent() || subject(first).isPresent() || atLeastSomeOf(first, second));
        if (second.unit() != Unit.NONE || second.value() <= 0 || (!outOf && !in)) {
            return false;
        }
        Amount both = new Amount(first.value() / second.value(), Unit.NONE, first.from(), second.to());
        Subject subject = subject(both)
                .or(() -> subject(first)) // "less than 1 mistake in 50"
                .orElse(new Subject(Metric.ACCURACY, false, first.from()));
        set(both, both.value(), subject);
        return true;
    }

    /** "at least 19 of 20 bananas": a share, where both are whole numbers. */
    private boolean atLeastSomeOf(Amount first, Amount second) {
        return near.bound(first) == Near.Bound.LOWER
                && first.value() < second.value()
                && first.unit() == Unit.NONE
                && first.value() == Math.rint(first.value())
                && first.value() * 2 > second.value();
    }

    /** What a share is of, and the word that says so. */
    private record Subject(Metric metric, boolean wrong, int word) {}

    private Optional<Subject> subject(Amount amount) {
        OptionalInt before = nearestBefore(amount);
        if (before.isPresent()) {
            return of(before.getAsInt());
        }
        OptionalInt after = near.after(amount.to(), SUBJECTS, Vocabulary.SHARE_FILLERS);
        return after.isPresent() ? of(after.getAsInt()) : Optional.empty();
    }

    private OptionalInt nearestBefore(Amount amount) {
        OptionalInt before = near.before(amount.from(), SUBJECTS, Vocabulary.SHARE_FILLERS);
        return before.isPresent() && words.isUsed(before.getAsInt()) ? OptionalInt.empty() : before;
    }

    private static final Set<String> SUBJECTS =
            union(Vocabulary.ACCURACY, Vocabulary.ERROR, Vocabulary.F1, Vocabulary.OTHER_SHARES);

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new java.util.HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return Set.copyOf(all);
    }

    private Optional<Subject> of(int word) {
        if (words.isIn(word, Vocabulary.F1)) {
            return Optional.of(new Subject(Metric.MACRO_F1, false, word));
        }
        if (words.isIn(word, Vocabulary.ACCURACY)) {
            return Optional.of(new Subject(Metric.ACCURACY, false, word));
        }
        boolean wrong = words.isIn(word, Vocabulary.ERROR);
        return wrong ? Optional.of(new Subject(Metric.ACCURACY, true, word)) : Optional.empty();
    }

    private void set(Amount amount, double share, Subject subject) {
        boolean within = words.is(amount.from() - 1, "in", "to", "into"); // "right in 95 % of cases" is no upper bound
        Near.Bound bound = within ? Near.Bound.NONE : near.bound(amount);
        if (bound == (subject.wrong() ? Near.Bound.LOWER : Near.Bound.UPPER)) {
            return; // "at most 90 % accurate" is no goal
        }
        int range = subject.wrong() ? amount.from() : rangeStart(amount);
        double least = range < amount.from() ? share * AmountReader.parse(words.key(range)) / amount.value() : share;
        double bounded = Math.round((subject.wrong() ? 1 - share : least) * 1e9) / 1e9;
        int from = Math.min(near.boundStart(range), subject.word());
        draft.goal(subject.metric(), bounded, from, Math.max(amount.to(), subject.word() + 1));
    }

    /** "85-90 % accurate", "85 to 90 %": returns where the smaller number stands, which is the one that must be reached. */
    private int rangeStart(Amount amount) {
        int other = words.is(amount.from() - 1, "to", "and") ? amount.from() - 2 : amount.from() - 1;
        boolean range =
                words.isNumber(other) && !words.isUsed(other) && AmountReader.parse(words.key(other)) < amount.value();
        return range ? other : amount.from();
    }

    /** True for "95 %" or "at least 95 %" with nothing after it that it could be a share of. */
    private boolean standsAlone(Amount amount) {
        boolean otherBefore = near.before(amount.from(), Vocabulary.OTHER_SHARES, Vocabulary.SHARE_FILLERS)
                .isPresent();
        boolean otherAfter = near.after(amount.to(), Vocabulary.OTHER_SHARES, Vocabulary.SHARE_FILLERS)
                .isPresent();
        boolean ofSomething = words.is(amount.to(), "of") && !words.is(amount.to() + 2, "time", "cases");
        boolean ends = !words.has(amount.to()) || (words.isIn(amount.to(), ENDS) && !ofSomething);
        boolean bounded = near.bound(amount) == Near.Bound.LOWER;
        boolean isClause = words.isBreak(amount.from() - 1) || words.is(amount.from() - 1, "and", "with");
        return !otherBefore && !otherAfter && ends && (bounded || (isClause && amount.value() >= 50));
    }
}
