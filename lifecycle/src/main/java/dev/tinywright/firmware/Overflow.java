package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the linker says where an image does not fit.
 *
 * @param region FLASH or RAM, as in link.ld
 * @param bytes too many
 */
record Overflow(String region, long bytes) {
    private static final Pattern MESSAGE = Pattern.compile("region `(FLASH|RAM)' overflowed by (\\d+) bytes");

    /** Finds the first of them in what GNU ld printed. */
    static Optional<Overflow> in(String linkerOutput) {
        Matcher matcher = MESSAGE.matcher(linkerOutput);
        return matcher.find()
                ? Optional.of(new Overflow(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    TinywrightException failure(Board board) {
        boolean flash = region.equals("FLASH");
        long has = flash ? board.sketchFlashBytes() : board.sketchRamBytes();
        long emulated = flash ? board.emulator().flashBytes() : board.emulator().ramBytes();
        long limit = Math.min(has, emulated);
        String memory = flash ? "flash" : "RAM with " + FirmwareBuilder.leastStackBytes(board) + " bytes of stack";
        String owner = emulated < has
                ? "the emulated " + board.emulator().machine() + " that proves it has " + limit + " (" + board.id()
                        + " itself has " + has + ")"
                : board.id() + " has " + limit + beside(board, flash);
        return TinywrightException.failed(
                "the image needs " + (limit + bytes) + " bytes of " + memory + ", " + owner + ": " + bytes
                        + " too many",
                "link",
                remedy(flash)
                        + (emulated < has ? "" : ", or choose a board with " + (limit + bytes) + " bytes or more"));
    }

    private static String beside(Board board, boolean flash) {
        long core = flash ? board.flashBytes() - board.sketchFlashBytes() : board.ramBytes() - board.sketchRamBytes();
        return core == 0 ? "" : " beside the " + core + " of its Arduino core";
    }

    /** A weight is a byte of flash; a reading 4 bytes of RAM, and each feature 4 more. */
    private String remedy(boolean flash) {
        return flash
                ? "remove " + bytes
                        + " weights or more (fewer units in plan.yaml model), or set codegen.optimize to size"
                : "use " + (bytes + 7) / 8 + " columns fewer, or fewer units in plan.yaml model";
    }
}
