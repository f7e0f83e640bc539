package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Dimension;
import dev.tinywright.spec.ListReader.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules that only changes need: comparisons ("smaller"), columns to take or leave, goals to drop. */
final class ChangeRules {
    /** A fifth less is worth a rebuild and still likely to succeed. */
    private static final double A_STEP = 0.8;

    private static final double A_SMALL_STEP = 0.9;
    private static final double A_LARGE_STEP = 0.5;

    private static final Map<String, Metric> COMPARISONS = comparisons();
    private static final Map<String, Metric> METRICS = Map.ofEntries(
            Map.entry("accuracy", Metric.ACCURACY),
            Map.entry("f1", Metric.MACRO_F1),
            Map.entry("flash", Metric.FLASH),
            Map.entry("size", Metric.FLASH),
            Map.entry("ram", Metric.RAM),
            Map.entry("memory", Metric.RAM),
            Map.entry("latency", Metric.LATENCY),
            Map.entry("time", Metric.LATENCY),
            Map.entry("speed", Metric.LATENCY),
            Map.entry("battery", Metric.BATTERY));
    private static final Set<String> LIMITS = Vocabulary.words("goal limit budget bound requirement");
    private static final List<String> ONLY = List.of(
            "use only",
            "using only",
            "only use",
            "keep only",
            "take only",
            "with only",
            "only the",
            "use just",
            "just use",
            "only from",
            "learn only from",
            "only",
            "restrict it to",
            "just");
    private static final List<String> WITHOUT = List.of(
            "without using",
            "without",
            "don't use",
            "do not use",
            "dont use",
            "leave out",
            "leave away",
            "ignore",
            "ignoring",
            "drop",
            "remove",
            "exclude",
            "excluding",
            "forget",
            "skip",
            "omit",
            "stop using",
            "never use");

    private final Words words;
    private final List<Amount> amounts;
    private final ListReader lists;

    ChangeRules(Words words, List<Amount> amounts) {
        this.words = words;
        this.amounts = amounts;
        this.lists = new ListReader(words);
    }

    List<Change> read() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (!words.isUsed(i)) {
                int at = i;
                dropGoal(at).or(() -> columns(at)).or(() -> comparison(at)).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Map<String, Metric> comparisons() {
        Map<String, Metric> found = new LinkedHashMap<>();
        put(
                found,
                Metric.RAM,
                "less ram",
                "less memory",
                "smaller ram",
                "too much ram",
                "too much memory",
                "lower ram",
                "reduce ram",
                "reduce the ram",
                "fewer ram",
                "less sram",
                "save ram",
                "save memory",
                "shrink the ram",
                "reduce memory",
                "reduce the memory");
        put(
                found,
                Metric.FLASH,
                "less flash",
                "too much flash",
                "less space",
                "smaller",
                "tinier",
                "shrink",
                "too big",
                "too large",
                "lighter",
                "more compact",
                "reduce flash",
                "reduce the flash",
                "reduce the size",
                "reduce size",
                "save flash",
                "half the size",
                "halve the size",
                "halve it",
                "leaner");
        put(
                found,
                Metric.LATENCY,
                "faster",
                "quicker",
                "speed up",
                "speed it up",
                "too slow",
                "lower latency",
                "less latency",
                "shorter latency",
                "twice as fast",
                "reduce latency",
                "reduce the latency",
                "snappier");
        put(
                found,
                Metric.ACCURACY,
                "more accurate",
                "better accuracy",
                "higher accuracy",
                "improve accuracy",
                "improve the accuracy",
                "more precise",
                "more reliable",
                "fewer errors",
                "fewer mistakes",
                "less errors",
                "not accurate enough",
                "accurate enough",
                "increase accuracy",
                "increase the accuracy",
                "better results",
                "too many errors",
                "too many mistakes",
                "too inaccurate");
        return found;
    }

    private static void put(Map<String, Metric> found, Metric metric, String... phrases) {
        for (String phrase : phrases) {
            found.put(phrase, metric);
        }
    }

    /** "smaller", "20 % faster", "half the size": what is named is to be better than measured. */
    private Optional<Change> comparison(int i) {
        for (Map.Entry<String, Metric> entry : COMPARISONS.entrySet()) {
            int length = Words.count(entry.getKey());
            if (words.phrase(i, entry.getKey()) && !words.is(i + length, "than")) {
                double factor = factor(i, entry.getKey());
                words.use(i, i + length);
                return Optional.of(new Change.Improve(entry.getValue(), factor));
            }
        }
        return Optional.empty();
    }

    private double factor(int i, String phrase) {
        Optional<Amount> share = amounts.stream()
                .filter(amount -> amount.to() == i && amount.unit().dimension() == Dimension.SHARE)
                .filter(amount -> amount.base() > 0 && amount.base() < 1)
                .findFirst();
        if (share.isPresent()) {
            words.use(share.get().from(), i);
            return 1 - share.get().base();
        }
        if (words.is(i - 1, "much", "lot", "far", "way")
                || phrase.contains("half")
                || phrase.contains("halve")
                || phrase.contains("twice")) {
            words.use(i - 1, i);
            return A_LARGE_STEP;
        }
        boolean little = words.is(i - 1, "bit", "little", "slightly", "somewhat");
        return little ? A_SMALL_STEP : A_STEP;
    }

    private Optional<Change> dropGoal(int i) {
        boolean no = words.is(i, "no", "drop", "remove", "forget", "without", "ignore", "lift");
        int at = words.is(i + 1, "the", "a", "any") ? i + 2 : i + 1;
        if (!no) {
            return Optional.empty();
        }
        if (words.isIn(at, LIMITS) && words.is(at + 1, "on", "for", "of")) {
            int metric = words.is(at + 2, "the") ? at + 3 : at + 2;
            return drop(i, metric, metric + 1);
        }
        return words.isIn(at + 1, LIMITS) ? drop(i, at, at + 2) : Optional.empty();
    }

    private Optional<Change> drop(int from, int metric, int to) {
        Optional<Metric> found = Optional.ofNullable(METRICS.get(words.key(metric)));
        found.ifPresent(present -> words.use(from, to));
        return found.map(Change.DropGoal::new);
    }

    private Optional<Change> columns(int i) {
        Optional<Items> without = listAfter(i, WITHOUT);
        if (without.isPresent()) {
            return without.map(items -> new Change.WithoutColumns(items.items()));
        }
        return listAfter(i, ONLY).or(() -> listBeforeOnly(i)).map(items -> new Change.OnlyColumns(items.items()));
    }

    /** "use red and green only", "learn from x alone". */
    private Optional<Items> listBeforeOnly(int i) {
        if (!words.is(i, "use", "using", "with", "from", "keep", "take")) {
            return Optional.empty();
        }
        Items items = lists.read(i + 1, Set.of("only", "alone"));
        boolean only = words.is(items.to(), "only", "alone");
        if (items.items().isEmpty() || !only) {
            return Optional.empty();
        }
        words.use(i, items.to() + 1);
        return Optional.of(items);
    }

    /** "just faster" names no column. */
    private static boolean isNoColumn(String item) {
        String key = item.toLowerCase(java.util.Locale.ROOT);
        return COMPARISONS.keySet().stream().anyMatch(key::startsWith) || METRICS.containsKey(key);
    }

    private Optional<Items> listAfter(int i, List<String> phrases) {
        for (String phrase : phrases) {
            if (words.phrase(i, phrase)) {
                int at = i + Words.count(phrase);
                at = words.is(at, "the", "my") ? at + 1 : at;
                at = words.is(at, "column", "columns", "reading", "readings", "values") ? at + 1 : at;
                Items items = lists.read(at, Set.of());
                if (!items.items().isEmpty() && items.items().stream().noneMatch(ChangeRules::isNoColumn)) {
                    words.use(i, items.to());
                    return Optional.of(items);
                }
            }
        }
        return Optional.empty();
    }
}
