package dev.tinywright.step;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Rows with the same columns, in the order of the data. Immutable; what changes them returns others. */
public final class Rows implements Iterable<Row> {
    private final Columns columns;
    private final List<Row> rows;

    Rows(Columns columns, List<Row> rows) {
        this.columns = columns;
        this.rows = List.copyOf(rows);
    }

    /** Returns the names of the columns, in order; the label is not among them. */
    public List<String> columns() {
        return columns.names();
    }

    public int size() {
        return rows.size();
    }

    public Row get(int index) {
        return rows.get(index);
    }

    @Override
    public Iterator<Row> iterator() {
        return rows.iterator();
    }

    public Stream<Row> stream() {
        return rows.stream();
    }

    /** Returns the labels that occur, each once, sorted. */
    public List<String> labels() {
        return rows.stream().map(Row::label).distinct().sorted().toList();
    }

    /** Returns the rows that {@code keep} is true for. */
    public Rows where(Predicate<Row> keep) {
        return new Rows(columns, rows.stream().filter(keep).toList());
    }

    /** Returns the rows with a label. */
    public Rows labelled(String label) {
        return where(row -> row.label().equals(label));
    }

    /** Returns each row as {@code change} makes it: {@code row -> row.withLabel(…)}. */
    public Rows map(UnaryOperator<Row> change) {
        return new Rows(columns, rows.stream().map(change).toList());
    }

    /** Returns the rows in {@code kept}, which are rows of these. */
    public Rows of(List<Row> kept) {
        return new Rows(columns, kept);
    }

    /** Returns the rows without a column. */
    public Rows without(String column) {
        int index = columns.indexOf(column);
        Columns left = new Columns(
                columns.names().stream().filter(name -> !name.equals(column)).toList());
        return new Rows(left, rows.stream().map(row -> row.without(index, left)).toList());
    }

    /** Returns the mean of a column's readings, missing ones aside; NaN where there are none. */
    public double mean(String column) {
        return Arrays.stream(sorted(column)).average().orElse(Double.NaN);
    }

    /** Returns the median of a column's readings, missing ones aside; NaN where there are none. */
    public double median(String column) {
        return quantile(column, 0.5);
    }

    /**
     * Returns the reading that a share of a column's readings does not exceed, missing ones aside; NaN where there are none.
     *
     * @param share in [0, 1]; between two readings it is interpolated
     */
    public double quantile(String column, double share) {
        double[] sorted = sorted(column);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private double[] sorted(String column) {
        int index = columns.indexOf(column);
        return rows.stream()
                .mapToDouble(row -> row.number(index))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    Columns shared() {
        return columns;
    }
}
