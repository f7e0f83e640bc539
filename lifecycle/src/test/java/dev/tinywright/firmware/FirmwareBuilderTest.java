package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareBuilderTest {
    private static final Deployable MODEL =
            SampleCode.deployable(3, 4, List.of(new InputStep.Standardize()), List.of(10, 3));

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pico",
                "nucleo-f446re",
                "nucleo-h743zi",
                "nrf5340-dk",
                "esp32",
                "arduino-uno-r3",
                "arduino-mega-2560"
            })
    void accountsForEveryByteOfTheImage(String id) {
        Board board = SampleCode.board(id);
        Firmware firmware = build(board, false, folder);
        String sizeProgram = board.build().compiler().replaceAll("gcc$", "size");
        String[] size = Command.run(List.of(sizeProgram, firmware.elf().toString()), folder, Duration.ofSeconds(20))
                .stdout()
                .lines()
                .toList()
                .get(1)
                .strip()
                .split("\\s+");
        MemoryUse memory = firmware.memory();
        long data = Long.parseLong(size[1]);
        assertThat(memory.flashBytes()).isEqualTo(Long.parseLong(size[0]) + data);
        // size counts the stack that the linker reserves among .bss
        assertThat(memory.ramBytes() + FirmwareBuilder.leastStackBytes(board))
                .isEqualTo(data + Long.parseLong(size[2]));
        assertThat(memory.flashParts())
                .extracting(MemoryUse.Part::name)
                .contains("model constants", "model code", "kernels", "start-up and test harness");
        assertThat(memory.weightBytes()).isGreaterThan(10 * (4 + 3)).isLessThan(memory.flashBytes() / 2);
        assertThat(firmware.compilerVersion()).contains("gcc");
    }

    @Test
    void buildsTheSameBytesInAnyFolder() throws IOException {
        Board board = SampleCode.board("pico");
        Firmware first = build(board, true, folder.resolve("a"));
        Firmware second = build(board, true, folder.resolve("a much longer name"));
        assertThat(Files.readAllBytes(second.elf())).isEqualTo(Files.readAllBytes(first.elf()));
    }

    @Test
    void leavesAFolderThatAPersonCanBuildAgain() throws IOException {
        Firmware firmware = build(SampleCode.board("nucleo-f446re"), false, folder);
        byte[] built = Files.readAllBytes(firmware.elf());
        Files.delete(firmware.elf());
        assertThat(Command.run(
                                List.of("sh", folder.resolve("build.sh").toString()),
                                Path.of("/"),
                                Duration.ofMinutes(1))
                        .succeeded())
                .isTrue();
        assertThat(Files.readAllBytes(firmware.elf())).isEqualTo(built);
    }

    @Test
    void smallerCodeIsSmaller() {
        long fast = build(SampleCode.board("pico"), false, folder).memory().codeBytes();
        long small = build(SampleCode.board("pico"), true, folder).memory().codeBytes();
        assertThat(small).isLessThan(fast);
    }

    @Test
    void saysByHowManyBytesAnImageIsTooLarge() {
        long needs =
                build(SampleCode.board("nucleo-f446re"), false, folder).memory().flashBytes();
        assertThatThrownBy(() -> build(sized("nucleo-f446re", needs - 10, 131072), false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("needs " + needs + " bytes of flash")
                .hasMessageContaining("nucleo-f446re has " + (needs - 10) + ": 10 too many")
                .hasMessageContaining("a board with " + needs + " bytes or more");
        assertThat(build(sized("nucleo-f446re", needs, 131072), false, folder)
                        .memory()
                        .flashBytes())
                .isEqualTo(needs);
    }

    @Test
    void saysByHowManyBytesRamIsTooSmall() {
        assertThatThrownBy(() -> build(sized("nucleo-f446re", 524288, 1024), false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("bytes of RAM with 1024 bytes of stack, nucleo-f446re has 1024")
                .hasMessageContaining("too many");
    }

    @Test
    void countsWhatTheArduinoCoreTakes() {
        Deployable large = SampleCode.deployable(3, 40, List.of(), List.of(230, 90, 5));
        assertThatThrownBy(() -> FirmwareBuilder.build(
                        SampleCode.source(large), 40, 5, SampleCode.board("arduino-uno-r3"), true, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("bytes of flash, arduino-uno-r3 has 31806 beside the 450 of its Arduino core: ")
                .hasMessageContaining("too many");
        Deployable wide = SampleCode.deployable(3, 250, List.of(), List.of(2));
        assertThatThrownBy(() -> FirmwareBuilder.build(
                        SampleCode.source(wide), 250, 2, SampleCode.board("arduino-uno-r3"), true, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(
                        "bytes of RAM with 256 bytes of stack, arduino-uno-r3 has 2039 beside the 9 of its");
    }

    @Test
    void saysWhenTheEmulatedMachineIsSmallerThanTheBoard() {
        Deployable wide = SampleCode.deployable(3, 2000, List.of(), List.of(2));
        assertThatThrownBy(() -> FirmwareBuilder.build(
                        SampleCode.source(wide), 2000, 2, SampleCode.board("pico"), false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the emulated microbit that proves it has 16384 (pico itself has 262144)");
    }

    @Test
    void namesACompilerThatHangs() throws IOException {
        Path hangs = Files.writeString(
                folder.resolve("gcc"), "#!/bin/sh\n[ \"$1\" = --version ] && echo slow && exit\nsleep 61\n");
        assertThat(hangs.toFile().setExecutable(true)).isTrue();
        Board board = compiledBy(SampleCode.board("nucleo-f446re"), hangs.toString());
        assertThatThrownBy(() -> FirmwareBuilder.build(
                        SampleCode.source(MODEL, board, false), 4, 3, board, false, folder, Duration.ofMillis(1200)))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the C compiler did not end within 1 s");
    }

    @Test
    void namesTheFirstErrorOfCodeThatDoesNotCompile() {
        assertThatThrownBy(() -> FirmwareBuilder.build(
                        SampleCode.byHand("int broken = ;"), 2, 2, SampleCode.board("pico"), false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("does not compile: hand.c:2:")
                .hasMessageContaining("build.sh");
    }

    @Test
    void saysWhatIsMissingAndHowToGetIt() {
        Board board = compiledBy(SampleCode.board("pico"), "no-such-gcc");
        assertThatThrownBy(() -> Toolchain.ensure(board, false, line -> {}))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("missing: no-such-gcc");
        assertThatThrownBy(
                        () -> FirmwareBuilder.build(SampleCode.source(MODEL, board, false), 4, 3, board, false, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("'no-such-gcc' is not installed");
        Toolchain.ensure(SampleCode.board("pico"), false, line -> {});
        assertThat(Toolchain.check())
                .allSatisfy(tool -> assertThat(tool.version()).isPresent());
    }

    private static Firmware build(Board board, boolean forSize, Path folder) {
        return FirmwareBuilder.build(SampleCode.source(MODEL, board, forSize), 4, 3, board, forSize, folder);
    }

    private static Board sized(String id, long flashBytes, long ramBytes) {
        Board b = SampleCode.board(id);
        return new Board(
                b.id(),
                b.name(),
                b.names(),
                b.chip(),
                b.core(),
                b.clockHz(),
                flashBytes,
                ramBytes,
                b.source(),
                b.build(),
                b.emulator());
    }

    private static Board compiledBy(Board b, String compiler) {
        return new Board(
                b.id(),
                b.name(),
                b.names(),
                b.chip(),
                b.core(),
                b.clockHz(),
                b.flashBytes(),
                b.ramBytes(),
                b.source(),
                new Board.Build(compiler, b.build().flags()),
                b.emulator());
    }
}
