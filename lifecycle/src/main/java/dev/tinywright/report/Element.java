package dev.tinywright.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG, written so that it is well-formed as XML too. All text and all attribute values are escaped
 * here and nowhere else, so nothing from the data can become markup.
 */
public final class Element {
    private static final Set<String> VOID =
            Set.of("meta", "br", "col", "rect", "line", "circle", "path", "use", "polyline", "image", "img");

    private final String tag;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Element(String tag) {
        this.tag = tag;
    }

    public static Element of(String tag) {
        return new Element(tag);
    }

    public static Element of(String tag, String cssClass) {
        return new Element(tag).with("class", cssClass);
    }

    public Element with(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** Adds a length or position, with the two digits that are enough for a drawing. */
    public Element with(String name, double value) {
        return with(name, Numbers.rounded(Math.round(value * 100) / 100.0, 7).toPlainString());
    }

    public Element text(String text) {
        children.add(text);
        return this;
    }

    public Element add(Element... elements) {
        children.addAll(List.of(elements));
        return this;
    }

    public Element add(List<Element> elements) {
        children.addAll(elements);
        return this;
    }

    /** Adds an element with nothing but text. */
    public Element child(String childTag, String text) {
        return add(of(childTag).text(text));
    }

    /** Adds text from the data, which may be long and of either writing direction. */
    public Element name(String text) {
        return add(of("bdi").text(text));
    }

    void write(StringBuilder out) {
        out.append('<').append(tag);
        attributes.forEach((name, value) ->
                out.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
        if (VOID.contains(tag) && children.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Object child : children) {
            if (child instanceof Element element) {
                element.write(out);
            } else {
                out.append(escape(child.toString()));
            }
        }
        out.append("</").append(tag).append('>');
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return out.toString();
    }

    private static boolean isXml(int point) {
        boolean isControl = point < 0x20 && point != '\n' && point != '\t' && point != '\r';
        boolean isSurrogate = point >= 0xD800 && point <= 0xDFFF;
        return !isControl && !isSurrogate && point != 0xFFFE && point != 0xFFFF;
    }
}
