package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Constant;
import dev.tinywright.lower.Target;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compiles a compiled network with start-up code and the test harness, and links it into all the memory of the machine that
 * proves it: whether it fits a board is seen in the figures.
 */
public final class NetworkFirmwareBuilder {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> CORTEX_M = List.of("startup.c", "semihosting.c", "harness_tensors.c");
    private static final List<String> RISC_V = List.of("startup_riscv.c", "semihosting.c", "harness_tensors.c");
    private static final List<String> AVR = List.of("harness_avr_tensors.c");
    private static final List<String> HOST = List.of("host_tensors.c");
    private static final List<String> HEADERS = List.of("semihosting.h", "clock.h");

    private static final int AVR_CONSTANTS = 60_000;
    private static final int AVR_ARRAY = 32_767;

    private NetworkFirmwareBuilder() {}

    /**
     * Builds in {@code folder}, with -Os where the network was compiled for size, else with -O2.
     *
     * @param profile whether the image counts the instructions of each step, which makes it larger and slower
     * @throws TinywrightException where it does not compile or is too large for the machine, and where the image has another
     *     number of bytes for buffers than was planned
     */
    public static NetworkFirmware build(CompiledModel model, Board board, boolean profile, Path folder) {
        return build(model, board, profile, List.of(), folder);
    }

    /** @param more options of the C compiler, such as {@code -fsanitize=address} */
    public static NetworkFirmware build(
            CompiledModel model, Board board, boolean profile, List<String> more, Path folder) {
        if (board.isAvr()) {
            requireAddressable(model, board.bench().emulator());
        }
        write(model, board, folder);
        require(Command.run(with(more, compile(model, board, profile)), folder, LIMIT), "compile", board);
        require(Command.run(with(more, link(model, board)), folder, LIMIT), "link", board);
        NetworkMemory memory = board.isHost()
                ? NetworkImageMemory.ofObjects(model, folder)
                : NetworkImageMemory.ofImage(model, harness(board), folder);
        if (more.isEmpty()) { // sanitizers put guards around arrays
            requireAsPlanned(model, memory);
        }
        if (board.isAvr()) {
            requireRoom(memory, board);
        }
        return new NetworkFirmware(
                model,
                board,
                folder.resolve(FirmwareBuilder.image(board)),
                memory,
                FirmwareBuilder.compilerVersion(board.bench().build()),
                profile);
    }

    /** AVR's compiler stops at arrays of 32 KB, and the kernels read constants with 16-bit addresses, behind which code lies. */
    private static void requireAddressable(CompiledModel model, Board.Emulator machine) {
        long constants = model.placement().program().steps().stream()
                .mapToLong(step -> step.call().constantBytes())
                .sum();
        if (model.arenaBytes() > machine.ramBytes()) {
            throw tooLarge(new Overflow("RAM", model.arenaBytes() - machine.ramBytes()), machine);
        }
        if (constants > machine.flashBytes()) {
            throw tooLarge(new Overflow("FLASH", constants - machine.flashBytes()), machine);
        }
        if (constants > AVR_CONSTANTS || largestConstant(model) > AVR_ARRAY) {
            throw TinywrightException.failed(
                    "the network has " + constants + " bytes of constants, in arrays of up to " + largestConstant(model)
                            + "; an AVR reaches " + AVR_CONSTANTS + ", in arrays of up to " + AVR_ARRAY,
                    "link",
                    "take a smaller network, or a board with a 32-bit core");
        }
    }

    private static long largestConstant(CompiledModel model) {
        return model.placement().program().steps().stream()
                .flatMap(step -> step.call().constants().stream())
                .mapToLong(Constant::bytes)
                .max()
                .orElse(0);
    }

    /** AVR's linker script has wide regions: see there. */
    private static void requireRoom(NetworkMemory memory, Board board) {
        Board.Emulator machine = board.bench().emulator();
        long flash = memory.flashBytes() - machine.flashBytes();
        long ram = memory.staticBytes() + FirmwareBuilder.leastStackBytes(board) - machine.ramBytes();
        if (flash > 0) {
            throw tooLarge(new Overflow("FLASH", flash), machine);
        }
        if (ram > 0) {
            throw tooLarge(new Overflow("RAM", ram), machine);
        }
    }

    private static List<String> with(List<String> more, List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(1, more);
        return all;
    }

    private static void requireAsPlanned(CompiledModel model, NetworkMemory memory) {
        if (memory.arenaBytes() != model.arenaBytes()) {
            throw TinywrightException.failed(
                    "the image has " + memory.arenaBytes() + " bytes of buffers, " + model.arenaBytes()
                            + " were planned",
                    model.name(),
                    "this is a fault of tinywright: please report it with the model");
        }
    }

    private static List<String> compile(CompiledModel model, Board board, boolean profile) {
        boolean forSize = model.placement().program().target().optimize() == Target.Optimize.SIZE;
        List<String> words = compiler(board);
        words.addAll(FirmwareBuilder.WARNINGS);
        words.addAll(List.of(forSize ? "-Os" : "-O2", "-ffunction-sections", "-fdata-sections"));
        if (!board.isHost()) {
            words.add(FirmwareBuilder.NO_LIBRARY_LOOPS);
        }
        if (profile) {
            words.addAll(List.of("-DNETWORK_PROFILE=1", "-D" + capitals(model) + "_PROFILE=1"));
        }
        words.add("-c");
        cFiles(model, board).forEach(words::add);
        return words;
    }

    private static List<String> link(CompiledModel model, Board board) {
        List<String> words = compiler(board);
        if (!board.isHost()) {
            words.addAll(List.of("-Wl,--gc-sections", "-Wl,-Map=firmware.map", "-T", "link.ld"));
            if (!board.isAvr()) {
                words.add("-nostartfiles");
            }
        }
        words.addAll(List.of("-o", FirmwareBuilder.image(board)));
        cFiles(model, board).map(file -> file.replaceAll("c$", "o")).forEach(words::add);
        return words;
    }

    private static List<String> compiler(Board board) {
        List<String> words = new ArrayList<>(List.of(board.bench().build().compiler()));
        words.addAll(board.bench().build().flags());
        return words;
    }

    private static Stream<String> cFiles(CompiledModel model, Board board) {
        return Stream.concat(model.files().keySet().stream(), harness(board).stream())
                .filter(file -> file.endsWith(".c"));
    }

    private static List<String> harness(Board board) {
        if (board.isHost()) {
            return HOST;
        }
        if (board.isAvr()) {
            return AVR;
        }
        return board.bench().isRiscV() ? RISC_V : CORTEX_M;
    }

    private static void write(CompiledModel model, Board board, Path folder) {
        try {
            Files.createDirectories(folder);
            for (var file : model.files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            for (String file :
                    Stream.concat(harness(board).stream(), HEADERS.stream()).toList()) {
                Files.writeString(folder.resolve(file), FirmwareBuilder.resource(file));
            }
            Files.writeString(folder.resolve("network_binding.h"), binding(model));
            Board.Emulator machine = board.bench().emulator();
            if (!board.isHost()) {
                Files.writeString(
                        folder.resolve("link.ld"),
                        FirmwareBuilder.linkerScript(board, machine, machine.flashBytes(), machine.ramBytes()));
            }
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write the firmware's sources: " + e.getMessage(),
                    folder.toString(),
                    "free some space, or make the folder writable");
        }
    }

    private static String binding(CompiledModel model) {
        Graph graph = model.source();
        String capitals = capitals(model);
        return """
                /* Which network the harness runs. */
                #include "%1$s.h"
                #define NETWORK_INPUTS %2$s_INPUTS
                #define NETWORK_INPUT_BYTES {%3$s}
                #define NETWORK_INPUT_CASES %5$s
                #define NETWORK_OUTPUTS %2$s_OUTPUTS
                #define NETWORK_OUTPUT_BYTES {%4$s}
                #define NETWORK_OUTPUT_CASES %6$s
                #define NETWORK_STEPS %2$s_STEPS
                #define NETWORK_INPUT %1$s_input
                #define NETWORK_OUTPUT %1$s_output
                #define NETWORK_RESET %1$s_reset
                #define NETWORK_INVOKE %1$s_invoke
                #define NETWORK_STEP %1$s_step
                """.formatted(
                model.name(),
                capitals,
                list(graph.inputs(), ", ", i -> capitals + "_INPUT" + i + "_BYTES"),
                list(graph.outputs(), ", ", i -> capitals + "_OUTPUT" + i + "_BYTES"),
                list(graph.inputs(), " ", i -> "case " + i + ": return " + capitals + "_INPUT" + i + "_BYTES;"),
                list(graph.outputs(), " ", i -> "case " + i + ": return " + capitals + "_OUTPUT" + i + "_BYTES;"));
    }

    private static String list(List<Integer> tensors, String separator, IntFunction<String> text) {
        return IntStream.range(0, tensors.size()).mapToObj(text).collect(Collectors.joining(separator));
    }

    private static String capitals(CompiledModel model) {
        return model.name().toUpperCase(Locale.ROOT);
    }

    private static void require(CommandResult result, String what, Board board) {
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the C compiler did not end within " + LIMIT.toSeconds() + " s; it was ended",
                    what,
                    "the machine is very busy, or " + board.bench().build().compiler() + " hangs");
        }
        if (!result.succeeded()) {
            throw Overflow.in(result.stderr())
                    .map(overflow -> tooLarge(overflow, board.bench().emulator()))
                    .orElseGet(() -> TinywrightException.failed(
                            "the generated C does not " + what + ": " + FirmwareBuilder.firstError(result.stderr()),
                            board.bench().build().compiler(),
                            "this is a fault of tinywright or of the compiler: please report it with the model"));
        }
    }

    private static TinywrightException tooLarge(Overflow overflow, Board.Emulator machine) {
        boolean flash = overflow.region().equals("FLASH");
        long has = flash ? machine.flashBytes() : machine.ramBytes();
        return TinywrightException.failed(
                "the image needs " + (has + overflow.bytes()) + " bytes of " + (flash ? "flash" : "RAM")
                        + ", the emulated " + machine.machine() + " has " + has,
                "link",
                "try --optimize memory or size, a smaller network, or a board with more memory");
    }
}
