package dev.tinywright.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds out how a CSV file is written, from its beginning. */
final class Sniffer {
    private static final int SAMPLE_CHARS = 2 << 20;
    private static final int SAMPLE_ROWS = 200;
    /** In the order they are preferred when they explain the file equally well; a comma may also be a decimal comma. */
    private static final char[] DELIMITERS = {'\t', ';', '|', ','};

    private Sniffer() {}

    /** @throws TinywrightException where the file is no table */
    static CsvFile sniff(Path path, String name) {
        Charset charset = Encoding.detect(path);
        String sample = sample(path, charset);
        char quote = sample.indexOf('"') < 0 && quoteCount(sample) >= 2 ? '\'' : '"';
        char delimiter = delimiter(sample, quote);
        List<List<String>> rows = records(sample, delimiter, quote);
        if (rows.isEmpty()) {
            throw TinywrightException.failed(
                    sample.length() >= SAMPLE_CHARS ? "the first line never ends" : "the file has no rows",
                    path.toString(),
                    "give a CSV file with a header line and a row per sample");
        }
        int preamble = preamble(rows);
        List<List<String>> table = rows.subList(preamble, rows.size());
        char decimal = decimal(table, delimiter);
        boolean hasHeader = hasHeader(table, decimal);
        List<String> header = header(table.getFirst(), hasHeader);
        return new CsvFile(path, name, charset, delimiter, quote, preamble, hasHeader, decimal, header);
    }

    /** Counts the records before the table: up to ten with half its fields or fewer, where nearly all others are of one width. */
    private static int preamble(List<List<String>> rows) {
        int width = usualWidth(rows);
        int count = 0;
        while (count < Math.min(10, rows.size() - 1) && isPreamble(rows.get(count), width)) {
            count++;
        }
        double regular = shareOfUsualWidth(rows.subList(count, rows.size()));
        return rows.get(count).size() == width && regular >= 0.8 ? count : 0;
    }

    private static String sample(Path path, Charset charset) {
        int length = 0;
        char[] buffer;
        try (Reader reader = new InputStreamReader(Files.newInputStream(path), charset)) {
            buffer = new char[(int) Math.min(SAMPLE_CHARS, Files.size(path) + 1)];
            for (int n = 0; n >= 0 && length < buffer.length; n = reader.read(buffer, length, buffer.length - length)) {
                length += n;
            }
        } catch (IOException e) {
            throw Encoding.unreadable(path, e);
        }
        int start = length > 0 && buffer[0] == '\ufeff' ? 1 : 0;
        String text = new String(buffer, start, length - start);
        int lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return length == SAMPLE_CHARS && lastLine > 0 ? text.substring(0, lastLine) : text;
    }

    /** Counts fields that a single quote opens: after a delimiter or at the start of a line. */
    private static int quoteCount(String sample) {
        int count = 0;
        for (int at = sample.indexOf('\''); at >= 0; at = sample.indexOf('\'', at + 1)) {
            if (at == 0 || ",;\t|\n\r".indexOf(sample.charAt(at - 1)) >= 0) {
                count++;
            }
        }
        return count;
    }

    /** "sep=;" is how Excel is told the delimiter. */
    private static boolean isPreamble(List<String> fields, int width) {
        return fields.size() * 2 <= width
                || fields.getFirst().toLowerCase(Locale.ROOT).startsWith("sep=");
    }

    /** The delimiter with which the most records have the same number of fields, at least two. */
    private static char delimiter(String sample, char quote) {
        char best = ',';
        double bestShare = 0;
        for (char delimiter : DELIMITERS) {
            double share = shareOfUsualWidth(records(sample, delimiter, quote));
            if (share > bestShare + 0.1) {
                best = delimiter;
                bestShare = share;
            }
        }
        boolean spaces = bestShare == 0 && shareOfUsualWidth(records(sample, ' ', quote)) > 0.95;
        return spaces ? ' ' : best;
    }

    private static double shareOfUsualWidth(List<List<String>> rows) {
        int usual = usualWidth(rows);
        long having = rows.stream().filter(row -> row.size() == usual).count();
        return usual < 2 ? 0 : (double) having / rows.size();
    }

    /** Returns the number of fields that the most records have, at least two; 0 where all have one. */
    private static int usualWidth(List<List<String>> rows) {
        Map<Integer, Integer> widths = new TreeMap<>();
        rows.stream().filter(row -> row.size() >= 2).forEach(row -> widths.merge(row.size(), 1, Integer::sum));
        return widths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private static List<List<String>> records(String sample, char delimiter, char quote) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvFile.builder(delimiter, quote).ofCsvRecord(sample)) {
            for (CsvRecord csvRecord : reader) {
                rows.add(csvRecord.getFields());
                if (rows.size() == SAMPLE_ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | UncheckedIOException e) {
            // The rows before the trouble are sample enough; reading the whole file reports it.
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** A comma where more cells read as "1,5" than as "1.5". "1,234" counts only where it cannot be thousands. */
    private static char decimal(List<List<String>> rows, char delimiter) {
        int commas = 0;
        int points = 0;
        for (List<String> row : rows) {
            for (String cell : row) {
                String text = cell.strip();
                if (text.indexOf(',') > 0 && !Float.isNaN(Numbers.parse(text, ','))) {
                    boolean maybeThousands = Numbers.isGrouped(text, ',');
                    commas += maybeThousands && delimiter == ',' ? 0 : 1;
                } else if (text.indexOf('.') >= 0 && !Float.isNaN(Numbers.parse(text, '.'))) {
                    points++;
                }
            }
        }
        return commas > points ? ',' : '.';
    }

    /** A header where the first record has words above most of the columns that hold numbers below it. */
    private static boolean hasHeader(List<List<String>> rows, char decimal) {
        List<String> first = rows.getFirst();
        int words = 0;
        int numbers = 0;
        for (int c = 0; c < first.size(); c++) {
            if (mostlyNumbers(rows, c, decimal)) {
                String cell = first.get(c);
                if (!Float.isNaN(Numbers.parse(cell, decimal)) || Numbers.isMissing(cell)) {
                    numbers++;
                } else {
                    words++;
                }
            }
        }
        return words > 0 ? words > numbers : numbers == 0 && looksLikeNames(rows);
    }

    private static boolean mostlyNumbers(List<List<String>> rows, int column, char decimal) {
        int present = 0;
        int numbers = 0;
        for (List<String> row : rows.subList(1, rows.size())) {
            if (column < row.size() && !Numbers.isMissing(row.get(column))) {
                present++;
                numbers += Float.isNaN(Numbers.parse(row.get(column), decimal)) ? 0 : 1;
            }
        }
        return present > 0 && numbers >= 0.8 * present;
    }

    /** Without a column of numbers: names are all different, are not numbers, and do not turn up below themselves. */
    private static boolean looksLikeNames(List<List<String>> rows) {
        List<String> first = rows.getFirst();
        Set<String> names = new HashSet<>(first);
        if (names.size() < first.size() || first.stream().anyMatch(n -> !Float.isNaN(Numbers.parse(n, '.')))) {
            return false;
        }
        return rows.stream().skip(1).allMatch(row -> {
            for (int c = 0; c < Math.min(row.size(), first.size()); c++) {
                if (!first.get(c).isEmpty() && row.get(c).equals(first.get(c))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Names for all columns, made different from each other: a second "x" becomes "x_2", a blank one "column3". */
    private static List<String> header(List<String> first, boolean hasHeader) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int c = 0; c < first.size(); c++) {
            String cell = c == 0 ? first.get(c).replaceFirst("^#+\\s*", "") : first.get(c); // "# Red,Green,Blue"
            String name = hasHeader ? cell.strip().replaceAll("\\s+", " ") : "";
            String base = name.isEmpty() ? "column" + (c + 1) : name;
            String unique = base;
            for (int n = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
                unique = base + "_" + n;
            }
            names.add(unique);
        }
        return names;
    }
}
