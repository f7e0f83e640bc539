package dev.tinywright.verify;

import dev.tinywright.firmware.Firmware;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Why firmware ended early, in words: the twin of the exit statuses in {@code runtime/firmware}. */
final class Ending {
    private static final Duration QUICK = Duration.ofSeconds(30);

    private Ending() {}

    static String reason(Firmware firmware, Path folder, CommandResult result) throws IOException {
        return reason(firmware.board().build().compiler(), firmware.elf(), folder, result);
    }

    static String reason(String compiler, Path image, Path folder, CommandResult result) throws IOException {
        return switch (result.exitCode()) {
            case 2 -> "it could not open the rows";
            case 3 -> "the file of rows ended early";
            case 4 -> "it could not write its answers";
            case 5 -> "the model used all of the stack that the board's RAM leaves";
            case 250 -> fault(compiler, image, folder);
            default -> "exit code " + result.exitCode() + firstLine(result.stderr());
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().map(line -> ": " + line).orElse("");
    }

    /** Names the function that faulted and the place it was called from, from fault.bin. */
    private static String fault(String compiler, Path image, Path folder) throws IOException {
        Path file = folder.resolve("fault.bin");
        if (!Files.exists(file) || Files.size(file) < 8) {
            return "the processor faulted";
        }
        ByteBuffer registers = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        return "the processor faulted at " + place(compiler, image, registers.getInt(0)) + ", called from "
                + place(compiler, image, registers.getInt(4) & ~1);
    }

    private static String place(String compiler, Path image, int address) {
        String hex = "0x" + HexFormat.of().toHexDigits(address);
        String tool = compiler.replaceAll("gcc$", "addr2line");
        if (Command.find(tool).isEmpty()) {
            return hex;
        }
        List<String> words = List.of(tool, "-f", "-e", image.toAbsolutePath().toString(), hex);
        return Command.run(words, Path.of("."), QUICK)
                .stdout()
                .lines()
                .findFirst()
                .filter(function -> !function.equals("??"))
                .map(function -> hex + " (" + function + ")")
                .orElse(hex);
    }
}
