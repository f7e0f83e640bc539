package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds columns by name; an unknown one is an error that names the nearest. */
final class ColumnFinder {
    private ColumnFinder() {}

    static int find(String name, List<String> columns, String where) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw unknown(name, columns, where);
        }
        return index;
    }

    private static TinywrightException unknown(String name, List<String> columns, String where) {
        String nearest = columns.stream()
                .min(Comparator.comparingInt(column -> distance(lower(name), lower(column))))
                .map(column -> "did you mean \"" + column + "\"? ")
                .orElse("");
        List<String> shown = columns.subList(0, Math.min(columns.size(), 12));
        String more = columns.size() > 12 ? " and " + (columns.size() - 12) + " more" : "";
        return TinywrightException.usage(
                "there is no column \"" + name + "\"",
                where,
                nearest + "Columns here: " + String.join(", ", shown) + more);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
