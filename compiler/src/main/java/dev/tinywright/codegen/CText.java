package dev.tinywright.codegen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes values of any kind as C text that means just that. */
final class CText {
    private static final int WIDTH = 100;
    private static final int MAX_COMMENT = 600;

    private CText() {}

    /** Returns a string literal, in ASCII; other characters are the octal bytes of their UTF-8. */
    static String string(String text) {
        StringBuilder literal = new StringBuilder("\"");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            boolean trigraph = b == '?' && i > 0 && bytes[i - 1] == '?';
            if (b == '"' || b == '\\' || trigraph) {
                literal.append('\\').append((char) b);
            } else if (b == '\n') {
                literal.append("\\n");
            } else if (b < 0x20 || b > 0x7e) {
                literal.append(String.format(Locale.ROOT, "\\%03o", b));
            } else {
                literal.append((char) b);
            }
        }
        return literal.append('"').toString();
    }

    /** Returns text that cannot end a comment, splice its lines, or change the direction of what follows. */
    static String comment(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(MAX_COMMENT).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE -> safe.append(' ');
                case Character.SPACE_SEPARATOR -> safe.append(' ');
                default -> safe.appendCodePoint(c);
            }
        });
        String more = text.codePointCount(0, text.length()) > MAX_COMMENT ? " ..." : "";
        return safe.toString()
                        .replaceAll("\\*(?=/)", "* ")
                        .replaceAll("/(?=\\*)", "/ ")
                        .replaceAll("\\?(?=\\?)", "? ")
                        .replace("\\", "\\ ")
                        .replaceAll(" +", " ")
                        .strip()
                + more;
    }

    /** Returns a comment's text broken into lines, of which all but the first begin with {@code indent}. */
    static String wrapped(String text, String indent) {
        StringBuilder lines = new StringBuilder();
        int column = indent.length();
        for (String word : comment(text).split(" ")) {
            if (column > indent.length() && column + 1 + word.length() > WIDTH) {
                lines.append('\n').append(indent).append(word);
                column = indent.length() + word.length();
            } else {
                lines.append(column > indent.length() ? " " : "").append(word);
                column += 1 + word.length();
            }
        }
        return lines.toString();
    }

    /** Returns the inside of an array's braces: numbers right-aligned, a line at most 100 columns wide. */
    static String numbers(long[] values) {
        int width = 1;
        for (long value : values) {
            width = Math.max(width, Long.toString(value).length());
        }
        int perLine = Math.max(1, (WIDTH - 4) / (width + 2));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            String separator = i == 0 ? "    " : i % perLine == 0 ? ",\n    " : ", ";
            lines.append(separator).append(padded(number(values[i]), width));
        }
        return lines.toString();
    }

    /** Returns part of the inside of an array's braces: these values, a comma behind each, lines at most 100 columns wide. */
    static String lines(List<String> values) {
        StringBuilder lines = new StringBuilder();
        int column = WIDTH;
        for (String value : values) {
            if (column + value.length() + 2 > WIDTH) {
                lines.append(lines.isEmpty() ? "    " : "\n    ");
                column = 4;
            } else {
                lines.append(' ');
                column++;
            }
            lines.append(value).append(',');
            column += value.length() + 1;
        }
        return lines.toString();
    }

    /** Returns an int32 as an expression of that type: the smallest one has no literal. */
    static String number(long value) {
        return value == Integer.MIN_VALUE ? "INT32_MIN" : Long.toString(value);
    }

    /** Returns a whole number as such, any other as a float literal. */
    static String shortest(double value) {
        return value == Math.rint(value) && value < 1e9 ? Long.toString((long) value) : number((float) value);
    }

    /** Returns a float literal of exactly this finite value. */
    static String number(float value) {
        return Float.toString(value) + "f";
    }

    /** Returns the inside of an array of structures: a line for each, fields aligned, a comment behind. */
    static String rows(List<List<String>> rows, List<String> comments) {
        int fields = rows.getFirst().size();
        int[] widths = new int[fields];
        for (List<String> row : rows) {
            for (int f = 0; f < fields; f++) {
                widths[f] = Math.max(widths[f], row.get(f).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<String> aligned = new ArrayList<>();
            for (int f = 0; f < fields; f++) {
                aligned.add(padded(rows.get(r).get(f), widths[f]));
            }
            lines.add("    {" + String.join(", ", aligned) + "}, /* " + comment(comments.get(r)) + " */");
        }
        return String.join("\n", lines);
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
