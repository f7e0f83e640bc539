package dev.tinywright.step;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The CSV that steps read and write: {@code _row}, the label, {@code _group} where there are groups, then the readings. Fields
 * are separated by commas; those with a comma, a quote or a line break are in double quotes, quotes doubled.
 */
final class RowFile {
    static final String ROW = "_row";
    static final String GROUP = "_group";

    private RowFile() {}

    /** What was read, and what is needed to write it again. */
    record Content(Rows rows, String labelName, boolean hasGroups) {}

    static Content read(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> fields = new ArrayList<>();
        int at = record(text, 0, fields);
        String labelName = fields.get(1);
        boolean groups = fields.size() > 2 && fields.get(2).equals(GROUP);
        int first = groups ? 3 : 2;
        Columns columns = new Columns(fields.subList(first, fields.size()));
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            at = record(text, at, fields);
            rows.add(row(columns, fields, groups, first));
        }
        return new Content(new Rows(columns, rows), labelName, groups);
    }

    private static Row row(Columns columns, List<String> fields, boolean groups, int first) {
        int id = Integer.parseInt(fields.getFirst());
        double[] numbers = new double[columns.names().size()];
        for (int c = 0; c < numbers.length; c++) {
            String field = fields.get(first + c);
            numbers[c] = field.isEmpty() ? Double.NaN : Double.parseDouble(field);
        }
        return new Row(columns, id, groups ? Integer.parseInt(fields.get(2)) : id, fields.get(1), numbers);
    }

    /** Reads one record into {@code fields}; returns where the next begins. */
    private static int record(String text, int from, List<String> fields) {
        fields.clear();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (!quoted && c == '\n') {
                fields.add(field.toString());
                return i + 1;
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return text.length();
    }

    static void write(Content content, Path file) throws IOException {
        Rows rows = content.rows();
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(ROW + "," + quoted(content.labelName()) + (content.hasGroups() ? "," + GROUP : ""));
            for (String column : rows.columns()) {
                out.write("," + quoted(column));
            }
            out.write('\n');
            for (Row row : rows) {
                out.write(row.id() + "," + quoted(row.label()) + (content.hasGroups() ? "," + row.group() : ""));
                for (int c = 0; c < row.columns().size(); c++) {
                    double number = row.number(c);
                    out.write(Double.isNaN(number) ? "," : "," + number);
                }
                out.write('\n');
            }
        }
    }

    private static String quoted(String field) {
        return field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
