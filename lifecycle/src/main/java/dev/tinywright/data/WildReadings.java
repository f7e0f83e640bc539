package dev.tinywright.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Takes readings that no sensor can have meant for missing: a few that lie more than {@value #TOO_FAR} times the distance of
 * the quartiles from the median, such as 1e30 among temperatures. One of them would leave the integer arithmetic of the device
 * no digits for the others. Outliers of a usual size stay: clip-outliers is for those.
 */
final class WildReadings {
    private static final double TOO_FAR = 1e6;
    /** More of them are no accident, and stay. */
    private static final double RARE = 0.05;

    private WildReadings() {}

    /** Returns the table with such readings missing, and a warning for each column that had some. */
    static Table asMissing(Table table) {
        float[][] values = table.parts().values().clone();
        List<String> warnings = new ArrayList<>(table.warnings());
        for (int r = 0; r < values.length; r++) {
            float[] column = values[r];
            double[] range = usualRange(column);
            int wild = count(column, range);
            if (wild > 0 && wild <= Math.max(1, RARE * column.length)) {
                values[r] = tamed(column, range);
                warnings.add(String.format(
                        Locale.ROOT,
                        "column '%s' has %d %s over a million times further out than the others, such as %s: taken as missing",
                        table.readings().get(r).name(),
                        wild,
                        wild == 1 ? "reading" : "readings",
                        Float.toString(first(column, range))));
            }
        }
        return warnings.size() == table.warnings().size()
                ? table
                : new Table(
                        table.columns(),
                        table.labels(),
                        table.files(),
                        table.parts().withValues(values),
                        table.account(),
                        table.rateHz(),
                        table.notes(),
                        warnings);
    }

    /** Returns the lowest and highest reading that is believed; everything where the quartiles are equal. */
    private static double[] usualRange(float[] column) {
        float[] sorted = Arrays.copyOf(column, column.length);
        Arrays.sort(sorted); // NaN last
        int present = sorted.length;
        while (present > 0 && Float.isNaN(sorted[present - 1])) {
            present--;
        }
        double spread = present == 0 ? 0 : (double) sorted[3 * (present - 1) / 4] - sorted[(present - 1) / 4];
        double median = present == 0 ? 0 : sorted[(present - 1) / 2];
        return spread > 0
                ? new double[] {median - TOO_FAR * spread, median + TOO_FAR * spread}
                : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }

    private static boolean isWild(float value, double[] range) {
        return value < range[0] || value > range[1];
    }

    private static int count(float[] column, double[] range) {
        int count = 0;
        for (float value : column) {
            count += isWild(value, range) ? 1 : 0;
        }
        return count;
    }

    private static float first(float[] column, double[] range) {
        int at = 0;
        while (!isWild(column[at], range)) {
            at++;
        }
        return column[at];
    }

    private static float[] tamed(float[] column, double[] range) {
        float[] tamed = column.clone();
        for (int i = 0; i < tamed.length; i++) {
            tamed[i] = isWild(tamed[i], range) ? Float.NaN : tamed[i];
        }
        return tamed;
    }
}
