package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: from a sentence and data to a project folder with a proven image. */
class MakeTest {
    private static final String FRUIT =
            "Tell apples, bananas, oranges and grapes apart by colour on an Arduino Nano 33 BLE Sense, under 32 KB flash and "
                    + "8 KB RAM, at least 85 % accurate";

    static Path folder;
    static Path project;
    static Cli.Outcome made;

    @BeforeAll
    static void make(@TempDir Path scratch) {
        folder = scratch;
        project = folder.resolve("one/fruit");
        made = Cli.run("make", FRUIT, "--data", Data.fruit(), "--out", project);
    }

    @Test
    void leavesTheProjectFolder() {
        made.succeeded();
        assertThat(Data.names(project)).containsExactly(".tinywright", "app", "out", "plan.yaml", "task.yaml");
        assertThat(Data.names(project.resolve("out")))
                .contains(
                        "check.csv",
                        "firmware",
                        "fruit-arduino.zip",
                        "library",
                        "model.tflite",
                        "packages",
                        "report.html",
                        "report.json");
        assertThat(Data.names(project.resolve("out/firmware"))).contains("firmware.elf", "build.sh", "link.ld");
        assertThat(Data.names(project.resolve("out/library"))).contains("fruit.h", "fruit.c");
    }

    @Test
    void resultsGoToStdoutAndTheRestToStderr() {
        made.outContains("Runs on Arduino Nano 33 BLE", "accuracy", "met", "report.html")
                .outLacks("understood", "trying", "verifying", "rows read");
        made.errContains("understood:", "803 rows read", "trying 4 plans", "verifying: 159 test rows")
                .errLacks("Runs on");
    }

    @Test
    void theReportHasItsStableKeys() {
        JsonNode report = Cli.report(project);
        assertThat(report.at("/verdict/passed").isBoolean()).isTrue();
        assertThat(report.at("/verdict/goals")).hasSize(3);
        for (JsonNode goal : report.at("/verdict/goals")) {
            assertThat(goal.properties().stream().map(Map.Entry::getKey)).contains("name", "wanted", "measured", "met");
        }
        assertThat(report.at("/device/core").asText()).isEqualTo("Cortex-M4");
        assertThat(report.at("/device/testRows").asInt()).isEqualTo(159);
        assertThat(report.at("/device/mismatches").asInt(-1)).isZero();
        assertThat(report.at("/device/accuracy").asDouble()).isBetween(0.85, 1.0);
        assertThat(report.at("/device/instructionsPerInference").asLong()).isPositive();
        assertThat(report.at("/memory/flashBytes").asLong())
                .isGreaterThan(report.at("/memory/codeBytes").asLong());
        assertThat(report.at("/memory/codeBytes").asLong()).isPositive();
        assertThat(report.at("/memory/ramBytes").asLong())
                .isGreaterThanOrEqualTo(report.at("/memory/stackBytes").asLong());
        assertThat(report.at("/memory/stackBytes").asLong()).isPositive();
        assertThat(report.at("/attempts")).hasSizeGreaterThan(3);
    }

    @Test
    void everyRowReadIsUsedOrDroppedUnderAReason() {
        JsonNode data = Cli.report(project).at("/data");
        long dropped = 0;
        for (JsonNode reason : data.at("/rowsDropped")) {
            assertThat(reason.at("/reason").asText()).isNotBlank();
            dropped += reason.at("/count").asLong();
        }
        assertThat(data.at("/rowsRead").asLong())
                .isEqualTo(803)
                .isEqualTo(data.at("/rowsUsed").asLong() + dropped);
    }

    @Test
    void everyAttemptIsKeptAsText() {
        Path attempts = project.resolve(".tinywright/attempts");
        assertThat(Data.names(attempts))
                .hasSameSizeAs(Cli.report(project).at("/attempts"))
                .startsWith("attempt-01", "attempt-02");
        assertThat(Data.names(attempts.resolve("attempt-01"))).containsExactly("attempt.json", "plan.yaml");
        JsonNode first = Cli.json(Cli.read(attempts.resolve("attempt-01/attempt.json")));
        assertThat(first.at("/reason").asText()).isNotBlank();
        assertThat(first.at("/measured/flashBytes").asLong())
                .isEqualTo(Cli.report(project).at("/attempts/0/flashBytes").asLong());
    }

    @Test
    void theSameSeedGivesTheSameFiles() {
        Path again = folder.resolve("two/fruit");
        Cli.run("make", FRUIT, "--data", Data.fruit(), "--out", again).succeeded();
        Map<String, String> first = contents(project.resolve("out"));
        Map<String, String> second = contents(again.resolve("out"));
        assertThat(second.keySet()).isEqualTo(first.keySet()).contains("firmware/firmware.elf", "report.html");
        first.forEach((name, text) -> assertThat(second.get(name)).as(name).isEqualTo(text));
        assertThat(contents(again.resolve("app"))).isEqualTo(contents(project.resolve("app")));
        assertThat(again.resolve("plan.yaml")).hasSameTextualContentAs(project.resolve("plan.yaml"));
    }

    private static Map<String, String> contents(Path folder) {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return contents;
    }

    @Test
    void withoutOutTheFolderIsNamedAfterTheData() throws Exception {
        Path here = Files.createDirectories(folder.resolve("here"));
        Data.colours(here);
        Child.start(here, "new", Data.COLOURS, "--data", "colours.csv")
                .end()
                .succeeded()
                .errContains("project folder: colours");
        assertThat(here.resolve("colours/task.yaml")).exists();
        Data.colours(here.resolve("shades"));
        Child.start(here, "new", Data.COLOURS, "--data", "shades/")
                .end()
                .succeeded()
                .errContains("project folder: shades-device");
        assertThat(Data.names(here.resolve("shades"))).containsExactly("colours.csv");
    }

    @Test
    void anOptionSaysTheBoardWhereTheSentenceDoesNot() {
        Path data = Data.colours(folder.resolve("board"));
        Path named = folder.resolve("board/project");
        Cli.run("new", "Tell red from green", "--board", "pico", "--data", data, "--out", named)
                .succeeded()
                .errContains("from --board");
        assertThat(Cli.read(named.resolve("task.yaml"))).contains("board: pico");
        Cli.run("new", "Tell red from green on a Pico", "--board", "microbit-v2", "--data", data, "--out", named)
                .failedWith(2, "--board says microbit-v2, the sentence says pico");
    }

    @Test
    void verifyBuildsTheSameImageAgainAndReplaysEveryRow() {
        Cli.run("verify", project).succeeded().outContains("159 test examples", "0 mismatches", "the same as in out/");
        JsonNode replay = Cli.run("verify", project, "--json").succeeded().json();
        assertThat(replay.at("/mismatches").asInt(-1)).isZero();
        assertThat(replay.at("/sameImage").asBoolean()).isTrue();
    }
}
