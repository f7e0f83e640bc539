package dev.tinywright.cli;

/** Text of a model's or of the data's on a terminal: what a terminal would obey is made visible. */
final class Shown {
    private Shown() {}

    /** Returns {@code text} with control and invisible characters as {@code \\u001b}; line ends and tabs stay. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean isObeyed =
                    Character.isISOControl(c) && c != '\n' && c != '\t' || Character.getType(c) == Character.FORMAT;
            if (isObeyed) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
