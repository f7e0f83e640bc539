package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tools that are missing or hang, memory and disk that run out: a clear message, exit 1, nothing lost. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "uses a POSIX shell")
class BadMachineTest {
    Path folder;
    Path project;

    @BeforeEach
    void folders(@TempDir Path scratch) {
        folder = scratch;
        project = folder.resolve("project");
    }

    @Test
    void missingCompiler() throws Exception {
        board("no-such-gcc", "qemu-system-arm");
        Child.start(folder, Map.of("XDG_CONFIG_HOME", folder.toString()), List.of(), make("my-board"))
                .end()
                .failedWith(1, "missing: no-such-gcc", "put it on the PATH");
        assertThat(project.resolve("task.yaml")).exists();
    }

    @Test
    void nothingOnThePathAndNothingToBeInstalled() throws Exception {
        Child.start(folder, Map.of("PATH", folder.toString()), List.of(), with(make("pico"), "--no-install"))
                .end()
                .failedWith(1, "missing: arm-none-eabi-gcc, qemu-system-arm", "sudo apt-get install gcc-arm-none-eabi");
    }

    @Test
    void hangingEmulator() throws Exception {
        Path emulator = Cli.write(folder.resolve("emulator"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(emulator, PosixFilePermissions.fromString("rwx------"));
        board("arm-none-eabi-gcc", emulator.toString());
        Cli.Outcome outcome = Child.start(
                        folder,
                        Map.of("XDG_CONFIG_HOME", folder.toString()),
                        List.of("-Dtinywright.emulatorSeconds=2"),
                        make("my-board"))
                .end();
        outcome.failedWith(1, "the firmware did not end within", "the emulator hangs");
        assertThat(project.resolve(".tinywright/attempts/attempt-01/firmware/build.sh"))
                .exists();
        assertThat(Cli.read(project.resolve(".tinywright/attempts/attempt-01/attempt.json")))
                .contains("did not end");
    }

    @Test
    void outOfMemory() throws Exception {
        Path data = Data.colours(folder, 100_000, 1);
        Child.start(folder, Map.of(), List.of("-Xmx20m"), "make", Data.COLOURS, "--data", data, "--out", project)
                .end()
                .failedWith(1, "out of memory: ", " MB were not enough");
    }

    /** A limit on the size of files, 4 KiB, fails a write as a full disk does, and needs no disk and no rights. */
    @Test
    void fullDisk() throws Exception {
        Child.startInShell(folder, "ulimit -f 8; exec \"$@\"", make("arduino-nano-33-ble"))
                .end()
                .failedWith(1, "cannot write: ", "File too large", "free some space", "what was done is kept");
        Cli.run("build", project).succeeded().errContains("reused: the signal test");
    }

    private Object[] make(String board) {
        return new Object[] {
            "make", "Tell red from green", "--board", board, "--data", Data.colours(folder), "--out", project
        };
    }

    private static Object[] with(Object[] words, String option) {
        Object[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = option;
        return all;
    }

    /** Writes a board of the user's own. */
    private void board(String compiler, String emulator) {
        Cli.write(folder.resolve("tinywright/boards/my-board.yaml"), """
                id: my-board
                name: My Board
                names: [my board]
                chip: none
                core: Cortex-M4
                clockHz: 64000000
                flashBytes: 262144
                ramBytes: 65536
                source: "a test"
                build: {compiler: %s, flags: [-mcpu=cortex-m4, -mthumb]}
                emulator:
                  program: %s
                  machine: mps2-an386
                  core: Cortex-M4
                  flashOrigin: 0x00000000
                  flashBytes: 4194304
                  ramOrigin: 0x20000000
                  ramBytes: 4194304
                  tickPicoseconds: 40000
                  note: ""
                """.formatted(compiler, emulator));
    }
}
