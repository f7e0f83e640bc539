package dev.tinywright.deploy;

import dev.tinywright.board.Board;
import dev.tinywright.process.Command;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that write to a board's flash. All but the first take an image that another build system made. */
enum FlashTool {
    ARDUINO_CLI("arduino-cli", "https://arduino.github.io/arduino-cli/ (then: arduino-cli core install CORE)") {
        @Override
        boolean supports(Board board) {
            return board.arduino().isPresent();
        }

        @Override
        List<List<String>> commands(Board board, Path source, String port) {
            String fqbn = board.arduino().orElseThrow().fqbn();
            return List.of(
                    List.of(program(), "compile", "--fqbn", fqbn, source.toString()),
                    List.of(program(), "upload", "--fqbn", fqbn, "--port", port, source.toString()));
        }
    },
    AVRDUDE("avrdude", "sudo apt-get install avrdude") {
        @Override
        boolean supports(Board board) {
            return board.id().equals("arduino-uno-r3") || board.id().equals("arduino-mega-2560");
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            boolean mega = board.id().equals("arduino-mega-2560");
            return List.of(List.of(
                    program(),
                    "-p",
                    mega ? "atmega2560" : "atmega328p",
                    "-c",
                    mega ? "wiring" : "arduino",
                    "-P",
                    port,
                    "-b",
                    "115200",
                    "-D",
                    "-U",
                    "flash:w:" + image + ":i"));
        }
    },
    ST_FLASH("st-flash", "sudo apt-get install stlink-tools") {
        @Override
        boolean supports(Board board) {
            return board.id().startsWith("nucleo-");
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            return List.of(List.of(program(), "--reset", "write", image.toString(), "0x8000000"));
        }
    },
    PYOCD("pyocd", "pip install pyocd") {
        @Override
        boolean supports(Board board) {
            return board.id().startsWith("nucleo-")
                    || board.id().startsWith("microbit-")
                    || board.id().endsWith("-dk");
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            return List.of(List.of(program(), "load", image.toString()));
        }
    },
    OPENOCD("openocd", "sudo apt-get install openocd") {
        @Override
        boolean supports(Board board) {
            return OpenOcd.configuration(board).isPresent();
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            return List.of(OpenOcd.command(OpenOcd.configuration(board).orElseThrow(), image));
        }
    },
    PICOTOOL("picotool", "https://github.com/raspberrypi/picotool") {
        @Override
        boolean supports(Board board) {
            return board.id().startsWith("pico") || board.id().endsWith("rp2040");
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            return List.of(List.of(program(), "load", "-x", image.toString()));
        }
    },
    UF2("cp", "hold BOOTSEL (RP2040, RP2350) or press reset twice (XIAO) while plugging in: a drive appears") {
        @Override
        boolean supports(Board board) {
            return PICOTOOL.supports(board) || board.id().startsWith("xiao-ble");
        }

        @Override
        boolean isInstalled() {
            return Uf2Drive.find().isPresent();
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            return List.of(List.of(program(), image.toString(), Uf2Drive.find().orElseThrow() + "/"), List.of("sync"));
        }
    },
    ESPTOOL("esptool.py", "pip install esptool") {
        @Override
        boolean supports(Board board) {
            return board.id().startsWith("esp32") || board.id().startsWith("xiao-esp32");
        }

        @Override
        List<List<String>> commands(Board board, Path image, String port) {
            return List.of(List.of(program(), "--port", port, "write_flash", "0x10000", image.toString()));
        }
    };

    private final String program;
    private final String install;

    FlashTool(String program, String install) {
        this.program = program;
        this.install = install;
    }

    String program() {
        return program;
    }

    String install() {
        return install;
    }

    boolean isInstalled() {
        return Command.find(program).isPresent();
    }

    /** Whether {@link #commands} names a port. */
    boolean needsPort() {
        return this == ARDUINO_CLI || this == AVRDUDE || this == ESPTOOL;
    }

    abstract boolean supports(Board board);

    /** @param source a sketch's folder for arduino-cli, an image for all others */
    abstract List<List<String>> commands(Board board, Path source, String port);

    /** Returns those that can write to a board: from a sketch, or else from an image. */
    static Stream<FlashTool> of(Board board, boolean image) {
        return Arrays.stream(values()).filter(tool -> (tool != ARDUINO_CLI) == image && tool.supports(board));
    }

    static Optional<FlashTool> named(String name) {
        return Arrays.stream(values())
                .filter(tool -> tool.program.equals(name) || tool.program.equals(name + ".py"))
                .findFirst();
    }
}
