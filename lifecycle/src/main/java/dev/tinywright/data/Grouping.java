package dev.tinywright.data;

import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Capture.Side;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.recording.Groups;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether captures can be divided by their groups, so that nobody who is tested on was learned from.
 *
 * @param what the groups are, and where they were found
 * @param names of the groups, sorted
 * @param isCredible whether there are enough, and every class is in most of them
 * @param straddle how many are on both sides of the split that the data gives
 */
public record Grouping(Groups what, List<String> names, boolean isCredible, int straddle) {
    private static final int FEWEST = 3;
    /** A field of file names may be something else; with few values it is more likely so. */
    private static final int FEWEST_OF_NAMES = 5;

    private static final int SHOWN = 3;
    private static final String KEY = "; split: {by: group} in plan.yaml holds them apart";

    /** Returns the groups of captures; empty where not all are in one, or all in the same. */
    public static Optional<Grouping> of(Captures captures) {
        if (captures.groups().isEmpty()
                || captures.all().stream().anyMatch(c -> c.group().isEmpty())) {
            return Optional.empty();
        }
        Map<String, Set<String>> classesOf = new TreeMap<>();
        for (Capture capture : captures.all()) {
            classesOf
                    .computeIfAbsent(capture.group().orElseThrow(), key -> new TreeSet<>())
                    .add(capture.label().orElse(""));
        }
        if (classesOf.size() < 2) {
            return Optional.empty();
        }
        Groups what = captures.groups().orElseThrow();
        return Optional.of(new Grouping(
                what,
                List.copyOf(classesOf.keySet()),
                isCredible(classesOf, what.where().equals("the file names") ? FEWEST_OF_NAMES : FEWEST),
                straddle(captures)));
    }

    /**
     * What to do about groups.
     *
     * @param apart whether they are held apart
     * @param notes and warnings for the person
     */
    public record Choice(boolean apart, List<String> notes, List<String> warnings) {}

    /** Holds groups apart where they are credible or {@code sentence} insists, and the data gives no split that does not. */
    public static Choice choose(Captures captures, String sentence) {
        Optional<Grouping> found = of(captures);
        Optional<SplitSettings.By> wish = SplitWish.of(sentence);
        boolean insists = wish.equals(Optional.of(SplitSettings.By.GROUP));
        if (found.isEmpty()) {
            return new Choice(
                    false,
                    List.of(),
                    insists
                            ? List.of(
                                    "the sentence wants others in the test than those learned from, and nothing in the"
                                            + " data tells them apart: put them into folders or file names, such as user3_walk_1.csv")
                            : List.of());
        }
        Grouping grouping = found.get();
        boolean possible = grouping.straddle == 0 && (insists ? grouping.names.size() >= FEWEST : grouping.isCredible);
        if (possible && (insists || wish.isEmpty())) {
            return new Choice(
                    true,
                    List.of(grouping.text() + ": each is on one side of the split"),
                    insists ? grouping.notAsAsked(sentence) : List.of());
        }
        boolean other = wish.isPresent() && !insists;
        return new Choice(false, List.of(), List.of(other ? grouping.asWished() : grouping.notApart()));
    }

    /** Where the sentence asks to hold others apart than those that the data tells. */
    private List<String> notAsAsked(String sentence) {
        return CaptureHints.of(sentence, List.of())
                .groupField()
                .filter(what::areOtherThan)
                .map(asked -> List.of("the sentence wants each " + asked
                        + " on one side of the split, and the data tells " + what.what()
                        + " only: these are held apart, and the same " + asked + " may be on both sides"))
                .orElse(List.of());
    }

    private static boolean isCredible(Map<String, Set<String>> classesOf, int fewest) {
        Map<String, Integer> groupsOf = new TreeMap<>();
        classesOf.values().forEach(classes -> classes.forEach(c -> groupsOf.merge(c, 1, Integer::sum)));
        int least = groupsOf.values().stream().mapToInt(n -> n).min().orElse(0);
        boolean crossing = classesOf.values().stream().filter(c -> c.size() > 1).count() * 2 > classesOf.size();
        boolean everywhere = !crossing || groupsOf.size() == 1 || 2 * least >= classesOf.size();
        return classesOf.size() >= fewest && least >= FEWEST && everywhere;
    }

    private static int straddle(Captures captures) {
        Set<String> learned = groups(captures, false);
        Set<String> tested = new HashSet<>(groups(captures, true));
        tested.retainAll(learned);
        boolean given = captures.all().stream().anyMatch(c -> c.side() == Side.TRAINING);
        return given ? tested.size() : 0;
    }

    private static Set<String> groups(Captures captures, boolean test) {
        return captures.all().stream()
                .filter(c -> (c.side() == Side.TEST) == test)
                .flatMap(c -> c.group().stream())
                .collect(Collectors.toSet());
    }

    /** Returns "6 speakers in the file names (george, jackson, lucas, ...)". */
    public String text() {
        return names.size() + " " + what.what() + " in " + what.where() + " ("
                + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? ", ...)" : ")");
    }

    private String asWished() {
        return text() + ": the same ones are on both sides, because the sentence wants another split" + KEY;
    }

    /** Returns what to look at where the split does not hold them apart. */
    private String notApart() {
        if (straddle > 0) {
            return text() + ": " + (straddle == names.size() ? "the same ones are" : straddle + " of them are")
                    + " on both sides of the given split, so how well it does on others is not known" + KEY;
        }
        return text()
                + ": too few, or not with every class, to divide the data by, so the same ones may be on both sides"
                + (names.size() < FEWEST ? "" : KEY);
    }
}
