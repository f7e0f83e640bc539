package dev.tinywright.packaging;

/** Text by people, made fit for manifests. */
final class Texts {
    private static final int WIDTH = 120;

    private Texts() {}

    /** Returns text in one line, without what is no character, at most {@code most} code points long. */
    static String oneLine(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SPACE_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE -> line.append(' ');
                default -> line.appendCodePoint(c);
            }
        });
        String clean = line.toString().replaceAll(" +", " ").strip();
        return clean.codePointCount(0, clean.length()) <= most ? clean : cut(clean, most - 4) + " ...";
    }

    /** Returns the first code points of a text. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)).strip();
    }

    /** Returns text in lines of at most 120 characters, as far as its words allow. */
    static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            boolean first = column == 0;
            boolean breaks = !first && column + 1 + word.length() > WIDTH;
            lines.append(breaks ? "\n" : first ? "" : " ").append(word);
            column = breaks || first ? word.length() : column + 1 + word.length();
        }
        return lines.toString();
    }

    /** Returns text for the inside of an XML element or attribute. */
    static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /** Returns text that Markdown shows as it is. */
    static String markdown(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~!&])", "\\\\$1");
    }
}
