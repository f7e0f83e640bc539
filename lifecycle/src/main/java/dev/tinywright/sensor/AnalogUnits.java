package dev.tinywright.sensor;

import dev.tinywright.board.Board;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What data from an analog pin may be in: the converter's steps, volts, or a share of the reference voltage. */
final class AnalogUnits {
    /** Unit of an analog channel: 0 is no voltage, 1 the reference. */
    static final String OF_REFERENCE = "of reference";

    private static final Set<String> COUNTS = Set.of("", "count", "counts", "raw", "lsb", "adc", "steps");

    private AnalogUnits() {}

    /** Returns the conversions from a share of the reference to {@code unit}, the likeliest first; none for other units. */
    static List<Units.Conversion> conversions(Board board, String unit) {
        String name = unit.strip().toLowerCase(Locale.ROOT);
        double volts = referenceVolts(board);
        return switch (name) {
            case "v", "volt", "volts" -> List.of(new Units.Conversion("V", volts, 0));
            case "mv", "millivolt", "millivolts" -> List.of(new Units.Conversion("mV", 1000 * volts, 0));
            case "%", "percent" -> List.of(new Units.Conversion("%", 100, 0));
            default ->
                COUNTS.contains(name)
                        ? List.of(
                                new Units.Conversion("share of the reference", 1, 0),
                                new Units.Conversion("steps of 10 bits", 1024, 0),
                                new Units.Conversion("steps of 12 bits", 4096, 0),
                                new Units.Conversion("steps of 16 bits", 65536, 0))
                        : List.of();
        };
    }

    /** The usual reference is the supply: 5 V on AVR boards and the Uno R4, 3.3 V on the others. */
    private static double referenceVolts(Board board) {
        boolean five = board.core().toLowerCase(Locale.ROOT).contains("avr")
                || board.id().startsWith("arduino-uno")
                || board.id().startsWith("arduino-mega");
        return five ? 5 : 3.3;
    }
}
