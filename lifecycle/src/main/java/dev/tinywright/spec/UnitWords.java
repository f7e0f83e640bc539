package dev.tinywright.spec;

import java.util.Locale;

/** The units that numbers are given in, as people write them: "rpm", "°C", "bar". */
public final class UnitWords {
    private UnitWords() {}

    public static boolean contains(String word) {
        return ErrorRule.UNITS.contains(word.toLowerCase(Locale.ROOT));
    }
}
