package dev.tinywright.application;

import java.util.ArrayList;
import java.util.List;

/** Says in a sentence what was made of a wish. */
final class WishText {
    private WishText() {}

    static String of(Wish wish, List<String> labels) {
        List<String> parts = new ArrayList<>();
        wish.outputs().forEach(output -> parts.add(output(output, labels)));
        StringBuilder text = new StringBuilder(String.join("; ", parts));
        text.append("; a decision every ").append(CppText.duration(wish.period()));
        if (!wish.debounce().isNone()) {
            text.append(", where ")
                    .append(wish.debounce().agree())
                    .append(" of ")
                    .append(wish.debounce().of())
                    .append(" agree");
        }
        wish.unsureBelow().ifPresent(share -> text.append("; ")
                .append(wish.silentWhenUnsure() ? "silent" : "unsure")
                .append(" below ")
                .append(OutputCode.percent(share)));
        return text.append(wish.sleeps() ? "; sleeps in between" : "").toString();
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
