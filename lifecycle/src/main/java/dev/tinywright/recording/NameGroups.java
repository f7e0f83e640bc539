package dev.tinywright.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds a field of file names that tells who or what was recorded: {@code 7_george_3.wav}, {@code subject03_walk_2.csv},
 * {@code s1-run2.csv}, {@code walk.user7.json}, {@code 0a7c2a8d_nohash_0.wav}. A field is one where its word or its form says
 * so, and its values are in files of several classes.
 */
final class NameGroups {
    private static final String WORDS =
            "subject|subj|sub|user|usr|person|speaker|spkr|spk|participant|patient|volunteer"
                    + "|student|session|sess|device|dev|board|machine|motor|node|house|car";
    private static final String VALUE = "[ _-]?0*(\\d+|[a-z](?![a-z]))(?![a-z0-9])";
    private static final String SHORT_VALUE = "[_-]?0*(\\d{1,3})(?![a-z0-9])";
    private static final Pattern CALLED = Pattern.compile("(?:^|[^a-z])(" + WORDS + ")" + VALUE);
    private static final Pattern SHORT = Pattern.compile("(?:^|[^a-z0-9])([sup])" + SHORT_VALUE);
    private static final Pattern FORM = Pattern.compile("(?:" + WORDS + "|s|u|p)[ _-]?\\d+");
    private static final Pattern NAME = Pattern.compile("[a-z]{3,}");
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{6,40}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("subj", "subject"),
            Map.entry("sub", "subject"),
            Map.entry("s", "subject"),
            Map.entry("usr", "user"),
            Map.entry("u", "user"),
            Map.entry("p", "person"),
            Map.entry("spkr", "speaker"),
            Map.entry("spk", "speaker"),
            Map.entry("sess", "session"),
            Map.entry("dev", "device"));

    /** Of the files that share a value with another; identifiers that are unique tell nothing. */
    private static final double SHARED = 0.3;
    /** Of the values that have several files, these are in more than one class. */
    private static final double CROSSING = 0.6;

    private final List<Item> items;
    private final List<String> labels;

    /**
     * Groups of files.
     *
     * @param what they are, in the plural, such as "speakers"
     * @param of the group of each file, in order
     */
    record Found(String what, List<String> of) {}

    private NameGroups(List<Item> items, List<String> labels) {
        this.items = items;
        this.labels = labels;
    }

    /**
     * @param labels the class of each item
     * @param asked what the sentence wants held apart, in the singular: a field that is called so goes before others
     * @param numbers whether a field of numbers may be taken for it
     */
    static Optional<Found> of(
            List<Item> items, List<String> labels, Optional<String> asked, boolean numbers, boolean sound) {
        NameGroups names = new NameGroups(items, labels);
        return asked.flatMap(names::calledAs)
                .or(() -> names.called(CALLED))
                .or(() -> names.called(SHORT))
                .or(() -> names.field(NAME, 4, asked.orElse(sound ? "speaker" : "name")))
                .or(() -> names.identifiers(asked.orElse(sound ? "speaker" : "device")))
                .or(() -> asked.filter(_ -> numbers).flatMap(word -> names.field(NUMBER, 4, word)));
    }

    /** Fields called {@code word} or by a short form of it: "user3", "usr_3", "u3". */
    private Optional<Found> calledAs(String word) {
        List<String> forms = Stream.concat(
                        Stream.of(word), LONG.keySet().stream().filter(s -> word.equals(LONG.get(s))))
                .toList();
        String words = forms.stream().filter(form -> form.length() > 1).collect(Collectors.joining("|"));
        String letters = forms.stream().filter(form -> form.length() == 1).collect(Collectors.joining());
        Optional<Found> named = called(Pattern.compile("(?:^|[^a-z])(" + words + ")" + VALUE));
        return letters.isEmpty()
                ? named
                : named.or(() -> called(Pattern.compile("(?:^|[^a-z0-9])([" + letters + "])" + SHORT_VALUE)));
    }

    /** True where all are called as subjects or sessions are: "subject 3", "s01". */
    static boolean areSubjects(Set<String> names) {
        return names.stream()
                .allMatch(name -> FORM.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }

    static List<String> fields(Item item) {
        return List.of(item.stem().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
    }

    private Optional<Found> called(Pattern pattern) {
        List<String> found = new ArrayList<>();
        Set<String> words = new HashSet<>();
        for (Item item : items) {
            Matcher matcher = pattern.matcher(item.stem().toLowerCase(Locale.ROOT));
            if (!matcher.find()) {
                return Optional.empty();
            }
            words.add(LONG.getOrDefault(matcher.group(1), matcher.group(1)));
            found.add(matcher.group(1) + matcher.group(2));
        }
        String what = words.size() == 1 ? words.iterator().next() : "group";
        return isGrouping(found, 2) ? Optional.of(new Found(plural(what), found)) : Optional.empty();
    }

    /** @param fewest files of a value, on average */
    private Optional<Found> field(Pattern form, int fewest, String what) {
        return columns().stream()
                .filter(column -> column.stream().allMatch(v -> form.matcher(v).matches()))
                .filter(column -> column.stream().noneMatch(v -> Places.side(v) != Capture.Side.UNSAID))
                .filter(column -> isGrouping(column, fewest))
                .findFirst()
                .map(column -> new Found(plural(what), column));
    }

    private Optional<Found> identifiers(String what) {
        return columns().stream()
                .filter(column ->
                        column.stream().allMatch(v -> IDENTIFIER.matcher(v).matches())
                                && column.stream().anyMatch(v -> v.matches(".*[a-f].*") && v.matches(".*\\d.*")))
                .filter(column -> shared(column) >= SHARED && isGrouping(column, 0))
                .findFirst()
                .map(column -> new Found(plural(what), column));
    }

    /** Returns the fields of all names, counted from the left and, where names differ in length, from the right. */
    private List<List<String>> columns() {
        List<List<String>> all = items.stream().map(NameGroups::fields).toList();
        int fewest = all.stream().mapToInt(List::size).min().orElse(0);
        boolean alike = all.stream().allMatch(fields -> fields.size() == fewest);
        List<List<String>> columns = new ArrayList<>();
        IntStream.range(0, fewest)
                .forEach(i -> columns.add(all.stream().map(f -> f.get(i)).toList()));
        if (!alike) {
            IntStream.rangeClosed(1, fewest)
                    .forEach(i -> columns.add(
                            all.stream().map(f -> f.get(f.size() - i)).toList()));
        }
        return columns;
    }

    private static double shared(List<String> column) {
        Map<String, Integer> counts = counts(column);
        return (double) column.stream()
                        .filter(v -> counts.getOrDefault(v, 0) > 1)
                        .count()
                / column.size();
    }

    private static Map<String, Integer> counts(List<String> column) {
        Map<String, Integer> counts = new HashMap<>();
        column.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    /** Several values, of several files each, that are in several classes. */
    private boolean isGrouping(List<String> column, int fewestFiles) {
        Map<String, Set<String>> classesOf = new TreeMap<>();
        for (int i = 0; i < column.size(); i++) {
            classesOf.computeIfAbsent(column.get(i), key -> new HashSet<>()).add(labels.get(i));
        }
        Map<String, Integer> counts = counts(column);
        long several = counts.values().stream().filter(n -> n > 1).count();
        long crossing = classesOf.values().stream().filter(c -> c.size() > 1).count();
        boolean oneClass = labels.stream().distinct().count() < 2;
        return counts.size() > 1
                && several > 0
                && column.size() >= (long) fewestFiles * counts.size()
                && (oneClass || crossing >= CROSSING * several);
    }

    static String plural(String word) {
        return word.equals("person") ? "people" : word + "s";
    }
}
