package dev.tinywright.steps;

import dev.tinywright.data.StepRows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a program did to the rows, in sentences for the report. */
final class StepNotes {
    private static final int MOST_LISTED = 8;

    private final String path;
    private final StepRows rows;
    private final BitSet kept;
    private final String[] labels;
    private final int[] changes;

    /**
     * @param labels of each row handed in, as they are now
     * @param changes rows in which each reading was changed; -1 for a reading that was left out
     */
    StepNotes(String path, StepRows rows, BitSet kept, String[] labels, int[] changes) {
        this.path = path;
        this.rows = rows;
        this.kept = kept;
        this.labels = labels.clone();
        this.changes = changes.clone();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        dropped(lines);
        relabelled(lines);
        readings(lines);
        if (lines.isEmpty()) {
            lines.add("changed nothing");
        }
        return lines.stream().map(line -> path + ": " + line).toList();
    }

    private void dropped(List<String> lines) {
        int count = rows.size() - kept.cardinality();
        if (count > 0) {
            lines.add("dropped " + count + " of " + rows.size() + " rows ("
                    + counted(
                            i -> rows.label(i), IntStream.range(0, rows.size()).filter(i -> !kept.get(i))) + ")");
        }
    }

    private void relabelled(List<String> lines) {
        int[] changed =
                kept.stream().filter(i -> !labels[i].equals(rows.label(i))).toArray();
        if (changed.length > 0) {
            lines.add("changed the label of " + changed.length + " rows ("
                    + counted(i -> "'" + rows.label(i) + "' to '" + labels[i] + "'", IntStream.of(changed)) + ")");
        }
        List<String> added = kept.stream()
                .mapToObj(i -> labels[i])
                .distinct()
                .filter(label -> !rows.labels().contains(label))
                .sorted()
                .toList();
        if (!added.isEmpty()) {
            lines.add("made new classes: " + listed(added));
        }
    }

    private void readings(List<String> lines) {
        for (int c = 0; c < changes.length; c++) {
            String name = rows.readings().get(c).name();
            if (changes[c] < 0) {
                lines.add("left out the column '" + name + "'");
            } else if (changes[c] > 0) {
                lines.add("changed '" + name + "' in " + changes[c] + " of " + kept.cardinality() + " rows");
            }
        }
    }

    private static String counted(Function<Integer, String> name, IntStream rows) {
        Map<String, Long> counts =
                rows.boxed().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()));
        return listed(counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList());
    }

    private static String listed(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(MOST_LISTED, all.size())))
                + (all.size() > MOST_LISTED ? ", …" : "");
    }
}
