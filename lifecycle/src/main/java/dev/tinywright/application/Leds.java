package dev.tinywright.application;

import dev.tinywright.board.Board;
import java.util.Set;

/** LEDs of boards that are lit by a low level. Sources: variant files (pins_arduino.h, variant.h) of each board's core. */
final class Leds {
    private static final Set<String> BUILT_IN_LOW =
            Set.of("arduino-portenta-h7", "arduino-nicla-vision", "xiao-ble", "xiao-rp2040", "xiao-esp32s3");
    private static final Set<String> RGB = Set.of(
            "arduino-nano-33-ble",
            "arduino-nano-33-ble-sense",
            "arduino-nano-33-ble-sense-rev2",
            "arduino-portenta-h7",
            "arduino-nicla-vision",
            "xiao-ble",
            "host");

    private Leds() {}

    /** True where a low level means on. */
    static boolean isActiveLow(String pin, Board board) {
        return switch (pin) {
            case "LED_BUILTIN" -> BUILT_IN_LOW.contains(board.id());
            case "LEDR", "LEDG", "LEDB" -> true;
            default -> false;
        };
    }

    /** True where the board has LEDR, LEDG and LEDB. */
    static boolean hasColours(Board board) {
        return RGB.contains(board.id());
    }

    static boolean isColour(String pin) {
        return pin.equals("LEDR") || pin.equals("LEDG") || pin.equals("LEDB");
    }
}
