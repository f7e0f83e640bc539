package dev.tinywright.data;

import dev.tinywright.data.Column.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Gives acceleration its unit where the header has none: at rest, or on average of a movement, the three axes together
 * measure gravity, so the median length of their vector is near 1 in g and near 9.81 in m/s².
 */
final class GravityUnit {
    private static final Set<String> ACCELERATION = Set.of(
            "acc", "accel", "acceleration", "accelerometer", "a", "ac", "ax", "ay", "az", "accx", "accy", "accz");
    private static final List<String> AXES = List.of("x", "y", "z");
    private static final int MOST_ROWS = 100_000;

    private GravityUnit() {}

    /** Returns the table with units for its acceleration columns, and a note for each three of them. */
    static Table inferred(Table table) {
        List<Column> columns = new ArrayList<>(table.columns());
        List<String> notes = new ArrayList<>(table.notes());
        for (int x = 0; x < table.readings().size(); x++) {
            int[] triad = triad(table, x);
            String unit = triad.length == 0 ? "" : unit(table, triad);
            if (!unit.isEmpty()) {
                List<String> names = Arrays.stream(triad)
                        .mapToObj(r -> table.readings().get(r).name())
                        .toList();
                columns.replaceAll(c -> c.role() == Role.READING && names.contains(c.name())
                        ? new Column(c.name(), unit, c.role(), c.why())
                        : c);
                notes.add("unit: " + String.join(", ", names) + " taken as " + unit
                        + ", because together they measure gravity as " + (unit.equals("g") ? "1" : "9.8"));
            }
        }
        return notes.size() == table.notes().size()
                ? table
                : new Table(
                        columns,
                        table.labels(),
                        table.files(),
                        table.parts(),
                        table.account(),
                        table.rateHz(),
                        notes,
                        table.warnings());
    }

    /** Returns the three axes of an acceleration without a unit whose x is reading {@code x}; empty where it is none. */
    private static int[] triad(Table table, int x) {
        String name = table.readings().get(x).name();
        if (!isAcceleration(name, 0) || !table.readings().get(x).unit().isEmpty()) {
            return new int[0];
        }
        int[] triad = {x, -1, -1};
        for (int axis = 1; axis < 3; axis++) {
            for (int r = 0; r < table.readings().size(); r++) {
                String other = table.readings().get(r).name();
                boolean same = table.readings().get(r).unit().isEmpty()
                        && isAcceleration(other, axis)
                        && withoutAxis(other, axis).equals(withoutAxis(name, 0));
                triad[axis] = same ? r : triad[axis];
            }
        }
        return triad[1] < 0 || triad[2] < 0 ? new int[0] : triad;
    }

    private static boolean isAcceleration(String name, int axis) {
        List<String> words = ColumnNames.words(name);
        String letter = AXES.get(axis);
        boolean joined = !words.isEmpty() && words.stream().anyMatch(w -> w.matches("(a|ac|acc|accel)" + letter));
        return joined || (words.contains(letter) && words.stream().anyMatch(ACCELERATION::contains));
    }

    private static String withoutAxis(String name, int axis) {
        return String.join(
                " ",
                ColumnNames.words(name).stream()
                        .map(w -> w.matches("(a|ac|acc|accel)" + AXES.get(axis)) ? w.substring(0, w.length() - 1) : w)
                        .filter(w -> !w.equals(AXES.get(axis)))
                        .toList());
    }

    private static String unit(Table table, int[] triad) {
        int step = Math.max(1, table.rowCount() / MOST_ROWS);
        double[] lengths = new double[table.rowCount() / step + 1];
        int count = 0;
        for (int row = 0; row < table.rowCount(); row += step) {
            double squares = 0;
            for (int reading : triad) {
                squares += (double) table.value(row, reading) * table.value(row, reading);
            }
            if (!Double.isNaN(squares)) {
                lengths[count++] = Math.sqrt(squares);
            }
        }
        Arrays.sort(lengths, 0, count);
        double median = count == 0 ? 0 : lengths[count / 2];
        boolean g = median > 0.85 && median < 1.15;
        boolean metric = median > 8.3 && median < 11.3;
        return g ? "g" : metric ? "m/s²" : "";
    }
}
