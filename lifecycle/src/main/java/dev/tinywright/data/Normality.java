package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the data's labels means that all is well. Where an alarm is to be raised, examples of that label are learned from;
 * all others are faults and only test.
 *
 * @param label as the data writes it; empty where nothing has a label and all is normal
 */
public record Normality(String label) {
    /** The classes of the device, in the order of its outputs. */
    public static final List<String> CLASSES = List.of("normal", "anomaly");

    public static final int NORMAL = 0;
    public static final int ANOMALY = 1;

    private static final Set<String> WORDS = Set.of(
            "normal",
            "ok",
            "okay",
            "good",
            "healthy",
            "fine",
            "nominal",
            "regular",
            "baseline",
            "nofault",
            "fault-free",
            "faultless",
            "undamaged",
            "intact",
            "typical",
            "usual",
            "benign");

    /** Labels that say it with two words, or a flag that is not set. */
    private static final Set<String> WHOLE = Set.of(
            "no fault",
            "no anomaly",
            "no defect",
            "no failure",
            "not faulty",
            "non anomaly",
            "none",
            "0",
            "false",
            "no");

    /**
     * Finds the label.
     *
     * @param labels all that the data has
     * @param training those of the examples that are given to learn from; empty where the data does not say
     * @param where the data, for the error
     * @throws TinywrightException where several labels could mean it, or none
     */
    public static Normality of(Collection<String> labels, Collection<String> training, String where) {
        Set<String> all = new TreeSet<>(labels);
        if (all.isEmpty()) {
            return new Normality("");
        }
        List<String> named = all.stream().filter(Normality::saysNormal).toList();
        List<String> learned = new TreeSet<>(training).stream().toList();
        if (named.size() == 1) {
            return new Normality(named.getFirst());
        }
        if (named.isEmpty() && learned.size() == 1) {
            return new Normality(learned.getFirst());
        }
        List<String> whole = named.isEmpty()
                ? all.stream().filter(l -> WHOLE.contains(plain(l))).toList()
                : named;
        if (whole.size() == 1) {
            return new Normality(whole.getFirst());
        }
        if (all.size() == 1 && learned.isEmpty() && !saysFault(all.iterator().next())) {
            return new Normality(all.iterator().next());
        }
        throw TinywrightException.usage(
                named.isEmpty()
                        ? "none of the labels says what is normal: " + LabelFinder.listed(List.copyOf(all))
                        : "several labels say that all is well: " + LabelFinder.listed(named),
                where,
                "call the one to learn from \"normal\", and what is not so something else");
    }

    /** Fewer files with numbers for names may each be of a class. */
    private static final int FEWEST_NUMBERED = 10;

    /**
     * True where the labels are but numbers of the captures: each has its own, and they differ in nothing but digits, of which none says
     * that something is wrong. All of them are then normal.
     */
    public static boolean areNumbers(Collection<String> labels, int captures) {
        return captures >= FEWEST_NUMBERED
                && labels.size() == captures
                && labels.stream()
                                .map(label -> label.replaceAll("\\d+", ""))
                                .distinct()
                                .count()
                        == 1
                && labels.stream().noneMatch(Normality::saysFault);
    }

    /** True where one of a column's values says that all is well. */
    static boolean canTell(Collection<String> values) {
        return values.stream().anyMatch(value -> saysNormal(value) || WHOLE.contains(plain(value)));
    }

    private static boolean saysNormal(String label) {
        String text = plain(label);
        boolean negated = text.startsWith("ab") || text.startsWith("not ") || text.startsWith("non ");
        return !negated && List.of(text.split(" ")).stream().anyMatch(WORDS::contains);
    }

    private static boolean saysFault(String label) {
        return List.of(plain(label).split(" ")).stream()
                .anyMatch(word -> word.startsWith("fault")
                        || word.startsWith("anomal")
                        || word.startsWith("abnormal")
                        || word.startsWith("defect")
                        || word.startsWith("fail")
                        || word.startsWith("broken")
                        || word.equals("bad"));
    }

    private static String plain(String label) {
        return label.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    boolean isNormal(String of) {
        return label.isEmpty() || label.equals(of);
    }

    /** Returns the class of an example: 0 where all is well, 1 for a fault. */
    int classOf(Optional<String> of) {
        return isNormal(of.orElse("")) ? NORMAL : ANOMALY;
    }

    /** Returns what was decided, for the person. */
    public String describe(Collection<String> labels) {
        List<String> others = labels.stream().filter(l -> !isNormal(l)).sorted().toList();
        String faults = others.isEmpty()
                ? "there are no examples of faults"
                : LabelFinder.listed(others) + (others.size() == 1 ? " is a fault" : " are faults")
                        + " and only tested with";
        return (label.isEmpty() ? "all examples are taken as normal" : "\"" + label + "\" is what is normal") + "; "
                + faults;
    }

    /** What the person must know where nothing is there to be found. */
    static final String NO_FAULTS =
            "there are no examples of faults: false alarms are measured, and whether faults are found cannot be judged;"
                    + " record some, even a few, that the device should find";
}
