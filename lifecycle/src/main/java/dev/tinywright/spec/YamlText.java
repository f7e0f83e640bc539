package dev.tinywright.spec;

import java.util.List;
import java.util.Set;

/** Writes values so that {@link StrictYaml} reads the same again. */
public final class YamlText {
    private static final Set<String> NOT_TEXT =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan");

    private YamlText() {}

    /** Returns {@code text} plain where that is safe inside {@code {}} and {@code []}, in quotes otherwise. */
    public static String text(String text) {
        boolean plain = text.matches("[\\p{L}_./][\\p{L}\\p{N}_ ./()+*'’°µ%-]*")
                && !text.endsWith(" ")
                && !text.matches("[.\\d_+-]+.*")
                && !NOT_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /** Returns a list in one line: {@code [first, second]}. */
    public static String texts(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(YamlText::text).toList()) + "]";
    }

    /** Returns {@code text} in double quotes. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < 0x20
                    || (c >= 0x7f && c < 0xa0)
                    || c == 0x2028
                    || c == 0x2029
                    || c == 0xfeff
                    || !Character.isDefined(c)
                    || (c >= 0xd800 && c < 0xe000)) {
                quoted.append(String.format(java.util.Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    /** Returns a share as percent: {@code 20 %}. */
    public static String percent(double share) {
        return java.math.BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    /** Returns a number without an exponent, whole numbers without a point. */
    public static String number(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
