package dev.tinywright.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Lines of separated numbers, read as bytes with their places in the file, so that a later read can begin at any of them.
 * Fields may be quoted, but not over line ends.
 */
final class NumberLines implements Closeable {
    /** A longer line is no recording. */
    static final int MAX_LINE = 1 << 20;

    private static final double[] POWERS = new double[23];
    private static final Set<String> MISSING = Set.of(
            "",
            "na",
            "n/a",
            "#n/a",
            "?",
            "nan",
            "null",
            "none",
            "-",
            "--",
            "inf",
            "-inf",
            "+inf",
            "infinity",
            "-infinity");

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final InputStream in;
    private final char delimiter;
    private final char decimal;
    private final byte[] buffer = new byte[1 << 16];
    private int bufferAt;
    private int bufferEnd;
    private long position;
    private byte[] line = new byte[256];
    private int length;
    private long lineStart;
    private long lineNumber;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int fields;

    NumberLines(InputStream in, long position, char delimiter, char decimal) {
        this.in = in;
        this.position = position;
        this.delimiter = delimiter;
        this.decimal = decimal;
    }

    /** Goes to the next line that is not blank; false at the end. */
    boolean next() throws IOException {
        do {
            if (!readLine()) {
                return false;
            }
        } while (isBlank());
        split();
        return true;
    }

    private boolean readLine() throws IOException {
        lineStart = position;
        length = 0;
        while (true) {
            if (bufferAt == bufferEnd) {
                bufferAt = 0;
                bufferEnd = in.read(buffer);
                if (bufferEnd <= 0) {
                    bufferEnd = 0;
                    lineNumber++;
                    return length > 0;
                }
            }
            byte b = buffer[bufferAt++];
            position++;
            if (b == '\n') {
                lineNumber++;
                return true;
            }
            if (length == line.length) {
                if (length == MAX_LINE) {
                    throw new BadFile("a line is longer than " + MAX_LINE + " characters");
                }
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = b;
        }
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] > ' ' || line[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void split() {
        fields = 0;
        int start = lineNumber == 1 && length >= 3 && (line[0] & 0xFF) == 0xEF && (line[1] & 0xFF) == 0xBB ? 3 : 0;
        boolean quoted = false;
        int end = length;
        while (end > start && line[end - 1] <= ' ' && line[end - 1] >= 0 && line[end - 1] != delimiter) {
            end--;
        }
        if (delimiter == ' ') {
            while (start < end && line[start] == ' ') {
                start++;
            }
        }
        for (int i = start; i <= end; i++) {
            boolean atEnd = i == end;
            if (!atEnd && line[i] == '"') {
                quoted = !quoted;
            } else if (atEnd || (line[i] == delimiter && !quoted)) {
                boolean repeatedSpace = delimiter == ' ' && i == start && !atEnd;
                if (!repeatedSpace) {
                    add(start, i);
                }
                start = i + 1;
            }
        }
    }

    private void add(int start, int end) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
        }
        int from = start;
        int to = end;
        while (from < to && (line[from] == ' ' || line[from] == '\t' || line[from] == '"')) {
            from++;
        }
        while (to > from
                && (line[to - 1] == ' ' || line[to - 1] == '\t' || line[to - 1] == '"' || line[to - 1] == '\r')) {
            to--;
        }
        starts[fields] = from;
        ends[fields++] = to;
    }

    /** Returns how many fields the line has; an empty one at its end does not count. */
    int fields() {
        return fields > 1 && starts[fields - 1] == ends[fields - 1] ? fields - 1 : fields;
    }

    /** Returns all fields, empty ones at the end as well. */
    int allFields() {
        return fields;
    }

    long lineStart() {
        return lineStart;
    }

    long lineNumber() {
        return lineNumber;
    }

    String text(int field) {
        return new String(line, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    boolean isMissing(int field) {
        return ends[field] == starts[field]
                || (ends[field] - starts[field] <= 9
                        && MISSING.contains(text(field).toLowerCase(Locale.ROOT)));
    }

    /** Returns the number in a field; NaN where it is none. */
    double number(int field) {
        int at = starts[field];
        int end = ends[field];
        boolean negative = at < end && line[at] == '-';
        if (at < end && (line[at] == '-' || line[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        for (; at < end; at++) {
            byte b = line[at];
            if (b >= '0' && b <= '9') {
                digits++;
                if (mantissa >= 1L << 49) {
                    return slow(field);
                }
                mantissa = mantissa * 10 + (b - '0');
                scale += point ? 1 : 0;
            } else if (b == decimal && !point) {
                point = true;
            } else {
                return slow(field);
            }
        }
        if (digits == 0 || scale >= POWERS.length) {
            return slow(field);
        }
        // Exact: the mantissa is below 2^53 and the power of ten is an exact double.
        double value = mantissa / POWERS[scale];
        return negative ? -value : value;
    }

    private double slow(int field) {
        String text = text(field);
        if (text.isEmpty() || text.length() > 64) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && c != decimal && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text.replace(decimal, '.'));
            return Math.abs(value) > Float.MAX_VALUE ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
