package dev.tinywright.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/** Pieces that the pictures share. Lengths are in pixels of a picture {@value #WIDTH} wide; it scales with the page. */
public final class Drawing {
    public static final double WIDTH = 440;

    private static final double CHARACTER = 7.8;

    private Drawing() {}

    /** Returns an empty picture with what a screen reader says of it. */
    public static Element picture(double height, String title, String description) {
        return Element.of("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) Math.ceil(height))
                .with("role", "img")
                .with("aria-label", title)
                .child("title", title)
                .child("desc", description);
    }

    /** @param anchor start, middle or end */
    public static Element text(double x, double y, String anchor, String text) {
        return Element.of("text")
                .with("x", x)
                .with("y", y)
                .with("text-anchor", anchor)
                .text(text);
    }

    public static Element line(String cssClass, double x1, double y1, double x2, double y2) {
        return Element.of("line", cssClass)
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2);
    }

    public static Element rect(String cssClass, double x, double y, double width, double height) {
        return Element.of("rect", cssClass)
                .with("x", x)
                .with("y", y)
                .with("width", Math.max(0, width))
                .with("height", Math.max(0, height));
    }

    /** Adds a horizontal axis at {@code y} with numbers under it. */
    static void bottomAxis(Element picture, Axis axis, double y, DoubleFunction<String> label) {
        picture.add(line("axis", axis.from(), y, axis.to(), y));
        for (double tick : axis.ticks()) {
            picture.add(line("axis", axis.at(tick), y, axis.at(tick), y + 4));
            picture.add(text(axis.at(tick), y + 17, "middle", label.apply(tick)).with("class", "tick"));
        }
    }

    /** Adds a vertical axis with numbers left of {@code x} and lines from there to {@code right}. */
    static void leftAxis(Element picture, Axis axis, double x, double right, DoubleFunction<String> label) {
        for (double tick : axis.ticks()) {
            picture.add(line("grid", x, axis.at(tick), right, axis.at(tick)));
            picture.add(text(x - 7, axis.at(tick) + 4, "end", label.apply(tick)).with("class", "tick"));
        }
    }

    /** Returns a length with one digit. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Returns the number as an axis shows it: short, without the digits that floating point adds. */
    static String tick(double value) {
        return Numbers.significant(value, 4);
    }

    /** Returns {@code text} cut to what fits into {@code width} pixels, with an ellipsis where it was cut. */
    static String fit(String text, double width) {
        int room = Math.max(2, (int) (width / CHARACTER));
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.codePointCount(0, line.length()) <= room) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, room - 1)).strip() + "\u2026";
    }

    /** Returns the width of {@code text} in a picture, about. */
    static double width(String text) {
        return text.codePointCount(0, text.length()) * CHARACTER;
    }
}
