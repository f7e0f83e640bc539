package dev.tinywright.data;

import dev.tinywright.features.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Rows of readings with a class each, as read: nothing learned, nothing merged. Immutable.
 *
 * <p>Readings are float32, NaN where missing, kept column by column: 5 million rows of 4 readings take 140 MB.
 */
public final class Table {
    private final List<Column> columns;
    private final List<Reading> readings;
    private final List<String> labels;
    private final List<String> files;
    private final float[][] values;
    private final int[] classes;
    private final int[] groups;
    private final int groupCount;
    private final int[] fileOf;
    private final int[] lineOf;
    private final float[] numbers;
    private final Target target;
    private final RowAccount account;
    private final OptionalDouble rateHz;
    private final List<String> notes;
    private final List<String> warnings;

    /**
     * What a table holds per row: values as (readings, rows), the class, the group (empty where rows have none), the file
     * and the line.
     */
    static final class Rows {
        private final float[][] values;
        private final int[] classes;
        private final int[] groups;
        private final int[] fileOf;
        private final int[] lineOf;
        private final float[] numbers;
        private final boolean normal;

        Rows(float[][] values, int[] classes, int[] groups, int[] fileOf, int[] lineOf) {
            this(values, classes, groups, fileOf, lineOf, new float[0]);
        }

        /** @param numbers to predict, NaN where missing; empty where classes are told */
        Rows(float[][] values, int[] classes, int[] groups, int[] fileOf, int[] lineOf, float[] numbers) {
            this(values, classes, groups, fileOf, lineOf, numbers, false);
        }

        /** @param normal true where what is normal is learned, and the classes are 0 for that and 1 for faults */
        private Rows(
                float[][] values,
                int[] classes,
                int[] groups,
                int[] fileOf,
                int[] lineOf,
                float[] numbers,
                boolean normal) {
            this.values = values;
            this.classes = classes;
            this.groups = groups;
            this.fileOf = fileOf;
            this.lineOf = lineOf;
            this.numbers = numbers;
            this.normal = normal;
        }

        /** Returns the same with what is normal to be learned. */
        Rows forAlarms(int[] others) {
            return new Rows(values, others, groups, fileOf, lineOf, numbers, true);
        }

        Rows withValues(float[][] others) {
            return new Rows(others, classes, groups, fileOf, lineOf, numbers, normal);
        }

        float[][] values() {
            return values;
        }

        int[] classes() {
            return classes;
        }

        int[] fileOf() {
            return fileOf;
        }

        int[] lineOf() {
            return lineOf;
        }

        float[] numbers() {
            return numbers;
        }
    }

    Table(
            List<Column> columns,
            List<String> labels,
            List<String> files,
            Rows rows,
            RowAccount account,
            OptionalDouble rateHz,
            List<String> notes,
            List<String> warnings) {
        this.columns = List.copyOf(columns);
        this.readings = columns.stream()
                .filter(column -> column.role() == Column.Role.READING)
                .map(column -> new Reading(column.name(), column.unit()))
                .toList();
        this.labels = List.copyOf(labels);
        this.files = List.copyOf(files);
        this.values = rows.values;
        this.classes = rows.classes;
        this.groups = rows.groups;
        this.groupCount = (int) Arrays.stream(groups).distinct().count();
        this.fileOf = rows.fileOf;
        this.lineOf = rows.lineOf;
        this.numbers = rows.numbers;
        this.target = target(columns, rows);
        this.account = account;
        this.rateHz = rateHz;
        this.notes = List.copyOf(notes);
        this.warnings = List.copyOf(warnings);
        if (readings.size() != values.length || account.kept() != classes.length) {
            throw new IllegalArgumentException("table of " + readings.size() + " readings and " + account.kept()
                    + " rows has " + values.length + " and " + classes.length);
        }
    }

    private static Target target(List<Column> columns, Rows rows) {
        if (rows.normal) {
            return new Target.Normal();
        }
        return columns.stream()
                .filter(column -> column.role() == Column.Role.LABEL && rows.numbers.length > 0)
                .<Target>map(column -> new Target.Quantity(column.name(), column.unit()))
                .findFirst()
                .orElseGet(Target.Classes::new);
    }

    /** True where the files say which rows are to be tested on. */
    public boolean hasGivenSplit() {
        return GivenSplit.isIn(files);
    }

    boolean isGivenForTest(int row) {
        return GivenSplit.isTest(fileName(row));
    }

    /** Returns what is to be learned of each row. */
    public Target target() {
        return target;
    }

    /** Returns all columns of the data, in its order, used or not, each with the reason. */
    public List<Column> columns() {
        return columns;
    }

    /** Returns the columns that are learned from, in the order of {@link #row}. */
    public List<Reading> readings() {
        return readings;
    }

    public int rowCount() {
        return classes.length;
    }

    /** Returns the readings of one row, NaN where missing; a copy. */
    public float[] row(int row) {
        float[] copy = new float[values.length];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = values[c][row];
        }
        return copy;
    }

    /** Returns all rows as (rows, readings); a copy made at each call. */
    public float[][] rows() {
        float[][] copy = new float[rowCount()][];
        Arrays.setAll(copy, this::row);
        return copy;
    }

    public float value(int row, int reading) {
        return values[reading][row];
    }

    /** Returns the classes' names as they are written in the data, sorted; ranges of the number where one is predicted. */
    public List<String> labels() {
        return labels;
    }

    /** Returns the index into {@link #labels} of a row's class. */
    public int classOf(int row) {
        return classes[row];
    }

    /** True where rows belong to groups (subjects, sessions, recordings) that a split must not tear apart. */
    public boolean hasGroups() {
        return groups.length > 0;
    }

    public int groupCount() {
        return groupCount;
    }

    /** Returns a number that rows of one group share; the row's own where there are no groups. */
    public int groupOf(int row) {
        return hasGroups() ? groups[row] : row;
    }

    /** Returns where a row stands, such as "fruit.csv line 12". */
    public String origin(int row) {
        return fileName(row) + " line " + lineOf(row);
    }

    public RowAccount account() {
        return account;
    }

    /** Returns how many rows were taken in a second, where a column of times says so. */
    public OptionalDouble rateHz() {
        return rateHz;
    }

    /** Returns the choices made while reading, each with the reason. */
    public List<String> notes() {
        return notes;
    }

    /** Returns what the person should look at. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns how many rows each class has. */
    public int[] classCounts() {
        int[] counts = new int[labels.size()];
        for (int c : classes) {
            counts[c]++;
        }
        return counts;
    }

    /** Shared, not copied; for reading only. */
    Rows parts() {
        return new Rows(values, classes, groups, fileOf, lineOf, numbers, target.isNormal());
    }

    List<String> files() {
        return files;
    }

    String fileName(int row) {
        return files.get(fileOf[row]);
    }

    int lineOf(int row) {
        return lineOf[row];
    }

    float[] valuesOf(int reading) {
        return values[reading];
    }
}
