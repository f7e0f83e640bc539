package dev.tinywright.steps;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tinywright.data.StepResult;
import dev.tinywright.data.StepRows;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Holds what a program wrote against the rows that it was handed. Every row in is kept or dropped; none is made up, none comes
 * twice; no column is new; and no reading is changed so often that the device would see other numbers than the network learned
 * from.
 */
final class StepCheck {
    /** More of the rows than this may not have a reading changed: the device does not run the step. */
    static final double MOST_CHANGED = 0.1;

    private final String path;
    private final StepRows rows;
    private final BitSet kept = new BitSet();
    private final String[] labels;
    private final float[][] values;

    StepCheck(String path, StepRows rows) {
        this.path = path;
        this.rows = rows;
        this.labels = new String[rows.size()];
        Arrays.setAll(labels, rows::label);
        this.values = new float[rows.readings().size()][rows.size()];
        for (int c = 0; c < values.length; c++) {
            for (int i = 0; i < rows.size(); i++) {
                values[c][i] = rows.value(i, c);
            }
        }
    }

    /** Returns what the program made of all rows. */
    StepResult check(byte[] csv) {
        int[] columns = read(csv);
        requireRows();
        requireClasses();
        requireFewChanges(columns);
        return result(columns);
    }

    /** Returns what the program made of a few rows, of which the rest cannot be told. */
    StepResult sample(byte[] csv) {
        return result(read(csv));
    }

    private int[] read(byte[] csv) {
        String text = new String(csv, StandardCharsets.UTF_8);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .maxBufferSize(1 << 20)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            var records = reader.iterator();
            StepHeader header = new StepHeader(path, rows, records.next().getFields());
            while (records.hasNext()) {
                read(header, records.next());
            }
            return header.columns();
        } catch (CsvParseException | java.io.IOException e) {
            throw broken(
                    "wrote what is no CSV: " + e.getMessage(), "", "separate fields by commas, rows by line breaks");
        }
    }

    private void read(StepHeader header, CsvRecord csvRecord) {
        String line = ", line " + csvRecord.getStartingLineNumber() + " of its output";
        if (csvRecord.getFieldCount() != header.size()) {
            throw broken(
                    "wrote " + csvRecord.getFieldCount() + " fields where its header has " + header.size(),
                    line,
                    "put fields with a comma or a quote into double quotes");
        }
        int row = position(csvRecord.getField(header.row()), line);
        if (kept.get(row)) {
            throw broken(
                    "wrote row " + rows.id(row) + " twice",
                    line,
                    "to make rare classes weigh more use the block balance");
        }
        kept.set(row);
        String label = csvRecord.getField(header.label());
        if (label.isBlank()) {
            throw broken("left row " + rows.id(row) + " without a label", line, "drop the row, or keep its label");
        }
        labels[row] = label;
        header.group().ifPresent(group -> requireGroup(row, csvRecord.getField(group), line));
        int[] columns = header.columns();
        for (int column : columns) {
            values[column][row] = number(csvRecord.getField(header.field(column)), column, line);
        }
    }

    private int position(String field, String line) {
        double id;
        try {
            id = Double.parseDouble(field);
        } catch (NumberFormatException e) {
            id = Double.NaN;
        }
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (rows.id(middle) == id) {
                return middle;
            }
            if (rows.id(middle) < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        throw broken(
                "wrote a row that it was not given: " + StepCsv.ROW + " is '" + StepHeader.shown(field) + "'",
                line,
                "a step may not make up rows; to make rare classes weigh more use the block balance");
    }

    private void requireGroup(int row, String field, String line) {
        if (!field.strip().matches(rows.groupOf(row) + "(\\.0+)?")) {
            throw broken("changed the group of row " + rows.id(row), line, "leave " + StepCsv.GROUP + " as it is");
        }
    }

    private float number(String field, int column, String line) {
        String text = field.strip();
        if (text.isEmpty() || List.of("nan", "na", "null", "none").contains(text.toLowerCase(Locale.ROOT))) {
            return Float.NaN;
        }
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw broken(
                "wrote '" + StepHeader.shown(field) + "' in column '"
                        + rows.readings().get(column).name() + "', which is no number",
                line,
                "leave the field empty where a reading is missing");
    }

    private void requireRows() {
        if (kept.isEmpty()) {
            throw broken("dropped all " + rows.size() + " rows", "", "look at the condition that rows are kept by");
        }
    }

    /** A class may be merged into another, but not vanish. */
    private void requireClasses() {
        BitSet before = new BitSet();
        BitSet after = new BitSet();
        for (int i = 0; i < rows.size(); i++) {
            before.set(rows.classOf(i));
            if (kept.get(i)) {
                after.set(rows.classOf(i));
            }
        }
        before.andNot(after);
        if (!before.isEmpty()) {
            String gone = rows.labels().get(before.nextSetBit(0));
            throw broken(
                    "dropped every row of the class '" + StepHeader.shown(gone) + "'",
                    "",
                    "a class that is not wanted is left out in task.yaml, labels");
        }
    }

    private void requireFewChanges(int[] columns) {
        for (int column : columns) {
            int changed = changed(column);
            if (changed > MOST_CHANGED * kept.cardinality()) {
                String name = rows.readings().get(column).name();
                throw broken(
                        "changed '%s' in %d of %d rows, and the device does not run it: there the network would see other numbers than it learned from"
                                .formatted(name, changed, kept.cardinality()),
                        "",
                        "what is computed of readings belongs on the device too: use the block derive, or impute or clip-outliers");
            }
        }
    }

    /** Returns in how many kept rows a reading was changed. */
    private int changed(int column) {
        return (int) kept.stream()
                .filter(i -> Float.compare(values[column][i] + 0f, rows.value(i, column) + 0f) != 0)
                .count();
    }

    private StepResult result(int[] columns) {
        List<String> names =
                List.copyOf(new TreeSet<>(kept.stream().mapToObj(i -> labels[i]).toList()));
        int[] classes = new int[rows.size()];
        kept.stream().forEach(i -> classes[i] = java.util.Collections.binarySearch(names, labels[i]));
        float[][] left = Arrays.stream(columns).mapToObj(c -> values[c]).toArray(float[][]::new);
        int[] changes = IntStream.range(0, values.length)
                .map(c -> Arrays.stream(columns).anyMatch(left1 -> left1 == c) ? changed(c) : -1)
                .toArray();
        return new StepResult(
                kept, columns, left, names, classes, new StepNotes(path, rows, kept, labels, changes).lines());
    }

    private TinywrightException broken(String what, String where, String hint) {
        return TinywrightException.failed(path + " " + what, path + where, hint);
    }

    /** Returns the names of readings, for messages. */
    static List<String> names(StepRows rows) {
        return rows.readings().stream().map(Reading::name).toList();
    }
}
