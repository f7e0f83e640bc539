package dev.tinywright.data;

import dev.tinywright.features.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of the three parts of a dataset as one table again; rows that balancing repeats are there once. */
final class UsedRows {
    private final Dataset dataset;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Integer> classes = new ArrayList<>();
    private final List<Float> numbers = new ArrayList<>();
    private final List<Integer> units = new ArrayList<>();

    private UsedRows(Dataset dataset) {
        this.dataset = dataset;
    }

    static UsedRows of(Dataset dataset) {
        UsedRows used = new UsedRows(dataset);
        Set<Integer> seen = new HashSet<>();
        List.of(dataset.training(), dataset.validation(), dataset.test()).forEach(part -> used.add(part, seen));
        return used;
    }

    private void add(Dataset.Part part, Set<Integer> seen) {
        for (int row = 0; row < part.size(); row++) {
            if (seen.add(part.unitOf(row))) {
                rows.add(part.rows()[row]);
                classes.add(part.classes()[row]);
                if (part.numbers().length > 0) {
                    numbers.add(part.numbers()[row]);
                }
                units.add(part.unitOf(row));
            }
        }
    }

    Table table(Table read) {
        List<Reading> readings = dataset.readings();
        List<Column> columns = new ArrayList<>(read.columns().stream()
                .filter(c -> c.role() != Column.Role.READING)
                .toList());
        readings.forEach(r -> columns.add(new Column(r.name(), r.unit(), Column.Role.READING, "numbers")));
        float[][] values = new float[readings.size()][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int c = 0; c < values.length; c++) {
                values[c][row] = rows.get(row)[c];
            }
        }
        return new Table(
                columns,
                dataset.labels(),
                read.files(),
                new Table.Rows(
                        values,
                        ints(classes),
                        new int[0],
                        of(read.parts().fileOf()),
                        of(read.parts().lineOf()),
                        floats(numbers)),
                dataset.account(),
                read.rateHz(),
                List.of(),
                List.of());
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    private int[] of(int[] all) {
        return units.stream().mapToInt(unit -> all[unit]).toArray();
    }

    private static int[] ints(List<Integer> list) {
        int[] ints = new int[list.size()];
        Arrays.setAll(ints, list::get);
        return ints;
    }
}
