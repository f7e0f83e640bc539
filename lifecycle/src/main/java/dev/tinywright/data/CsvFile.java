package dev.tinywright.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A CSV file and how it is written.
 *
 * @param name as messages show it, relative to the folder that was given
 * @param preamble records before the header that are no rows: "sep=;", a title, comments
 * @param hasHeader whether the first record is names
 * @param decimal the decimal separator, point or comma
 * @param header names as the file has them, or made up where it has none
 */
record CsvFile(
        Path path,
        String name,
        Charset charset,
        char delimiter,
        char quote,
        int preamble,
        boolean hasHeader,
        char decimal,
        List<String> header) {
    /** The longest field there can be, in characters; more is a file without line breaks, or a quote never closed. */
    static final int MAX_FIELD = 1 << 20;

    static CsvReader.CsvReaderBuilder builder(char delimiter, char quote) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_FIELD)
                .detectBomHeader(true);
    }

    /** Passes on every record after the header, one at a time; blank lines are not records. */
    void forEachRecord(Consumer<CsvRecord> action) {
        try (InputStream in = Files.newInputStream(path);
                CsvReader<CsvRecord> reader = builder(delimiter, quote).ofCsvRecord(in, charset);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            for (int skip = preamble + (hasHeader ? 1 : 0); skip > 0 && records.hasNext(); skip--) {
                records.next();
            }
            while (records.hasNext()) {
                CsvRecord next = records.next();
                if (header.size() == 1
                        || next.getFieldCount() > 1
                        || !next.getField(0).isBlank()) {
                    action.accept(next);
                }
            }
        } catch (CsvParseException e) {
            throw unparsable(e);
        } catch (UncheckedIOException e) {
            throw Encoding.unreadable(path, new IOException(e));
        } catch (IOException e) {
            throw Encoding.unreadable(path, e);
        }
    }

    /** True where a field goes on over the end of its line, as after a quote that is never closed. */
    static boolean runsOver(CsvRecord csvRecord) {
        return csvRecord.getFields().stream().anyMatch(field -> field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0);
    }

    /** True where the record has a field for each column; a separator too many at the end of a line is forgiven. */
    boolean fits(CsvRecord csvRecord) {
        int fields = csvRecord.getFieldCount();
        return fields == header.size()
                || (fields == header.size() + 1
                        && csvRecord.getField(fields - 1).isBlank());
    }

    private TinywrightException unparsable(CsvParseException e) {
        String reason = e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
        return TinywrightException.failed(
                "the file cannot be read as a table: " + reason,
                path.toString(),
                "look for a quote that is never closed, or a line or field over " + MAX_FIELD
                        + " characters; export the data as CSV again");
    }
}
