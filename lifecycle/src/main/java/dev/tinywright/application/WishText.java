package dev.tinywright.application;

import java.util.ArrayList;
import java.util.List;

/** Says in a sentence what was made of a wish. */
final class WishText {
    private WishText() {}

    static String of(Wish wish, List<String> labels) {
        List<String> parts = new ArrayList<>();
        parts.add(outputs(wish, labels));
        parts.add("a decision every " + CppText.duration(wish.period()) + agreement(wish));
        parts.addAll(others(wish));
        return String.join("; ", parts);
    }

    static String outputs(Wish wish, List<String> labels) {
        return String.join(
                "; ",
                wish.outputs().stream().map(output -> output(output, labels)).toList());
    }

    /** Returns what makes an answer of decisions, as far as the wish says. */
    static List<String> decisions(Wish wish) {
        List<String> parts = new ArrayList<>();
        if (!wish.debounce().isNone()) {
            parts.add("an answer" + agreement(wish).substring(1));
        }
        parts.addAll(others(wish));
        return parts;
    }

    private static String agreement(Wish wish) {
        return wish.debounce().isNone()
                ? ""
                : ", where " + wish.debounce().agree() + " of "
                        + wish.debounce().of() + " agree";
    }

    private static List<String> others(Wish wish) {
        List<String> parts = new ArrayList<>();
        wish.unsureBelow()
                .ifPresent(share -> parts.add(
                        (wish.silentWhenUnsure() ? "silent" : "unsure") + " below " + OutputCode.percent(share)));
        if (wish.sleeps()) {
            parts.add("sleeps in between");
        }
        return parts;
    }

    private static String output(Output output, List<String> labels) {
        return switch (output) {
            case Output.Json json -> "prints class and confidence as a line of JSON";
            case Output.Print print -> print(print, labels);
            case Output.Pin pin ->
                pin.name() + (pin.name().matches(".*\\d") ? "" : " (" + pin.pin() + ")") + " on for "
                        + (pin.inverted() ? "all but " : "") + names(pin.classes(), labels)
                        + pin.hysteresis()
                                .map(h -> " from " + OutputCode.percent(h.on()) + ", off below "
                                        + OutputCode.percent(h.off()))
                                .orElse("")
                        + (pin.keep().isZero() ? "" : ", each time for at least " + CppText.duration(pin.keep()));
        };
    }

    private static String print(Output.Print print, List<String> labels) {
        String what = print.text().isEmpty()
                ? "the "
                        + CppText.list(
                                print.fields().stream()
                                        .map(field -> switch (field) {
                                            case LABEL -> "class";
                                            case NUMBER -> "number of the class";
                                            case CONFIDENCE -> "confidence";
                                        })
                                        .toList(),
                                "and the")
                : "\"" + print.text() + "\"";
        return "prints " + what + (print.classes().isEmpty() ? "" : " for " + names(print.classes(), labels));
    }

    private static String names(List<Integer> classes, List<String> labels) {
        return CppText.list(classes.stream().map(labels::get).toList(), "and");
    }
}
