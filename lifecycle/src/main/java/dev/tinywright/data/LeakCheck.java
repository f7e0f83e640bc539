package dev.tinywright.data;

import dev.tinywright.data.Column.Role;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds readings that are the label in other words: whole numbers, one for each class and never another.
 *
 * <p>A sensor that happens to separate the classes has more values than there are classes, so it is not taken for one.
 */
final class LeakCheck {
    private LeakCheck() {}

    /** Returns the table without such columns, or as it is where there are none. */
    static Table withoutLeaks(Table table, String where) {
        int[] classOf = table.labels().stream()
                .mapToInt(label -> LabelVariants.key(label).hashCode())
                .toArray();
        int classes = (int) Arrays.stream(classOf).distinct().count();
        boolean[] leaks = new boolean[table.readings().size()];
        int found = 0;
        for (int r = 0; r < leaks.length; r++) {
            leaks[r] = isCode(table, r, classOf, classes);
            found += leaks[r] ? 1 : 0;
        }
        if (found == leaks.length && found > 0) {
            throw TinywrightException.failed(
                    "the only columns of numbers give the class away: each class has one number of its own",
                    where,
                    "give sensor readings, or list columns as data.columns in task.yaml if these really are readings");
        }
        return found == 0 ? table : without(table, leaks);
    }

    private static boolean isCode(Table table, int reading, int[] classOf, int classes) {
        Map<Float, Integer> classByValue = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            float value = table.value(row, reading);
            if (Float.isNaN(value) || value != Math.rint(value)) {
                return false;
            }
            int label = classOf[table.classOf(row)];
            Integer before = classByValue.putIfAbsent(value, label);
            if ((before != null && before != label) || classByValue.size() > classes) {
                return false;
            }
        }
        return classByValue.size() == classes;
    }

    private static Table without(Table table, boolean[] leaks) {
        List<Column> columns = new ArrayList<>();
        List<String> warnings = new ArrayList<>(table.warnings());
        int reading = 0;
        for (Column column : table.columns()) {
            if (column.role() == Role.READING && leaks[reading++]) {
                columns.add(new Column(column.name(), column.unit(), Role.LEAK, "it is a code for the class"));
                warnings.add(
                        "left out: column '" + column.name() + "', because it gives the class away: each class has "
                                + "one whole number of its own; list it in data.columns if it really is a reading");
            } else {
                columns.add(column);
            }
        }
        float[][] kept = IntStream.range(0, leaks.length)
                .filter(r -> !leaks[r])
                .mapToObj(table::valuesOf)
                .toArray(float[][]::new);
        return new Table(
                columns,
                table.labels(),
                table.files(),
                table.parts().withValues(kept),
                table.account(),
                table.rateHz(),
                table.notes(),
                warnings);
    }
}
