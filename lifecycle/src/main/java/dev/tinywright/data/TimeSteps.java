package dev.tinywright.data;

import dev.tinywright.features.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a row has before and after it in time. Rows are in the order of time within a file and a group; where lines between two rows
 * were dropped while reading, they are no neighbours.
 */
final class TimeSteps {
    private final Table table;
    private final int usualStep;

    TimeSteps(Table table) {
        this.table = table;
        this.usualStep = usualStep(table);
    }

    /** Lines from one row to the next, in the middle of all. */
    private static int usualStep(Table table) {
        int[] steps = IntStream.range(1, table.rowCount())
                .filter(row -> table.parts().fileOf()[row] == table.parts().fileOf()[row - 1])
                .map(row -> table.lineOf(row) - table.lineOf(row - 1))
                .sorted()
                .toArray();
        return steps.length == 0 ? 1 : steps[steps.length / 2];
    }

    /** Returns the values that stand {@code rows} later (earlier where negative), NaN where there is no such row. */
    float[] shifted(float[] values, int rows) {
        float[] shifted = new float[values.length];
        Arrays.fill(shifted, Float.NaN);
        for (int row = Math.max(0, -rows); row < values.length - Math.max(0, rows); row++) {
            if (areNeighbours(row, row + rows)) {
                shifted[row] = values[row + rows];
            }
        }
        return shifted;
    }

    private boolean areNeighbours(int row, int other) {
        boolean together = table.parts().fileOf()[row] == table.parts().fileOf()[other]
                && (!table.hasGroups() || table.groupOf(row) == table.groupOf(other));
        return together && table.lineOf(other) - table.lineOf(row) == usualStep * (other - row);
    }

    /** Returns the names of the lags of a reading: "pm2.5 1 before", "pm2.5 2 before". */
    static List<Reading> lags(Reading reading, int rows) {
        List<Reading> lags = new ArrayList<>();
        for (int lag = 1; lag <= rows; lag++) {
            lags.add(new Reading(reading.name() + " " + lag + " before", reading.unit()));
        }
        return lags;
    }
}
