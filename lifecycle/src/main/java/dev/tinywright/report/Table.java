package dev.tinywright.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a caption and headings, in a frame that scrolls sideways where the page is too narrow for it. */
final class Table {
    private final String caption;
    private final Element head = Element.of("tr");
    private final Element body = Element.of("tbody");
    private final List<String> classes = new ArrayList<>();

    private Table(String caption) {
        this.caption = caption;
    }

    static Table captioned(String caption) {
        return new Table(caption);
    }

    Table column(String heading) {
        return column(heading, "");
    }

    /** A column of figures, set to the right. */
    Table number(String heading) {
        return column(heading, "n");
    }

    Table column(String heading, String cssClass) {
        classes.add(cssClass);
        Element cell = cell("th", cssClass).with("scope", "col").text(heading);
        head.add(cell);
        return this;
    }

    /** @param cells an {@link Element} as it is, anything else as its text; the first one is the row's heading */
    Table row(Object... cells) {
        return styledRow("", cells);
    }

    Table styledRow(String cssClass, Object... cells) {
        Element row = cell("tr", cssClass);
        for (int i = 0; i < cells.length; i++) {
            Element cell = cell(i == 0 ? "th" : "td", classes.get(i));
            if (i == 0) {
                cell.with("scope", "row");
            }
            row.add(cells[i] instanceof Element element ? cell.add(element) : cell.text(cells[i].toString()));
        }
        body.add(row);
        return this;
    }

    Element build() {
        Element table = Element.of("table")
                .child("caption", caption)
                .add(Element.of("thead").add(head), body);
        return Element.of("div", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption)
                .add(table);
    }

    private static Element cell(String tag, String cssClass) {
        return cssClass.isEmpty() ? Element.of(tag) : Element.of(tag, cssClass);
    }
}
