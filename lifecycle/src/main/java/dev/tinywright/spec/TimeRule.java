package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Dimension;
import dev.tinywright.spec.Amount.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Times and rates: "within 20 ms" and "ten times a second" bound the latency, "two weeks on a coin cell" the battery life. What
 * says how the data was recorded ("one-second files", "sampled at 50 Hz") is no goal.
 */
final class TimeRule {
    private static final Set<String> RECORDING =
            Vocabulary.words("sampled sampling sample record recorded recording records measured "
                    + "captured logged samplerate collected recordings");
    private static final Set<String> WINDOWS =
            Vocabulary.words("window windows recording recordings file files long clip clips chunk chunks "
                    + "segment segments interval intervals apart worth snippets snippet old");
    private static final Set<String> FILLERS =
            Vocabulary.words("of at most must be is under below within in less than the time should a an "
                    + "to : <= < max maximum per no more not stay exceed latency each one every single for");

    private final Draft draft;
    private final Words words;
    private final Near near;
    private final List<Amount> amounts;

    TimeRule(Draft draft, List<Amount> amounts) {
        this.draft = draft;
        this.words = draft.words();
        this.near = new Near(words);
        this.amounts = amounts;
    }

    /** Reads all rates of the sentence; before {@link #read}, which sees what is left. */
    void readRates() {
        for (int i = 1; i < words.size(); i++) {
            if (words.is(i, "per", "a", "an", "each", "every", "/") && !words.isUsed(i)) {
                readPeriod(i);
            }
        }
        amounts.stream().filter(amount -> amount.unit() == Unit.HERTZ).forEach(this::readHertz);
    }

    /** "…/s", "… per second", "… every 5 seconds": {@code i} is at the word that begins the period. */
    private void readPeriod(int i) {
        Optional<Amount> numbered =
                amountFrom(i + 1).or(() -> amountFrom(i)).filter(a -> a.unit().dimension() == Dimension.TIME);
        Unit bare = Vocabulary.UNITS.getOrDefault(words.key(i + 1), Unit.NONE);
        if ((numbered.isEmpty() && bare.dimension() != Dimension.TIME) || recordingNear(i)) {
            return;
        }
        double millis = numbered.map(Amount::base).orElse(bare.factor());
        int end = numbered.map(Amount::to).orElse(i + 2);
        Optional<Amount> count = countBefore(i);
        if (count.isPresent()) {
            boolean upper = near.boundStart(count.get().from()) < count.get().from()
                    && near.bound(count.get()) == Near.Bound.UPPER
                    && !words.phrase(near.boundStart(count.get().from()), "up to");
            if (!upper && count.get().value() > 0) {
                int from = near.boundStart(count.get().from());
                draft.goal(Metric.LATENCY, rounded(millis / count.get().value()), from, end);
            }
        } else if (words.is(i, "every", "each")) {
            draft.goal(Metric.LATENCY, rounded(millis), i, end);
        }
    }

    /** Returns how often, where it is said left of the period: "ten times", "5 new readings", "once". */
    private Optional<Amount> countBefore(int period) {
        for (int at = period - 1; at >= Math.max(0, period - 4) && !words.isBreak(at); at--) {
            if (words.is(at, "once", "twice", "thrice")) {
                double times = words.is(at, "once") ? 1 : words.is(at, "twice") ? 2 : 3;
                return Optional.of(new Amount(times, Unit.NONE, at, at + 1));
            }
            int end = at + 1;
            Optional<Amount> count = amounts.stream()
                    .filter(a -> a.to() == end && a.unit() == Unit.NONE)
                    .findFirst();
            if (count.isPresent()) {
                return count;
            }
        }
        return Optional.empty();
    }

    private Optional<Amount> amountFrom(int i) {
        return amounts.stream().filter(amount -> amount.from() == i).findFirst();
    }

    private void readHertz(Amount amount) {
        boolean ofSensor = words.is(amount.from() - 1, "at") && words.isIn(amount.from() - 2, Vocabulary.SENSORS);
        if (!words.isUsed(amount.from())
                && !recordingNear(amount.from())
                && !ofSensor
                && near.bound(amount) != Near.Bound.UPPER) {
            double millis = amount.base() > 0 ? 1000 / amount.base() : -1;
            draft.goal(Metric.LATENCY, rounded(millis), near.boundStart(amount.from()), amount.to());
        }
    }

    private boolean recordingNear(int i) {
        for (int at = i - 1; at >= Math.max(0, i - 5) && !words.isStop(at); at--) {
            if (words.isIn(at, RECORDING) && !words.is(at + 1, "per")) {
                return true;
            }
        }
        return words.isIn(i + 2, RECORDING) && !words.is(i + 2, "recording");
    }

    /** Reads a duration as battery life or as a bound for the latency, where the words around it say so. */
    void read(Amount amount) {
        if (amount.base() >= Unit.MINUTE.factor() && nearBattery(amount)) {
            draft.goal(
                    Metric.BATTERY,
                    amount.base() / Unit.HOUR.factor(),
                    near.boundStart(amount.from()),
                    batteryEnd(amount));
        } else if (isLatency(amount)) {
            int from = near.before(amount.from(), Vocabulary.LATENCY, FILLERS).orElse(near.boundStart(amount.from()));
            int to = words.isIn(amount.to(), Vocabulary.LATENCY) ? amount.to() + 1 : amount.to();
            draft.goal(Metric.LATENCY, rounded(amount.base()), from, to);
        }
    }

    private boolean isLatency(Amount amount) {
        int from = amount.from();
        if (words.isIn(amount.to(), WINDOWS)
                || words.is(amount.to(), "of")
                || (words.is(from - 1, "every", "each") && recordingNear(from)) // how often samples were taken
                || words.is(from - 1, "last", "past", "after", "for", "first")) {
            return false;
        }
        if (near.bound(amount) == Near.Bound.LOWER || amount.base() >= Unit.HOUR.factor()) {
            return false;
        }
        boolean latencyWord = near.before(from, Vocabulary.LATENCY, FILLERS).isPresent()
                || near.after(amount.to(), Vocabulary.LATENCY, FILLERS).isPresent();
        boolean saidBefore = near.boundStart(from) < from;
        boolean strongBound =
                saidBefore ? !words.is(from - 1, "in", "to", "into") : near.bound(amount) == Near.Bound.UPPER;
        boolean alone = words.isBreak(from - 1) && words.isBreak(amount.to()) && amount.base() <= 10_000;
        return latencyWord || strongBound || alone || amount.unit().factor() <= 1;
    }

    private boolean nearBattery(Amount amount) {
        boolean before = false;
        for (int at = amount.from() - 1; at >= amount.from() - 6 && !words.isStop(at); at--) {
            if (words.isIn(at, Vocabulary.BATTERY)) {
                words.use(at, at + 1);
                before = true;
            }
        }
        return before || batteryEnd(amount) > amount.to();
    }

    private int batteryEnd(Amount amount) {
        int end = amount.to();
        for (int at = amount.to(); at < amount.to() + 6 && !words.isBreak(at); at++) {
            if (words.isIn(at, Vocabulary.BATTERY)) {
                end = at + 1;
            }
        }
        return end;
    }

    /** Cuts the noise of a division: a third of a second is 333.333 ms. */
    private static double rounded(double millis) {
        return Double.isFinite(millis) && Math.abs(millis) < 1e12 ? Math.round(millis * 1000) / 1000.0 : millis;
    }
}
