package dev.tinywright.deploy;

import dev.tinywright.board.Board;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenOCD's configuration files for boards that have a debug probe on them; names as OpenOCD 0.12 installs them. */
final class OpenOcd {
    private static final Map<String, String> STM32 = Map.of(
            "nucleo-f4", "stm32f4x",
            "nucleo-f7", "stm32f7x",
            "nucleo-h7", "stm32h7x",
            "nucleo-g0", "stm32g0x",
            "nucleo-l4", "stm32l4x",
            "nucleo-u5", "stm32u5x");

    private OpenOcd() {}

    /** Returns the probe's and the chip's file; empty where the board has no probe that OpenOCD drives. */
    static Optional<List<String>> configuration(Board board) {
        String id = board.id();
        if (id.equals("nrf52840-dk")) {
            return Optional.of(List.of("interface/jlink.cfg", "target/nrf52.cfg"));
        }
        if (id.startsWith("microbit-")) {
            String chip = id.equals("microbit-v1") ? "target/nrf51.cfg" : "target/nrf52.cfg";
            return Optional.of(List.of("interface/cmsis-dap.cfg", chip));
        }
        return STM32.entrySet().stream()
                .filter(entry -> id.startsWith(entry.getKey()))
                .map(entry -> List.of("interface/stlink.cfg", "target/" + entry.getValue() + ".cfg"))
                .findFirst();
    }

    /** A raw binary needs the address of flash; other images have it. OpenOCD's manual, "Flash Programming". */
    static List<String> command(List<String> configuration, Path image) {
        boolean raw = image.toString().endsWith(".bin");
        String address = configuration.getFirst().contains("stlink") ? " 0x08000000" : " 0x0";
        List<String> words = new ArrayList<>(List.of("openocd", "-f", configuration.getFirst()));
        if (configuration.getFirst().contains("jlink")) {
            words.addAll(List.of("-c", "transport select swd"));
        }
        words.addAll(List.of("-f", configuration.getLast()));
        words.addAll(List.of("-c", "program {" + image + "} verify reset exit" + (raw ? address : "")));
        return words;
    }
}
