package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy} with an arduino-cli that only notes what it is asked to do. */
class DeployTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aBuiltProject() throws Exception {
        Files.createDirectories(folder.resolve("out/library"));
        Files.createDirectories(folder.resolve("app/fruit"));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(
                folder.resolve("out/report.json"),
                "{\"board\": {\"id\": \"arduino-uno-r3\"}, \"device\": {\"accuracy\": 0.97}, \"latency\": {\"millis\": 0.5}, "
                        + "\"application\": {\"sketch\": \"app/fruit/fruit.ino\", \"flashBytes\": 4321, \"ramBytes\": 321}}");
        Files.writeString(folder.resolve("out/check.csv"), "readings=1 scores=2\n0.5,127,-128\n");
        Files.writeString(
                folder.resolve("out/library/fruit.h"),
                "#define FRUIT_VERSION 0a1b2c3d\n#define FRUIT_CONTRACT \"89abcdef\"\n");
        Files.writeString(folder.resolve("app/fruit/fruit.ino"), "void setup() {}\nvoid loop() {}\n");
    }

    @Test
    void aFolderWithoutABuildIsRefused() {
        var outcome = Cli.run("deploy", folder.resolve("app")).exited(2);
        assertThat(outcome.err()).contains("there is no finished build here").contains("tinywright build");
    }

    @Test
    void itFlashesAndNotesWhatItFlashed() throws Exception {
        tool("exit 0");
        Ran ran = deploy("--no-check", "--yes");
        assertThat(ran.code()).as(ran.text()).isZero();
        assertThat(Files.readString(folder.resolve("log")))
                .contains("compile --fqbn arduino:avr:uno")
                .contains("upload --fqbn arduino:avr:uno --port /dev/tinywright-none");
        assertThat(folder.resolve(".tinywright/deploy/fruit/fruit.h")).exists();
        assertThat(Files.readString(folder.resolve(".tinywright/deployed.json")))
                .contains("0a1b2c3d", "0.97");
        assertThat(ran.text()).contains("97.0 %", "flashed fruit");
    }

    @Test
    void aFailingToolShowsItsLastLinesAndNothingIsNoted() throws Exception {
        tool("echo 'avrdude: stk500_recv(): programmer is not responding' >&2; exit 1");
        Ran ran = deploy("--no-check", "--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("arduino-cli failed, exit code 1", "programmer is not responding");
        assertThat(folder.resolve(".tinywright/deployed.json")).doesNotExist();
    }

    @Test
    void withNobodyToAskNothingIsWritten() throws Exception {
        tool("exit 0");
        Ran ran = deploy("--no-check");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.text()).contains("add --yes");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void aDryRunOnlySaysWhatItWouldDo() throws Exception {
        tool("exit 0");
        Ran ran = deploy("--dry-run");
        assertThat(ran.code()).as(ran.text()).isZero();
        assertThat(ran.text())
                .contains("arduino-cli upload --fqbn arduino:avr:uno", "4321 B flash", "the first that is deployed");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void withoutRowsToCompareNothingIsFlashedUnlessToldSo() throws Exception {
        tool("exit 0");
        Files.delete(folder.resolve("out/check.csv"));
        Ran ran = deploy("--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("no rows to question the board with", "--no-check");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void theChangeOfAccuracyIsSaid() throws Exception {
        tool("exit 0");
        assertThat(deploy("--no-check", "--yes").code()).isZero();
        Cli.edit(folder.resolve("out/report.json"), "0.97", "0.95");
        Cli.edit(folder.resolve("out/library/fruit.h"), "0a1b2c3d", "4e5f6071");
        assertThat(deploy("--dry-run").text()).contains("95.0 %, before: 0a1b2c3d with 97.0 %, -2.0 points");
    }

    @Test
    void aMissingToolIsNamed() throws Exception {
        Ran ran = deploy("--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text())
                .contains("no program is installed that writes to the board arduino-uno-r3", "arduino-cli:");
    }

    private record Ran(int code, String text) {}

    private void tool(String ending) throws Exception {
        Path program = folder.resolve("bin/arduino-cli");
        Files.writeString(program, "#!/bin/sh\necho \"$@\" >> " + folder.resolve("log") + "\n" + ending + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Ran deploy(String... options) throws Exception {
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                Main.class.getName(),
                "deploy",
                folder.toString(),
                "--port",
                "/dev/tinywright-none"));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment()
                .putAll(Map.of(
                        "CLASSPATH", System.getProperty("java.class.path"),
                        "PATH", folder.resolve("bin") + ":/usr/bin:/bin",
                        "XDG_CONFIG_HOME", folder.toString()));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}
