package dev.tinywright.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What a program of the project's own made of {@link StepRows}. */
public final class StepResult {
    private final BitSet kept;
    private final int[] columns;
    private final float[][] values;
    private final List<String> labels;
    private final int[] classes;
    private final List<String> notes;

    /**
     * @param kept positions of the rows that are left
     * @param columns positions of the readings that are left, rising
     * @param values the readings that are left, (columns, rows handed in); those of dropped rows count for nothing
     * @param labels classes' names, sorted
     * @param classes index into {@code labels} for each row handed in
     * @param notes what it did, for the person
     */
    public StepResult(
            BitSet kept, int[] columns, float[][] values, List<String> labels, int[] classes, List<String> notes) {
        this.kept = (BitSet) kept.clone();
        this.columns = columns.clone();
        this.values = values;
        this.labels = List.copyOf(labels);
        this.classes = classes.clone();
        this.notes = List.copyOf(notes);
    }

    boolean isKept(int row) {
        return kept.get(row);
    }

    /** Returns how many rows are left. */
    public int rows() {
        return kept.cardinality();
    }

    int[] columns() {
        return columns;
    }

    float[][] values() {
        return values;
    }

    /** Returns the classes' names, sorted. */
    public List<String> labels() {
        return labels;
    }

    int classOf(int row) {
        return classes[row];
    }

    /** Returns what it did, each in a sentence. */
    public List<String> notes() {
        return notes;
    }

    /** @throws IllegalArgumentException where this is not made of {@code before} */
    void requireFits(StepRows before) {
        boolean fits = kept.length() <= before.size()
                && classes.length == before.size()
                && values.length == columns.length
                && Arrays.stream(columns)
                        .allMatch(c -> c >= 0 && c < before.readings().size())
                && Arrays.stream(values).allMatch(column -> column.length == before.size());
        if (!fits) {
            throw new IllegalArgumentException("the result of a step is not made of the rows it was handed");
        }
    }
}
