package dev.tinywright.arduino;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.ArduinoCore;
import dev.tinywright.firmware.AvrSimulator;
import dev.tinywright.process.CommandResult;
import dev.tinywright.process.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a sketch on the real Arduino core for AVR boards, in simavr: what the Arduino IDE would upload, byte for byte nearly. */
public final class AvrCore implements SketchRunner {
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(2);
    /** simavr runs a polling sketch about twice as fast as the chip on a slow computer. */
    private static final int SECONDS_PER_SIMULATED_SECOND = 2;

    private static final Pattern BAUD = Pattern.compile("\\bSerial\\s*\\.\\s*begin\\s*\\(\\s*(\\d{2,7})");
    private static final int USUAL_BAUD = 9600;

    private final Board board;
    private final AvrBoard chip;
    private final ArduinoCore core;
    private final Workshop workshop;

    private AvrCore(Board board, AvrBoard chip, ArduinoCore core, Workshop workshop) {
        this.board = board;
        this.chip = chip;
        this.core = core;
        this.workshop = workshop;
    }

    /**
     * What a sketch takes, as avr-size says: the figures that the Arduino IDE shows.
     *
     * @param flashBytes code, constants and initial values
     * @param ramBytes static data, without stack
     */
    public record Size(long flashBytes, long ramBytes) {}

    /** As {@link #forBoard(Board, Confinement)}, in the sandbox where there is one. */
    public static AvrCore forBoard(Board board) {
        return forBoard(board, Confinement.PREFERRED);
    }

    /**
     * @param board an Uno R3 or a Mega 2560
     * @param confinement of compiler, linker and simulator; required for a sketch that a language model wrote
     * @throws TinywrightException for another board, where the Arduino core is not installed, and where a sandbox is required and
     *     there is none
     */
    public static AvrCore forBoard(Board board, Confinement confinement) {
        AvrBoard chip = AvrBoard.of(board);
        ArduinoCore core = ArduinoCore.find()
                .orElseThrow(
                        () -> TinywrightException.failed(
                                "the Arduino core for AVR boards is missing",
                                "tools",
                                "run: sudo apt-get install arduino-core-avr gcc-avr avr-libc (other systems: the packages of these names)"));
        return new AvrCore(board, chip, core, Workshop.of(confinement));
    }

    @Override
    public Trace run(Sketch sketch, CSource model, World world, Path folder) {
        build(sketch, model, folder);
        AvrInputs inputs = AvrInputs.of(world, chip, board.clockHz(), baud(sketch));
        try {
            Files.write(folder.resolve("inputs.txt"), inputs.lines());
            simulate(world, folder);
            return AvrEvents.trace(
                    Files.readAllLines(folder.resolve("events.txt")), inputs, world, chip, board.clockHz(), ranOn());
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot exchange files with the simulator: " + e.getMessage(),
                    folder.toString(),
                    "free some space");
        }
    }

    /**
     * Builds {@code sketch.elf} in {@code folder}.
     *
     * @throws TinywrightException where it does not compile, with the first errors, or does not fit
     */
    public Size build(Sketch sketch, CSource model, Path folder) {
        AvrBuild build = new AvrBuild(core, chip, workshop, folder);
        Size size = build.build(sketch, model, BUILD_LIMIT);
        requireRoom("flash", size.flashBytes(), board.flashBytes());
        requireRoom("RAM, without stack,", size.ramBytes(), board.ramBytes());
        return size;
    }

    private void requireRoom(String memory, long needs, long has) {
        if (needs > has) {
            throw TinywrightException.failed(
                    "the sketch needs " + needs + " bytes of " + memory + " and " + board.id() + " has " + has + ": "
                            + (needs - has) + " too many",
                    "sketch",
                    "use fewer libraries or a smaller model, or choose a larger board");
        }
    }

    private void simulate(World world, Path folder) throws IOException {
        long seconds = AvrInputs.startMicros(world, world.rows().length) / 1_000_000;
        Duration limit = Duration.ofMinutes(1).plusSeconds(seconds * SECONDS_PER_SIMULATED_SECOND);
        Files.copy(
                AvrSimulator.program(),
                folder.resolve("simulator"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        CommandResult result = workshop.run(
                List.of(List.of(
                        "./simulator",
                        "sketch",
                        chip.mcu(),
                        Long.toString(board.clockHz()),
                        "sketch.elf",
                        "inputs.txt")),
                new Workshop.Job(
                        folder,
                        List.of("simulator", "sketch.elf", "inputs.txt"),
                        List.of(),
                        Optional.of("events.txt"),
                        limit));
        if (result.timedOut() || !result.succeeded()) {
            throw TinywrightException.failed(
                    result.timedOut()
                            ? seconds + " s of the board's time did not end within " + limit.toSeconds() + " s"
                            : "the AVR simulator ended with exit code " + result.exitCode() + ": "
                                    + result.stderr().strip(),
                    "sketch, " + folder,
                    "the machine is very busy: try again");
        }
    }

    /** The speed that the sketch opens its port with, as far as it is written as a number. */
    private static int baud(Sketch sketch) {
        for (String text : sketch.files().values()) {
            Matcher begin = BAUD.matcher(text);
            if (begin.find()) {
                return Integer.parseInt(begin.group(1));
            }
        }
        return USUAL_BAUD;
    }

    private String ranOn() {
        return board.emulator().core() + " in " + AvrSimulator.version() + ", Arduino AVR core " + core.version();
    }
}
