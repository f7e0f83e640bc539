package dev.tinywright.recording;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Where every recording or picture went: {@code read = kept + sum of dropped}. A file that cannot be read counts as one.
 *
 * @param dropped reason to number, in the order the reasons came up
 * @param examples reason to the first few names
 */
public record CaptureAccount(
        String things, int read, int kept, SequencedMap<String, Integer> dropped, Map<String, List<String>> examples) {
    private static final int EXAMPLES = 5;
    private static final int MOST_LINES = 20;

    /** @throws IllegalArgumentException where the counts do not add up */
    public CaptureAccount {
        dropped = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(dropped));
        examples = Map.copyOf(examples);
        int sum = kept + dropped.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != read || kept < 0) {
            throw new IllegalArgumentException(things + " do not add up: " + read + ", " + kept + ", " + dropped);
        }
    }

    /** Returns the same with some of the kept dropped. */
    CaptureAccount without(String reason, List<String> names) {
        SequencedMap<String, Integer> all = new LinkedHashMap<>(dropped);
        all.merge(reason, names.size(), Integer::sum);
        Map<String, List<String>> named = new LinkedHashMap<>(examples);
        named.merge(reason, names, (before, more) -> Stream.concat(before.stream(), more.stream())
                .toList());
        named.computeIfPresent(
                reason, (key, found) -> found.stream().limit(EXAMPLES).toList());
        return new CaptureAccount(things, read, kept - names.size(), all, named);
    }

    /** Returns how many were dropped, for whatever reason. */
    public int droppedCount() {
        return read - kept;
    }

    /** Returns a line for each reason, "not used: 2, the sound has no samples (hum/a.wav, ...)". */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        dropped.forEach((reason, count) -> lines.add(line(reason, count, examples.getOrDefault(reason, List.of()))));
        int more = lines.size() - MOST_LINES;
        if (more > 0) {
            int others =
                    dropped.values().stream().skip(MOST_LINES).mapToInt(n -> n).sum();
            lines.subList(MOST_LINES, lines.size()).clear();
            lines.add("not used: " + others + " more, for " + more + (more == 1 ? " other reason" : " other reasons"));
        }
        return lines;
    }

    /** Returns how many are not used, why, and the first of their names. */
    public static String line(String reason, int count, List<String> names) {
        String named = names.isEmpty() ? "" : " (" + names.getFirst() + (count > 1 ? ", ...)" : ")");
        return "not used: " + count + ", " + reason + named;
    }

    /** Returns "80 recordings read, 78 kept; 2 dropped: the file is empty (walking/3.csv, walking/4.csv)". */
    public String text() {
        StringBuilder text = new StringBuilder(read + " " + things + " read, " + kept + " kept");
        dropped.forEach((reason, count) -> text.append("; ")
                .append(count)
                .append(" dropped: ")
                .append(reason)
                .append(" (")
                .append(String.join(", ", examples.getOrDefault(reason, List.of())))
                .append(count > EXAMPLES ? ", ...)" : ")"));
        return text.toString();
    }

    /** Counts while files are read one by one. */
    static final class Tally {
        private final SequencedMap<String, Integer> dropped = new LinkedHashMap<>();
        private final Map<String, List<String>> examples = new LinkedHashMap<>();
        private final List<String> emptyFolders = new ArrayList<>();

        void drop(String reason, String name) {
            if (dropped.merge(reason, 1, Integer::sum) <= EXAMPLES) {
                examples.computeIfAbsent(reason, key -> new ArrayList<>()).add(name);
            }
        }

        /** Notes a folder in which nothing lies: perhaps a class that is still to be recorded. */
        void empty(String folder) {
            emptyFolders.add(folder);
        }

        List<String> emptyFolders() {
            return List.copyOf(emptyFolders);
        }

        CaptureAccount account(String things, int kept) {
            int sum = dropped.values().stream().mapToInt(Integer::intValue).sum();
            Map<String, List<String>> copy = new LinkedHashMap<>();
            examples.forEach((reason, names) -> copy.put(reason, List.copyOf(names)));
            return new CaptureAccount(things, kept + sum, kept, dropped, copy);
        }

        /** Returns the first reasons in words, for an error where nothing is left. */
        String text() {
            return dropped.isEmpty() ? "" : account("files", 0).text();
        }
    }
}
