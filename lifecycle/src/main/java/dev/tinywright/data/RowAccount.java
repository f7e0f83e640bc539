package dev.tinywright.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Where every row, recording or picture that was read went: {@code rowsRead = kept + sum of dropped}.
 *
 * @param things what is counted, such as "rows"
 * @param rowsRead records in the files, headers and blank lines aside
 * @param kept rows that are still there
 * @param dropped reason to number of rows, in the order the reasons came up
 * @param examples reason to the first few places, such as "fruit.csv line 12"
 */
public record RowAccount(
        String things,
        int rowsRead,
        int kept,
        SequencedMap<String, Integer> dropped,
        Map<String, List<String>> examples) {
    private static final int EXAMPLES = 5;

    /** An account of rows. */
    public RowAccount(
            int rowsRead, int kept, SequencedMap<String, Integer> dropped, Map<String, List<String>> examples) {
        this("rows", rowsRead, kept, dropped, examples);
    }

    /** @throws IllegalArgumentException where the counts do not add up */
    public RowAccount {
        dropped = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(dropped));
        examples = Map.copyOf(examples);
        long sum =
                kept + dropped.values().stream().mapToLong(Integer::longValue).sum();
        if (sum != rowsRead || kept < 0 || dropped.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    things + " do not add up: read " + rowsRead + ", kept " + kept + ", dropped " + dropped);
        }
    }

    /** Returns how many rows were dropped, for whatever reason. */
    public int droppedRows() {
        return rowsRead - kept;
    }

    /** Returns "344 rows read, 342 kept; 2 dropped: a reading is missing". */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(rowsRead)
                .append(' ')
                .append(things)
                .append(" read, ")
                .append(kept)
                .append(" kept");
        dropped.forEach((reason, count) ->
                text.append("; ").append(count).append(" dropped: ").append(reason));
        return text.toString();
    }

    /** Counts dropped rows while rows are looked at one by one. */
    static final class Tally {
        private final SequencedMap<String, Integer> dropped = new LinkedHashMap<>();
        private final Map<String, List<String>> examples = new LinkedHashMap<>();

        void drop(String reason, String file, int line) {
            drop(reason, file + " line " + line);
        }

        void drop(String reason, String place) {
            if (dropped.merge(reason, 1, Integer::sum) <= EXAMPLES) {
                examples.computeIfAbsent(reason, key -> new ArrayList<>()).add(place);
            }
        }

        /** Returns the account of rows just read. */
        RowAccount account(int rowsRead) {
            int sum = dropped.values().stream().mapToInt(Integer::intValue).sum();
            return new RowAccount(rowsRead, rowsRead - sum, dropped, copied());
        }

        /** Returns {@code before}, grown by the rows counted here. */
        RowAccount addedTo(RowAccount before) {
            SequencedMap<String, Integer> all = new LinkedHashMap<>(before.dropped());
            dropped.forEach((reason, count) -> all.merge(reason, count, Integer::sum));
            Map<String, List<String>> places = new LinkedHashMap<>(copied());
            places.putAll(before.examples());
            int sum = dropped.values().stream().mapToInt(Integer::intValue).sum();
            return new RowAccount(before.things(), before.rowsRead(), before.kept() - sum, all, places);
        }

        private Map<String, List<String>> copied() {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            examples.forEach((reason, places) -> copy.put(reason, List.copyOf(places)));
            return copy;
        }
    }
}
