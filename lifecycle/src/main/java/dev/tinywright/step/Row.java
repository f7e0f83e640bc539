package dev.tinywright.step;

import java.util.List;

/** One row: a label and a number for each column. Immutable; what changes it returns another. */
public final class Row {
    private final Columns columns;
    private final int id;
    private final int group;
    private final String label;
    private final double[] numbers;

    Row(Columns columns, int id, int group, String label, double[] numbers) {
        this.columns = columns;
        this.id = id;
        this.group = group;
        this.label = label;
        this.numbers = numbers;
    }

    /** Returns the row's number in the data, from 1 on: the column {@code _row}. */
    public int id() {
        return id;
    }

    /** Returns a number that rows of one recording or subject share; the row's own where the data has no groups. */
    public int group() {
        return group;
    }

    public String label() {
        return label;
    }

    /** Returns the names of the columns, in order. */
    public List<String> columns() {
        return columns.names();
    }

    /**
     * Returns the reading of a column, NaN where it is missing.
     *
     * @throws IllegalArgumentException where there is no such column; the message names those there are
     */
    public double number(String column) {
        return numbers[columns.indexOf(column)];
    }

    /** True where the reading is missing. */
    public boolean isMissing(String column) {
        return Double.isNaN(number(column));
    }

    /** Returns the same row with another reading; NaN for a missing one. */
    public Row with(String column, double value) {
        double[] changed = numbers.clone();
        changed[columns.indexOf(column)] = value;
        return new Row(columns, id, group, label, changed);
    }

    /** Returns the same row with another label. */
    public Row withLabel(String other) {
        if (other.isBlank()) {
            throw new IllegalArgumentException("row " + id + " must have a label");
        }
        return new Row(columns, id, group, other, numbers);
    }

    Row without(int index, Columns left) {
        double[] fewer = new double[numbers.length - 1];
        System.arraycopy(numbers, 0, fewer, 0, index);
        System.arraycopy(numbers, index + 1, fewer, index, fewer.length - index);
        return new Row(left, id, group, label, fewer);
    }

    double number(int index) {
        return numbers[index];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("row " + id + " '" + label + "'");
        for (int c = 0; c < numbers.length; c++) {
            text.append(' ').append(columns.names().get(c)).append('=').append(numbers[c]);
        }
        return text.toString();
    }
}
