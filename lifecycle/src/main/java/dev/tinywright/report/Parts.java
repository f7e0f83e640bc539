package dev.tinywright.report;

import java.util.Locale;
import java.util.stream.Stream;

/** Pieces of the page that several sections use. */
final class Parts {
    private static final int LONGEST_WORD = 24;

    private Parts() {}

    static Element section(String id, String heading) {
        return Element.of("section").with("id", id).add(Element.of("h2").text(heading));
    }

    static Element paragraph(String text) {
        return Element.of("p").text(text);
    }

    static Element note(String text) {
        return Element.of("p", "note").text(text);
    }

    /** Something the reader must not miss. */
    static Element callout(String heading, String text) {
        return Element.of("p", "callout")
                .with("role", "note")
                .add(Element.of("strong").text(heading))
                .text(" " + sentence(text));
    }

    /** Returns a remark as a sentence: with a capital at its start and a mark at its end. */
    static String sentence(String text) {
        boolean ends = text.isEmpty() || ".?!".indexOf(text.charAt(text.length() - 1)) >= 0;
        return capitalized(text) + (ends ? "" : ".");
    }

    static Element figure(String caption, Element picture) {
        return Element.of("figure").add(Element.of("figcaption").text(caption), picture);
    }

    static Element columns(Element... elements) {
        return Element.of("div", "columns").add(elements);
    }

    /** Text from the data: of either writing direction, and breakable anywhere where a word is too long for a cell. */
    static Element name(String text) {
        boolean isLong = Stream.of(text.split("\\s", -1)).anyMatch(word -> word.length() > LONGEST_WORD);
        return (isLong ? Element.of("bdi", "long") : Element.of("bdi")).text(text);
    }

    static Element code(String text) {
        return Element.of("code").text(text);
    }

    /** A figure with its interval in smaller print. */
    static Element estimate(Statistics.Estimate estimate) {
        Element cell = Element.of("span").text(Numbers.percent(estimate.value()));
        return estimate.isDefined() ? cell.add(Element.of("small").text(" " + Numbers.interval(estimate))) : cell;
    }

    static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
