package dev.tinywright.steps;

import dev.tinywright.data.StepRows;
import dev.tinywright.features.Reading;

/** The CSV that programs are handed: {@code _row}, the label, {@code _group} where there are groups, then the readings. */
final class StepCsv {
    static final String ROW = "_row";
    static final String GROUP = "_group";

    private StepCsv() {}

    static String text(StepRows rows) {
        StringBuilder text = new StringBuilder(ROW).append(',').append(quoted(rows.labelName()));
        if (rows.hasGroups()) {
            text.append(',').append(GROUP);
        }
        for (Reading reading : rows.readings()) {
            text.append(',').append(quoted(reading.name()));
        }
        text.append('\n');
        for (int row = 0; row < rows.size(); row++) {
            append(rows, row, text);
        }
        return text.toString();
    }

    private static void append(StepRows rows, int row, StringBuilder text) {
        text.append(rows.id(row)).append(',').append(quoted(rows.label(row)));
        if (rows.hasGroups()) {
            text.append(',').append(rows.groupOf(row));
        }
        for (int c = 0; c < rows.readings().size(); c++) {
            float value = rows.value(row, c);
            text.append(',').append(Float.isNaN(value) ? "" : Float.toString(value));
        }
        text.append('\n');
    }

    private static String quoted(String field) {
        return field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
