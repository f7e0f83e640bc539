package dev.tinywright.gate;

import dev.tinywright.codegen.CSource;
import dev.tinywright.contract.Contract;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a caller needs of the generated header, in a few lines for a prompt: taken from the header itself. */
public final class HeaderCard {
    private static final int SHOWN_CLASSES = 40;
    private static final int SHOWN_READINGS = 40;

    private static final Pattern USUAL = Pattern.compile("[\\p{L}\\p{N} _.()/°%µ²³+-]{1,60}");

    private HeaderCard() {}

    /** Returns C++ with comments: include, readings, call, result. */
    public static String card(CSource source) {
        Contract contract = source.contract();
        String name = source.name();
        String upper = name.toUpperCase(Locale.ROOT);
        String constants = limited(classConstants(source), SHOWN_CLASSES, ", ");
        String labels =
                limited(contract.labels().stream().map(HeaderCard::quoted).toList(), SHOWN_CLASSES, ", ");
        String readings = limited(
                IntStream.range(0, contract.inputs().size())
                        .mapToObj(i -> "//   readings[" + i + "]: " + described(contract, i))
                        .toList(),
                SHOWN_READINGS,
                "\n");
        return """
                #include <%1$s.h>
                float readings[%2$s_READINGS]; // %3$d of them, in this order:
                %4$s
                %1$s_result result;
                %1$s_classify(readings, &result); // the whole model; returns nothing
                result.best // a %1$s_class: %5$s
                result.confidence[k] // uint8_t, share of class k in 256ths
                %1$s_label(result.best) // const char *: %6$s""".formatted(name, upper, contract.inputs().size(), readings, constants, labels);
    }

    /** Returns the names of the classes' constants as the header has them. */
    private static List<String> classConstants(CSource source) {
        String header = Objects.requireNonNull(source.files().get(source.name() + ".h"));
        Matcher constants =
                Pattern.compile("^ {4}(\\w+) = \\d+,", Pattern.MULTILINE).matcher(header);
        return constants.results().map(match -> match.group(1)).toList();
    }

    /** Names from data that are more than names stand in quotes, on their line, and not at any length. */
    private static String described(Contract contract, int input) {
        String text = contract.describeInput(input);
        for (Contract.Input one : contract.inputs()) {
            if (!USUAL.matcher(one.name()).matches()) {
                text = text.replace(one.name(), quoted(one.name()));
            }
        }
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}`]", " ");
    }

    private static String quoted(String label) {
        String shown = label.length() <= 60 ? label : label.substring(0, 60) + "…";
        return '"'
                + shown.replaceAll("[\\p{Cntrl}\\p{Cf}`]", " ")
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                + '"';
    }

    private static String limited(List<String> texts, int most, String separator) {
        String shown = texts.stream().limit(most).collect(Collectors.joining(separator));
        return texts.size() <= most ? shown : shown + separator + "and so on, " + texts.size() + " in all";
    }
}
