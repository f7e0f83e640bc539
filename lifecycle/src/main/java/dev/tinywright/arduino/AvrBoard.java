package dev.tinywright.arduino;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import java.util.List;
import java.util.Optional;

/**
 * How an AVR board's pins lie on its chip's ports: the facts of its schematic.
 *
 * @param mcu as avr-gcc and simavr name the chip
 * @param macro that the Arduino core's build defines
 * @param variant folder of the core
 * @param ports port and bit of each pin, "B5"; the analog pins last
 * @param pwm pin of each timer's outputs, "0A6"
 */
record AvrBoard(String mcu, String macro, String variant, List<String> ports, List<String> pwm) {
    private static final AvrBoard UNO = new AvrBoard(
            "atmega328p",
            "ARDUINO_AVR_UNO",
            "standard",
            words("D0 D1 D2 D3 D4 D5 D6 D7 B0 B1 B2 B3 B4 B5 C0 C1 C2 C3 C4 C5"),
            words("0A6 0B5 1A9 1B10 2A11 2B3"));
    private static final AvrBoard MEGA = new AvrBoard(
            "atmega2560",
            "ARDUINO_AVR_MEGA2560",
            "mega",
            words("""
                    E0 E1 E4 E5 G5 E3 H3 H4 H5 H6 B4 B5 B6 B7 J1 J0 H1 H0 D3 D2 D1 D0 A0 A1 A2 A3 A4 A5 A6 A7 C7 C6 C5 C4
                    C3 C2 C1 C0 D7 G2 G1 G0 L7 L6 L5 L4 L3 L2 L1 L0 B3 B2 B1 B0 F0 F1 F2 F3 F4 F5 F6 F7 K0 K1 K2 K3 K4 K5
                    K6 K7"""),
            words("0A13 0B4 1A11 1B12 1C13 2A10 2B9 3A5 3B2 3C3 4A6 4B7 4C8 5A46 5B45 5C44"));

    /** @throws TinywrightException for a board whose sketches have no simulator */
    static AvrBoard of(Board board) {
        String flags = String.join(" ", board.build().flags());
        if (!board.isProvenElsewhere() && flags.contains(UNO.mcu)) {
            return UNO;
        }
        if (!board.isProvenElsewhere() && flags.contains(MEGA.mcu)) {
            return MEGA;
        }
        throw TinywrightException.failed(
                "no simulator runs sketches with the Arduino core of " + board.id(),
                "sketch",
                "boards that have one: arduino-uno-r3, arduino-mega-2560");
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** Returns the pin on a port's bit; empty where the board leads it nowhere. */
    Optional<Integer> pin(char port, int bit) {
        int pin = ports.indexOf("" + port + bit);
        return pin < 0 ? Optional.empty() : Optional.of(pin);
    }

    /** Returns the pin of a timer's output. */
    Optional<Integer> pwmPin(String timerAndOutput) {
        return pwm.stream()
                .filter(word -> word.startsWith(timerAndOutput))
                .map(word -> Integer.valueOf(word.substring(2)))
                .findFirst();
    }
}
