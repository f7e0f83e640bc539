package dev.tinywright.data;

import dev.tinywright.data.Column.Role;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Looks at the number to predict: whether it changes at all, has so few values that it may be a class, or is among the readings. */
final class TargetCheck {
    private static final int FEW_VALUES = 4;
    private static final double SAME = 0.999_999;

    private TargetCheck() {}

    /** Returns the table without readings that are the number itself in other units, and with notes of what people should look at. */
    static Table checked(Table table, String where) {
        Target.Quantity target = (Target.Quantity) table.target();
        float[] numbers = table.parts().numbers();
        long different = table.labels().size();
        if (different < 2) {
            throw TinywrightException.failed(
                    "column '" + target.name() + "' is the same in every row; there is nothing to predict",
                    where,
                    "give data in which it changes, or name another column as data.label in task.yaml");
        }
        List<String> warnings = new ArrayList<>(table.warnings());
        if (different <= FEW_VALUES && areWhole(numbers)) {
            warnings.add("column '" + target.name() + "' has only " + different
                    + " different whole numbers and is predicted as a number, as asked; where they stand for kinds of "
                    + "things, ask to tell them apart instead (kind: classification in task.yaml)");
        }
        boolean[] copies = new boolean[table.readings().size()];
        for (int r = 0; r < copies.length; r++) {
            copies[r] = Math.abs(correlation(table.valuesOf(r), numbers)) > SAME;
        }
        return without(table, copies, warnings, where);
    }

    private static boolean areWhole(float[] numbers) {
        return IntStream.range(0, numbers.length)
                .allMatch(i -> Float.isNaN(numbers[i]) || numbers[i] == Math.rint(numbers[i]));
    }

    /** Pearson's; 0 where one is constant. */
    private static double correlation(float[] x, float[] y) {
        double n = 0;
        double sx = 0;
        double sy = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Float.isNaN(x[i]) && !Float.isNaN(y[i])) {
                n++;
                sx += x[i];
                sy += y[i];
            }
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Float.isNaN(x[i]) && !Float.isNaN(y[i])) {
                double dx = x[i] - sx / n;
                double dy = y[i] - sy / n;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }

    private static Table without(Table table, boolean[] copies, List<String> warnings, String where) {
        List<Column> columns = new ArrayList<>();
        int reading = 0;
        int left = 0;
        for (Column column : table.columns()) {
            if (column.role() == Role.READING && copies[reading++]) {
                columns.add(new Column(
                        column.name(), column.unit(), Role.LEAK, "it is the number to predict in other words"));
                warnings.add("left out: column '" + column.name()
                        + "', because it is the number to predict itself, on another scale at most");
            } else {
                columns.add(column);
                left += column.role() == Role.READING ? 1 : 0;
            }
        }
        if (left == 0) {
            throw TinywrightException.failed(
                    "the only columns of numbers are the number to predict itself, on another scale at most",
                    where,
                    "give readings that it can be predicted from");
        }
        float[][] kept = IntStream.range(0, copies.length)
                .filter(r -> !copies[r])
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
