package dev.tinywright.data;

import dev.tinywright.features.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows that a program of the project's own is handed: those that are left before it, with label, readings and group. */
public final class StepRows {
    private final String labelName;
    private final List<Reading> readings;
    private final float[][] values;
    private final List<String> labels;
    private final int[] classes;
    private final int[] groups;
    private final int[] ids;
    private final List<String> origins;

    private StepRows(
            String labelName,
            List<Reading> readings,
            float[][] values,
            List<String> labels,
            int[] classes,
            int[] groups,
            int[] ids,
            List<String> origins) {
        this.labelName = labelName;
        this.readings = List.copyOf(readings);
        this.values = values;
        this.labels = List.copyOf(labels);
        this.classes = classes;
        this.groups = groups;
        this.ids = ids;
        this.origins = origins;
    }

    /** Returns all rows of a table as they were read. */
    public static StepRows of(Table table) {
        return of(
                table,
                table.readings(),
                table.parts().values(),
                IntStream.range(0, table.rowCount()).toArray(),
                table.labels(),
                table.parts().classes());
    }

    static StepRows of(
            Table table, List<Reading> readings, float[][] values, int[] rows, List<String> labels, int[] classes) {
        String labelName = table.columns().stream()
                .filter(column -> column.role() == Column.Role.LABEL)
                .map(Column::name)
                .findFirst()
                .orElse("label");
        return new StepRows(
                labelName,
                readings,
                picked(values, rows),
                labels,
                Arrays.stream(rows).map(row -> classes[row]).toArray(),
                table.hasGroups() ? Arrays.stream(rows).map(table::groupOf).toArray() : new int[0],
                Arrays.stream(rows).map(row -> row + 1).toArray(),
                new Origins(table, rows));
    }

    /** Returns at most {@code most} rows, as many of each class as there are to be had, in their order. */
    public StepRows sample(int most) {
        int[] rank = new int[size()];
        int[] seen = new int[labels.size()];
        for (int i = 0; i < rank.length; i++) {
            rank[i] = seen[classes[i]]++;
        }
        int[] rows = IntStream.range(0, size())
                .boxed()
                .sorted(java.util.Comparator.comparingInt(i -> rank[i]))
                .limit(most)
                .mapToInt(i -> i)
                .sorted()
                .toArray();
        return new StepRows(
                labelName,
                readings,
                picked(values, rows),
                labels,
                Arrays.stream(rows).map(i -> classes[i]).toArray(),
                groups.length == 0
                        ? groups
                        : Arrays.stream(rows).map(i -> groups[i]).toArray(),
                Arrays.stream(rows).map(i -> ids[i]).toArray(),
                Arrays.stream(rows).mapToObj(origins::get).toList());
    }

    private static float[][] picked(float[][] values, int[] rows) {
        float[][] picked = new float[values.length][rows.length];
        for (int c = 0; c < picked.length; c++) {
            for (int i = 0; i < rows.length; i++) {
                picked[c][i] = values[c][rows[i]];
            }
        }
        return picked;
    }

    public int size() {
        return ids.length;
    }

    /** Returns the name of the label's column in the data, "label" where it has none. */
    public String labelName() {
        return labelName;
    }

    public List<Reading> readings() {
        return readings;
    }

    /** Returns a reading, NaN where it is missing. */
    public float value(int row, int reading) {
        return values[reading][row];
    }

    /** Returns the classes' names; rows may be left of not all of them. */
    public List<String> labels() {
        return labels;
    }

    public int classOf(int row) {
        return classes[row];
    }

    public String label(int row) {
        return labels.get(classes[row]);
    }

    public boolean hasGroups() {
        return groups.length > 0;
    }

    public int groupOf(int row) {
        return groups[row];
    }

    /** Returns the row's number in the data, from 1 on, which it keeps whatever is dropped; rising. */
    public int id(int row) {
        return ids[row];
    }

    /** Returns where the row stands, such as "fruit.csv line 12". */
    public String origin(int row) {
        return origins.get(row);
    }

    /** Places are put into words only when they are asked for. */
    private static final class Origins extends java.util.AbstractList<String> {
        private final Table table;
        private final int[] rows;

        Origins(Table table, int[] rows) {
            this.table = table;
            this.rows = rows;
        }

        @Override
        public String get(int index) {
            return table.origin(rows[index]);
        }

        @Override
        public int size() {
            return rows.length;
        }
    }
}
