package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How far a predicted number may be off: "mean error under 2.5 dB", "off by less than half a grade", "RMSE below 3", "R2 above
 * 0.9". A plain "error" counts only with a unit that numbers have, since "error below 5 %" is a share of wrong answers.
 */
final class ErrorRule {
    private static final Map<String, Metric> SUBJECTS = Map.ofEntries(
            Map.entry("mean absolute error", Metric.MAE),
            Map.entry("mean error", Metric.MAE),
            Map.entry("average error", Metric.MAE),
            Map.entry("typical error", Metric.MAE),
            Map.entry("absolute error", Metric.MAE),
            Map.entry("mae", Metric.MAE),
            Map.entry("off", Metric.MAE),
            Map.entry("wrong by", Metric.MAE),
            Map.entry("root mean square error", Metric.RMSE),
            Map.entry("root mean squared error", Metric.RMSE),
            Map.entry("rmse", Metric.RMSE),
            Map.entry("r2", Metric.R2),
            Map.entry("r2 score", Metric.R2),
            Map.entry("r squared", Metric.R2));
    private static final List<String> LONGEST_FIRST = SUBJECTS.keySet().stream()
            .sorted(java.util.Comparator.comparingInt((String phrase) -> -Words.count(phrase))
                    .thenComparing(java.util.Comparator.naturalOrder()))
            .toList();
    private static final Set<String> PREDICTS = Vocabulary.words(
            "predict predicts predicting estimate estimates estimating forecast measure measures measuring");
    private static final Set<String> FILLERS = Vocabulary.words(
            "of under below at most less than is are should must be not more within stay stays by on average "
                    + "no worse over above least : < <= = > >= ( about around to smaller lower better larger greater "
                    + "maximum max only a an the and");

    /** Units that numbers are given in, in lower case; those of time and memory are found with their amounts. */
    static final Set<String> UNITS =
            Vocabulary.words("db dba dbm mw kw w watt watts kilowatt kilowatts megawatt megawatts wh kwh v mv volt"
                    + " volts a ma amp amps ampere c °c f °f k celsius fahrenheit kelvin degree degrees pa hpa kpa mpa bar"
                    + " mbar psi ppm ppb lux lx rpm m cm mm km metre metres meter meters g kg mg ug µg gram grams n nm"
                    + " newton l ml litre litres liter mol ph ohm hz khz mhz grade grades point points percent % euro"
                    + " euros dollar dollars step steps s ms second seconds minute minutes hour hours day days year"
                    + " years");

    private final Draft draft;
    private final Words words;

    ErrorRule(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
    }

    /** A metric that is spoken of, and the words that do. */
    private record Subject(Metric metric, int from, int to) {}

    /** Takes an amount as a bound of an error, where the words around it say so. */
    boolean read(Amount amount) {
        Optional<Subject> found = before(amount).or(() -> after(amount)).or(() -> plainError(amount));
        boolean share = amount.unit() == Unit.PERCENT;
        if (found.isEmpty() || (share && found.get().metric() != Metric.R2 && !isOfNumber(found.get()))) {
            return false;
        }
        Subject subject = found.get();
        int unit = unitAt(amount);
        int to = Math.max(Math.max(amount.to(), subject.to()), unit);
        int from = Math.min(new Near(words).boundStart(amount.from()), subject.from());
        if (subject.metric().isInUnitOfTarget()) {
            draft.goalInUnit(subject.metric(), amount.value(), unitText(amount, unit), from, to);
        } else {
            draft.goal(subject.metric(), share ? amount.base() : amount.value(), from, to);
        }
        return true;
    }

    /** "MAE below 5 %" is of a number in percent; "mean error below 5 %" is where something is predicted, else a share of answers. */
    private boolean isOfNumber(Subject subject) {
        boolean named = words.is(subject.from(), "mae", "rmse", "root")
                || words.phrase(subject.from(), "mean absolute error")
                || words.is(subject.from(), "absolute");
        return named || IntStream.range(0, words.size()).anyMatch(i -> words.isIn(i, PREDICTS));
    }

    private Optional<Subject> before(Amount amount) {
        for (int end = amount.from(); end > 0 && end > amount.from() - 8; end--) {
            for (String phrase : LONGEST_FIRST) {
                int start = end - Words.count(phrase);
                boolean unused = start >= 0 && !words.isUsed(end - 1);
                if (unused && words.phrase(start, phrase) && (!phrase.equals("off") || words.is(end, "by"))) {
                    return Optional.of(new Subject(metric(phrase), start, end));
                }
            }
            if (!words.isIn(end - 1, FILLERS)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Subject> after(Amount amount) {
        int at = Math.max(amount.to(), unitAt(amount));
        return LONGEST_FIRST.stream()
                .filter(phrase -> !phrase.startsWith("off") && words.phrase(at, phrase))
                .findFirst()
                .map(phrase -> new Subject(metric(phrase), at, at + Words.count(phrase)));
    }

    private static Metric metric(String phrase) {
        return SUBJECTS.getOrDefault(phrase, Metric.MAE);
    }

    /** "errors below 3 degrees". */
    private Optional<Subject> plainError(Amount amount) {
        boolean inUnit = amount.unit() == Unit.NONE && unitAt(amount) > amount.to();
        for (int at = amount.from() - 1; inUnit && at >= 0 && at > amount.from() - 6; at--) {
            if (words.is(at, "error", "errors")) {
                return Optional.of(new Subject(Metric.MAE, at, at + 1));
            }
            if (!words.isIn(at, FILLERS)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns the position after the unit of an amount: one of a few words, "half a grade" too; that after the amount for none. */
    private int unitAt(Amount amount) {
        int at = words.is(amount.to(), "a", "an", "of") ? amount.to() + 1 : amount.to();
        if (!words.isIn(at, UNITS)) {
            return amount.to();
        }
        if (words.is(at, "degree", "degrees") && words.is(at + 1, "celsius", "fahrenheit", "c", "f")) {
            return at + 2;
        }
        return words.is(at + 1, "/") && words.isWord(at + 2) ? at + 3 : at + 1;
    }

    private String unitText(Amount amount, int unit) {
        if (unit > amount.to()) {
            int at = words.is(amount.to(), "a", "an", "of") ? amount.to() + 1 : amount.to();
            return words.text(at, unit);
        }
        return amount.unit() == Unit.NONE ? "" : words.text(amount.to() - 1, amount.to());
    }
}
