package dev.tinywright.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the data is like, before anything is done with it.
 *
 * @param classes labels as they are written, with their rows
 * @param columns the readings, in the order of the table
 * @param leftOut the columns that are not readings, each with the reason
 * @param duplicates rows that repeat an earlier one, label included
 * @param contradictions rows whose readings also come with another label
 * @param incompleteRows rows that lack a reading
 * @param variants labels that mean the same
 * @param account rows read, kept and dropped while reading
 * @param notes choices made, each with the reason
 * @param warnings what the person should look at
 * @param number true where a number is to be predicted: classes are ranges of it then
 */
public record Profile(
        List<ClassCount> classes,
        List<ColumnProfile> columns,
        List<Column> leftOut,
        int duplicates,
        int contradictions,
        int incompleteRows,
        List<LabelVariants.Merge> variants,
        RowAccount account,
        List<String> notes,
        List<String> warnings,
        boolean number) {
    private static final int SMALL_CLASS = 20;
    private static final int BRIEF_COLUMNS = 12;

    public Profile {
        classes = List.copyOf(classes);
        columns = List.copyOf(columns);
        leftOut = List.copyOf(leftOut);
        variants = List.copyOf(variants);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** Rows of one class. */
    public record ClassCount(String label, int rows) {}

    /** Looks at all rows; learns nothing that a model sees. */
    public static Profile of(Table table) {
        int[] counts = table.classCounts();
        List<ClassCount> classes = IntStream.range(0, counts.length)
                .mapToObj(c -> new ClassCount(table.labels().get(c), counts[c]))
                .toList();
        List<ColumnProfile> columns = IntStream.range(0, table.readings().size())
                .mapToObj(reading -> ColumnProfile.of(table, reading))
                .toList();
        List<Column> leftOut = table.columns().stream()
                .filter(c -> c.role() != Column.Role.READING
                        && c.role() != Column.Role.LABEL
                        && c.role() != Column.Role.GROUP)
                .toList();
        int[] rows = IntStream.range(0, table.rowCount()).toArray();
        float[][] values = table.parts().values();
        int[] firstWithLabel =
                IdenticalRows.firstEqual(withNumbers(table), rows, table.parts().classes());
        int duplicates =
                (int) IntStream.of(rows).filter(i -> firstWithLabel[i] != i).count();
        int incomplete = (int) IntStream.of(rows)
                .filter(row -> Arrays.stream(values).anyMatch(column -> Float.isNaN(column[row])))
                .count();
        Profile profile = new Profile(
                classes,
                columns,
                leftOut,
                duplicates,
                table.target().isNumber()
                        ? 0
                        : contradictions(table, IdenticalRows.firstEqual(values, rows, new int[0])),
                incomplete,
                table.target().isNumber() ? List.of() : LabelVariants.find(table.labels(), counts),
                table.account(),
                table.notes(),
                table.warnings(),
                table.target().isNumber());
        if (table.target().isNormal()) {
            return profile;
        }
        return table.target().isNumber() ? profile.withColumnWarnings() : profile.withWarnings();
    }

    /** The readings, and the number to predict where there is one. */
    private static float[][] withNumbers(Table table) {
        float[][] values = table.parts().values();
        float[] numbers = table.parts().numbers();
        if (numbers.length == 0) {
            return values;
        }
        float[][] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = numbers;
        return all;
    }

    /** Looks at the rows that are left after the data steps, before balancing. */
    public static Profile ofUsed(Table read, Dataset dataset) {
        return of(UsedRows.of(dataset).table(read));
    }

    private static int contradictions(Table table, int[] first) {
        List<String> keys = table.labels().stream().map(LabelVariants::key).toList();
        int[] codes = keys.stream().mapToInt(keys::indexOf).toArray();
        boolean[] mixed = new boolean[first.length];
        for (int row = 0; row < first.length; row++) {
            mixed[first[row]] |=
                    hasReading(table, row) && codes[table.classOf(row)] != codes[table.classOf(first[row])];
        }
        return (int) IntStream.of(first).filter(f -> mixed[f]).count();
    }

    /** A row without any reading says nothing, whatever its label. */
    private static boolean hasReading(Table table, int row) {
        return Arrays.stream(table.parts().values()).anyMatch(column -> !Float.isNaN(column[row]));
    }

    private Profile withWarnings() {
        List<String> all = new ArrayList<>(warnings);
        variants.forEach(merge -> all.add("labels that look the same: " + merge.text() + "?"));
        for (ClassCount c : classes) {
            boolean variant = variants.stream().anyMatch(merge -> merge.others().contains(c.label()));
            if (c.rows() < SMALL_CLASS && !variant) {
                all.add("class \"" + c.label() + "\" has only " + c.rows() + " rows");
            }
        }
        if (contradictions > 0) {
            all.add(contradictions + " rows have readings that also come with another label");
        }
        columns.stream()
                .filter(column -> column.separation() > 0.98)
                .forEach(column -> all.add("column '" + column.name()
                        + "' tells the classes almost alone: is it measured, or made from the label?"));
        return new Profile(
                        classes,
                        columns,
                        leftOut,
                        duplicates,
                        contradictions,
                        incompleteRows,
                        variants,
                        account,
                        notes,
                        all,
                        number)
                .withColumnWarnings();
    }

    private Profile withColumnWarnings() {
        List<String> all = new ArrayList<>(warnings);
        for (ColumnProfile column : columns) {
            int rows = account.kept();
            if (column.missing() > 0.2 * rows) {
                all.add("column '" + column.name() + "' is missing in " + column.missing() + " of " + rows + " rows");
            }
        }
        return new Profile(
                classes,
                columns,
                leftOut,
                duplicates,
                contradictions,
                incompleteRows,
                variants,
                account,
                notes,
                all,
                number);
    }

    /** Returns the profile in a few lines for a terminal, warnings last. */
    public List<String> brief() {
        List<String> lines = new ArrayList<>();
        lines.add(account.text());
        lines.add((number ? "rows by the number to predict: " : "classes: ")
                + classes.stream().map(c -> quoted(c.label()) + " " + c.rows()).collect(Collectors.joining(", ")));
        lines.addAll(notes);
        lines.add(String.format(
                Locale.ROOT,
                "%d readings, %d rows repeat another, %d rows lack a reading",
                columns.size(),
                duplicates,
                incompleteRows));
        columns.stream()
                .sorted(Comparator.comparingDouble((ColumnProfile c) -> -c.separation()))
                .limit(BRIEF_COLUMNS)
                .forEach(c -> lines.add("  " + brief(c, number)));
        if (columns.size() > BRIEF_COLUMNS) {
            lines.add("  and " + (columns.size() - BRIEF_COLUMNS) + " more that separate them less");
        }
        warnings.forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    /** Quotes a label where spaces at its ends would not be seen. */
    private static String quoted(String label) {
        return label.equals(label.strip()) ? label : "\"" + label + "\"";
    }

    private static String brief(ColumnProfile column, boolean number) {
        String unit = column.unit().isEmpty() ? "" : " " + column.unit();
        return String.format(
                Locale.ROOT,
                "%s: %.4g to %.4g%s, mean %.4g, %d missing, %.0f %% of the variance lies between %s",
                column.name(),
                column.min(),
                column.max(),
                unit,
                column.mean(),
                column.missing(),
                100 * column.separation(),
                number ? "ranges of the number" : "the classes");
    }
}
