package dev.tinywright.gate;

import dev.tinywright.codegen.CSource;

/** The parts of the generated header that a caller needs, as Markdown. */
public final class HeaderCard {
    private HeaderCard() {}

    public static String card(CSource source) {
        return "#include <" + source.name() + ".h>\n"
                + String.join("\n", source.contract().describe());
    }
}
