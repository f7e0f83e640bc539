package dev.tinywright.steps;

import dev.tinywright.data.StepRows;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.Nearest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The first line of what a program wrote: which field is which column. */
final class StepHeader {
    private final String path;
    private final List<String> names;
    private final int row;
    private final int label;
    private final int[] columns;
    private final int[] fieldOf;

    /** @throws TinywrightException where a column is new, comes twice, or one that is needed is not there */
    StepHeader(String path, StepRows rows, List<String> names) {
        this.path = path;
        this.names = names;
        List<String> readings = StepCheck.names(rows);
        names.forEach(name -> requireKnown(name, readings, rows));
        if (names.stream().distinct().count() != names.size()) {
            throw broken("wrote a column twice: " + shown(String.join(", ", names)), "write each column once");
        }
        this.row = required(StepCsv.ROW);
        this.label = required(rows.labelName());
        this.columns = IntStream.range(0, readings.size())
                .filter(c -> names.contains(readings.get(c)))
                .toArray();
        this.fieldOf = readings.stream().mapToInt(names::indexOf).toArray();
        if (columns.length == 0) {
            throw broken("left out every reading", "leave at least one column to learn from");
        }
    }

    private void requireKnown(String name, List<String> readings, StepRows rows) {
        boolean ours = name.equals(StepCsv.ROW) || name.equals(rows.labelName());
        if (ours || readings.contains(name) || (rows.hasGroups() && name.equals(StepCsv.GROUP))) {
            return;
        }
        String nearest = Nearest.of(name, readings)
                .map(near -> "did you mean '" + near + "'? ")
                .orElse("");
        throw broken(
                "wrote a column that it was not given: '" + shown(name) + "'",
                nearest + "for a new column use the block derive, which the device computes too");
    }

    private int required(String name) {
        int found = names.indexOf(name);
        if (found < 0) {
            throw broken(
                    "wrote no column '" + name + "', but " + shown(String.join(", ", names)),
                    "keep the columns " + StepCsv.ROW + " and the label's, with their names in the first line");
        }
        return found;
    }

    private TinywrightException broken(String what, String hint) {
        return TinywrightException.failed(path + " " + what, path + ", line 1 of its output", hint);
    }

    /** Returns a program's own words, short and without control characters. */
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
    }

    int size() {
        return names.size();
    }

    int row() {
        return row;
    }

    int label() {
        return label;
    }

    OptionalInt group() {
        int found = names.indexOf(StepCsv.GROUP);
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    /** Returns the readings that are left, by their position among those handed in; rising. */
    int[] columns() {
        return columns.clone();
    }

    /** Returns the field of a reading that is left. */
    int field(int column) {
        return fieldOf[column];
    }
}
