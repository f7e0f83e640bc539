package dev.tinywright.spec;

import dev.tinywright.diag.TinywrightException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the columns that phrases of a sentence mean: "bill length" is {@code bill_length_mm}. */
public final class ColumnNames {
    private ColumnNames() {}

    /**
     * Returns the column of {@code columns} that {@code phrase} means: equal but for case, spaces and marks, or else the only
     * one that begins with all of its words.
     */
    public static Optional<String> find(String phrase, List<String> columns) {
        String wanted = joined(phrase);
        Optional<String> equal =
                columns.stream().filter(column -> joined(column).equals(wanted)).findFirst();
        List<String> longer = columns.stream()
                .filter(column -> wanted.length() > 1 && joined(column).startsWith(wanted))
                .toList();
        return equal.or(() -> longer.size() == 1 ? Optional.of(longer.getFirst()) : Optional.empty());
    }

    /** Returns the column that {@code phrase} means; where {@code columns} is empty, the phrase itself. */
    static String required(String phrase, List<String> columns) {
        if (columns.isEmpty()) {
            return phrase;
        }
        return find(phrase, columns).orElseThrow(() -> {
            String nearest = Nearest.of(phrase, columns)
                    .map(name -> ", did you mean '" + name + "'?")
                    .orElse("");
            return TinywrightException.usage(
                    "there is no column '" + phrase + "'" + nearest, "", "columns: " + String.join(", ", columns));
        });
    }

    private static String joined(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
