package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first of two passes over the data: what the columns hold and how many rows there are.
 *
 * @param columns in the order of the first file
 * @param positions for each file, where each column stands in it
 * @param rowsRead records, whole or broken
 * @param wholeRows records that have a field for each column
 * @param broken the first record that has not, for messages: " (x.csv line 3 has 5 fields, its header 4)"; empty where none
 */
record Survey(List<ColumnSurvey> columns, List<int[]> positions, int rowsRead, int wholeRows, String broken) {

    static Survey of(List<DataFiles.Part> parts) {
        CsvFile first = parts.getFirst().file();
        List<ColumnSurvey> columns =
                first.header().stream().map(ColumnSurvey::new).toList();
        List<int[]> positions = new ArrayList<>();
        int[] rows = new int[2];
        StringBuilder broken = new StringBuilder();
        for (DataFiles.Part part : parts) {
            CsvFile file = part.file();
            int[] position = positions(first, file);
            positions.add(position);
            file.forEachRecord(csvRecord -> {
                rows[0]++;
                if (file.fits(csvRecord)) {
                    rows[1]++;
                    for (int c = 0; c < position.length; c++) {
                        columns.get(c).add(csvRecord.getField(position[c]), file.decimal());
                    }
                } else if (broken.isEmpty()) {
                    String quote = CsvFile.runsOver(csvRecord) ? "; is a quote not closed there?" : "";
                    broken.append(String.format(
                            Locale.ROOT,
                            " (%s line %d has %d fields, the table %d%s)",
                            file.name(),
                            csvRecord.getStartingLineNumber(),
                            csvRecord.getFieldCount(),
                            file.header().size(),
                            quote));
                }
            });
        }
        return new Survey(columns, positions, rows[0], rows[1], broken.toString());
    }

    /** Finds the columns of the first file in another one, by name, in whatever order. */
    private static int[] positions(CsvFile first, CsvFile file) {
        List<String> names =
                file.header().stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        int[] positions = first.header().stream()
                .mapToInt(name -> names.indexOf(name.toLowerCase(Locale.ROOT)))
                .toArray();
        boolean differs = names.size() != positions.length;
        for (int position : positions) {
            differs |= position < 0;
        }
        if (differs) {
            throw TinywrightException.failed(
                    "the files do not have the same columns: " + first.name() + " has "
                            + LabelFinder.listed(first.header()) + "; " + file.name() + " has "
                            + LabelFinder.listed(file.header()),
                    file.path().toString(),
                    "give one of the files, such as " + first.path() + ", or make their headers the same");
        }
        return positions;
    }
}
