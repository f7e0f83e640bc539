package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareBuilderTest {
    private static final List<InputStep> EVERY_STEP = List.of(
            new InputStep.Impute(InputStep.Fill.MEAN),
            new InputStep.Derive("share", "`reading 0` / (`reading 1` + 2.5)"),
            new InputStep.ClipOutliers(1, 99),
            new InputStep.Log(List.of()),
            new InputStep.Pairs(List.of("reading 0", "share")),
            new InputStep.RobustScale());

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    /** Every byte of the image is in a part; the sums are those of GNU size. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arduino-nano-33-ble",
                "microbit-v2",
                "pico",
                "nucleo-f446re",
                "nucleo-h743zi",
                "nrf5340-dk",
                "esp32"
            })
    void countsEveryByteOfTheImage(String id) {
        Board board = RandomModel.board(id);
        RandomModel model = RandomModel.of(id.hashCode(), 4, EVERY_STEP, 10, 3);
        for (boolean forSize : new boolean[] {false, true}) {
            Firmware firmware = FirmwareBuilder.build(model.source(), 4, 3, board, forSize, folder);
            MemoryUse memory = firmware.memory();
            long[] size = sizes(firmware.elf());
            assertThat(memory.flashBytes()).isEqualTo(size[0] + size[1]);
            // GNU size counts the room kept for the stack as .bss
            assertThat(memory.ramBytes()).isEqualTo(size[1] + size[2] - FirmwareBuilder.LEAST_STACK_BYTES);
            assertThat(memory.weightBytes())
                    .isBetween(
                            (long) model.source().weightBytes(), model.source().weightBytes() + 16L);
            assertThat(firmware.compilerVersion()).contains("arm-none-eabi-gcc");
        }
    }

    private static long[] sizes(Path elf) {
        assumeTrue(Command.find("arm-none-eabi-size").isPresent(), "arm-none-eabi-size is not installed");
        String out = Command.run(List.of("arm-none-eabi-size", elf.toString()), Path.of("."), Duration.ofMinutes(1))
                .stdout();
        return Arrays.stream(out.lines().toList().get(1).strip().split("\\s+"))
                .limit(3)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "pico"})
    void buildsTheSameBytesAnywhere(String id) throws IOException {
        Board board = RandomModel.board(id);
        RandomModel model = RandomModel.of(1, 4, EVERY_STEP, 10, 3);
        Firmware one = model.build(board, folder.resolve("one"));
        Firmware two = RandomModel.of(1, 4, EVERY_STEP, 10, 3).build(board, folder.resolve("a/much longer/place"));
        assertThat(two.elf()).hasSameBinaryContentAs(one.elf());
        assertThat(two.memory()).isEqualTo(one.memory());
        try (Stream<Path> files = Files.list(folder.resolve("one"))) {
            for (Path file : files.toList()) {
                assertThat(two.elf().resolveSibling(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"nucleo-f446re, firmware.elf", "host, firmware"})
    void leavesAFolderThatAPersonCanBuildAgain(String id, String image) throws IOException {
        RandomModel model = RandomModel.of(2, 3, List.of(), 5, 3);
        Firmware firmware = model.build(RandomModel.board(id), folder);
        assertThat(firmware.elf()).isEqualTo(folder.resolve(image));
        assertThat(files()).noneMatch(name -> name.endsWith(".o")).contains("build.sh", "fruit.c", "fruit.h", image);
        byte[] before = Files.readAllBytes(firmware.elf());
        Files.delete(firmware.elf());
        CommandResult again =
                Command.run(List.of(folder.resolve("build.sh").toString()), Path.of("/"), Duration.ofMinutes(1));
        assertThat(again.succeeded()).as(again.stderr()).isTrue();
        assertThat(firmware.elf()).hasBinaryContent(before);
        assertThat(files()).noneMatch(name -> name.endsWith(".o"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theHostCountsTheLibraryAlone() {
        RandomModel model = RandomModel.of(2, 3, List.of(), 5, 3);
        MemoryUse memory = model.build(RandomModel.board("host"), folder).memory();
        assertThat(memory.weightBytes()).isEqualTo(model.source().weightBytes());
        assertThat(memory.flashBytes()).isBetween(memory.weightBytes() + 500, memory.weightBytes() + 10_000);
        // constants that hold addresses are data on a host that loads programs anywhere
        assertThat(memory.ramBytes())
                .isBetween((long) model.source().arenaBytes(), model.source().arenaBytes() + 200L);
    }

    /** With so many bytes less it no longer fits, with as many more as the message says it does. */
    @ParameterizedTest
    @CsvSource({"true, flash, fewer units", "false, RAM, fewer readings"})
    void saysByHowManyBytesAnImageDoesNotFit(boolean flash, String kind, String hint) {
        Board nano = RandomModel.board("arduino-nano-33-ble");
        RandomModel model = RandomModel.of(3, 40, List.of(), 60, 3);
        MemoryUse memory = model.build(nano, folder.resolve("fits")).memory();
        long needs = flash ? memory.flashBytes() : memory.ramBytes() + FirmwareBuilder.LEAST_STACK_BYTES;
        long has = (needs - 100) / 8 * 8;
        Board small = flash ? sized(nano, has, nano.ramBytes()) : sized(nano, nano.flashBytes(), has);
        assertThatThrownBy(() -> model.build(small, folder.resolve("over")))
                .isInstanceOfSatisfying(TinywrightException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(1);
                    assertThat(e.diagnosis().what())
                            .isEqualTo("the image is %d bytes over: arduino-nano-33-ble has %d bytes of %s"
                                    .formatted(needs - has, has, kind));
                    assertThat(e.diagnosis().hint())
                            .contains(hint)
                            .contains("a board with " + needs + " bytes or more");
                });
        Board enough = flash ? sized(nano, needs, nano.ramBytes()) : sized(nano, nano.flashBytes(), needs);
        assertThat(model.build(enough, folder.resolve("enough")).memory()).isEqualTo(memory);
    }

    @Test
    void saysWhereTheEmulatorIsSmallerThanTheBoard() {
        RandomModel wide = RandomModel.of(4, 4000, List.of(), 3);
        assertThatThrownBy(() -> wide.build(RandomModel.board("pico"), folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(
                        "bytes over: the emulated microbit has 16384 (the board has 262144) bytes of RAM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int x = no_such_name; | does not compile: own.c:5:13: error: 'no_such_name' undeclared",
                "int unused; | does not compile: own.c:5:9: error: unused variable 'unused'",
                "void no_such_function(void); no_such_function(); | does not link:",
            })
    void aFaultInGeneratedCodeNamesFileAndLine(String body, String expected) {
        CSource source = RandomModel.handWritten(body);
        assertThatThrownBy(() -> FirmwareBuilder.build(source, 1, 1, RandomModel.board("pico"), false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the generated C " + expected)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("build.sh");
    }

    @Test
    void survivesACompilerThatComplainsWithoutEndOrSaysNothing() throws IOException {
        for (String script : List.of("yes 'x: error: endless' | head -c 9000000 >&2; exit 1", "exit 1", "kill -9 $$")) {
            Path compiler = Files.writeString(folder.resolve("cc"), "#!/bin/sh\n" + script + "\n");
            assertThat(compiler.toFile().setExecutable(true)).isTrue();
            Board board = compiledBy(RandomModel.board("pico"), compiler.toString());
            assertThatThrownBy(() ->
                            FirmwareBuilder.build(RandomModel.handWritten(""), 1, 1, board, false, folder.resolve("x")))
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining("the generated C does not compile");
        }
    }

    @Test
    void saysThatTheCompilerIsMissingOrTheFolderCannotBeWritten() throws IOException {
        Board board = compiledBy(RandomModel.board("pico"), "gcc-of-nowhere");
        CSource source = RandomModel.handWritten("");
        assertThatThrownBy(() -> FirmwareBuilder.build(source, 1, 1, board, false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the program 'gcc-of-nowhere' is not installed");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> FirmwareBuilder.build(source, 1, 1, RandomModel.board("pico"), false, file))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("cannot write the firmware's sources");
    }

    @Test
    void theLinkerScriptHasTheSmallerOfBoardAndMachine() {
        assertThat(FirmwareBuilder.linkerScript(RandomModel.board("pico")))
                .contains("FLASH (rx)  : ORIGIN = 0x00000000, LENGTH = 262144")
                .contains("RAM   (rwx) : ORIGIN = 0x20000000, LENGTH = 16384")
                .contains("tw_stack_top = 0x20004000;")
                .doesNotContain("${");
        assertThat(FirmwareBuilder.linkerScript(RandomModel.board("nrf5340-dk")))
                .contains("ORIGIN = 0x10000000, LENGTH = 1048576")
                .contains("ORIGIN = 0x38000000, LENGTH = 524288");
    }

    @Test
    void otherFilesOfTheSourceAreLeftAsTheyAre() throws IOException {
        var files = new TreeMap<>(RandomModel.handWritten("").files());
        files.put("notes.h", "/* äöü */\n");
        CSource source = new CSource("own", files, List.of("own.h", "own.c"), 0, 0);
        FirmwareBuilder.build(source, 1, 1, RandomModel.board("pico"), false, folder);
        assertThat(folder.resolve("notes.h")).hasContent("/* äöü */\n");
    }

    private static Board sized(Board is, long flashBytes, long ramBytes) {
        return new Board(
                is.id(),
                is.name(),
                is.names(),
                is.chip(),
                is.core(),
                is.clockHz(),
                flashBytes,
                ramBytes,
                is.source(),
                is.build(),
                is.emulator());
    }

    private static Board compiledBy(Board is, String compiler) {
        return new Board(
                is.id(),
                is.name(),
                is.names(),
                is.chip(),
                is.core(),
                is.clockHz(),
                is.flashBytes(),
                is.ramBytes(),
                is.source(),
                new Board.Build(compiler, is.build().flags()),
                is.emulator());
    }
}
