package dev.tinywright.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFileTest {
    private static final Boards BOARDS = Boards.builtIn();
    private static final Path FOLDER = Path.of("project").toAbsolutePath();
    private static final String GOOD = """
        version: 1
        ask: Tell apples, bananas and oranges apart by colour on my Nano 33 BLE Sense, and print the fruit once a second.
        kind: classification            # classification | regression | anomaly
        data: {path: fruit.csv, label: Fruit}
        board: arduino-nano-33-ble
        goals: {accuracy: ">= 90 %", flash: "<= 60 KiB", ram: "<= 20 KiB", latency: "<= 20 ms"}
        application: print the fruit's name on the serial port once a second
        """;

    @Test
    void readsTheExampleOfTheDesign() {
        Task task = TaskFile.parse(GOOD, FOLDER, BOARDS);

        assertThat(task.data().path()).isEqualTo(FOLDER.resolve("fruit.csv"));
        assertThat(task.data().label()).contains("Fruit");
        assertThat(task.goals())
                .containsExactly(
                        new Goal(Metric.ACCURACY, 0.9),
                        new Goal(Metric.FLASH, 61440),
                        new Goal(Metric.RAM, 20480),
                        new Goal(Metric.LATENCY, 20));
    }

    @Test
    void whatIsWrittenReadsBackTheSame(@TempDir Path folder) {
        Task task = new Task(
                "Tell \"yes\" from 'no': 100 % #sure {on} [a] Pico, 0x1F \\ äöü 🍎",
                TaskKind.CLASSIFICATION,
                new DataSource(
                        folder.resolve("../other data/a,b: c#.csv").normalize(),
                        Optional.of("no"),
                        List.of("1", "a, b", " x ", "true", "~", "-", "2020-01-01", "1e3", "pm2.5"),
                        Optional.of("")),
                "pico",
                List.of(
                        new Goal(Metric.ACCURACY, 0.855),
                        new Goal(Metric.MACRO_F1, 0.07),
                        new Goal(Metric.FLASH, 1536),
                        new Goal(Metric.RAM, 999),
                        new Goal(Metric.LATENCY, 333.333),
                        new Goal(Metric.BATTERY, 336)),
                List.of(
                        "yes",
                        "null",
                        "3.5",
                        "grün",
                        "a\tb",
                        "line\nbreak",
                        "&anchor",
                        "*alias",
                        "!tag",
                        "- x",
                        "? y",
                        "@",
                        "`"),
                "colour: APDS9960",
                "print: it");
        Path file = folder.resolve("task.yaml");
        TaskFile.write(task, file);

        assertThat(TaskFile.read(file, BOARDS)).isEqualTo(task);
        assertThat(file).content().startsWith("# What is wanted.").contains("path: ");
    }

    @Test
    void aMeaninglessValueSaysWhatItMayBe() {
        assertProblem(
                GOOD.replace("<= 20 ms", "<= 20 KiB"), "task.yaml:6", "'<= 20 KiB' lacks a unit that latency has");
        assertProblem(GOOD.replace(">= 90 %", "<= 90 %"), "task.yaml:6", "a bound with >=");
        assertProblem(GOOD.replace(">= 90 %", ">= 120 %"), "task.yaml:6", "at most 100 %");
        assertProblem(GOOD.replace("<= 60 KiB", "<= 0 KiB"), "task.yaml:6", "must be positive");
        assertProblem(GOOD.replace("\">= 90 %\"", "90"), "task.yaml:6", "'goals.accuracy' must be text, is '90'");
        assertProblem(
                GOOD.replace("<= 60 KiB", "<= 99999 KiB"),
                "task.yaml:6",
                "is more than arduino-nano-33-ble has: 1024 KiB");
        assertProblem(
                GOOD.replace("kind: classification", "kind: clasification"),
                "task.yaml:3",
                "did you mean 'classification'?");
        assertProblem(
                GOOD.replace("board: arduino-nano-33-ble", "board: arduino-nano-33"),
                "task.yaml:5",
                "did you mean 'arduino-nano-33-ble'?");
        assertProblem(GOOD.replace("version: 1", "version: 2"), "task.yaml:1", "not version 1");
        assertProblem(GOOD.replace("version: 1\n", ""), "task.yaml:1", "'version' is missing");
        assertProblem(GOOD.replace("board: arduino-nano-33-ble\n", ""), "task.yaml:1", "'board' is missing");
        assertProblem(
                GOOD.replace("{path: fruit.csv, label: Fruit}", "fruit.csv"),
                "task.yaml:4",
                "'data' must be a mapping");
        assertProblem(GOOD.replace("path: fruit.csv", "path: \"a\\0b\""), "task.yaml:4", "");
        assertProblem(GOOD + "colour: red\n", "task.yaml:8", "unknown key 'colour'");
        assertProblem(GOOD.replace("goals:", "gaols:"), "task.yaml:6", "unknown key 'gaols', did you mean 'goals'?");
        assertProblem(
                GOOD.replace("label: Fruit", "lable: Fruit"),
                "task.yaml:4",
                "unknown key 'data.lable', did you mean 'label'?");
        assertProblem(GOOD + "labels: [yes, no]\n", "task.yaml:8", "'labels' must be text, is 'yes'");
    }

    @Test
    void severalProblemsAreSaidAtOnceAndNoMoreThanFive() {
        String bad = "version: 1\na: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\nask: x\ndata: {path: y}\nboard: pico\n";
        TinywrightException e = problem(bad);

        assertThat(e.getMessage())
                .contains("unknown key 'a'", "line 6: unknown key 'e'", "and 1 more")
                .doesNotContain("key 'f'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "just text",
                "- a\n- b\n",
                "42",
                "{",
                "version: [1",
                "a: b: c",
                "\tversion: 1",
                "version: 1\n\task: x",
                "? {a: b}\n: c",
                "version: 1\nversion: 1\nask: x\ndata: {path: y}\nboard: pico",
                "--- a\n--- b\n",
                "version: !!java.net.URL [http://x]",
                "!!map {version: 1}x",
                "a: &x [1]\nb: *x",
                "a: &x {b: *x}",
                "<<: {version: 1}",
                "version: .inf",
                "version: 1e999",
                "version: 99999999999999999999999",
                "version: 0x1",
                "version: ~",
                "ask: !!binary aGk=",
                "%YAML 9.9\n---\nversion: 1",
                "version: \u0007"
            })
    void hostileFilesAreRefusedInOneMessage(String yaml) {
        assertThat(problem(yaml).exitCode()).isEqualTo(2);
    }

    @Test
    void anAliasBombCostsNothing() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(8) + "*a" + (i - 1) + "]\n");
        }
        assertThat(problem(bomb.toString()).getMessage()).containsIgnoringCase("alias");
        assertThat(problem("a: " + "[".repeat(5000)).getMessage()).contains("task.yaml");
        assertThat(problem("a: " + "x".repeat(300_000)).getMessage()).contains("longer than");
    }

    @Test
    void filesThatCannotBeReadAreNamed(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.yaml");
        Files.write(large, new byte[300_000]);
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Path latin = Files.write(folder.resolve("latin.yaml"), "ask: Äpfel".getBytes(StandardCharsets.ISO_8859_1));

        for (Path file : List.of(large, binary, latin, folder, folder.resolve("none.yaml"))) {
            assertThatThrownBy(() -> TaskFile.read(file, BOARDS))
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private TinywrightException problem(String yaml) {
        return catchThrowableOfType(TinywrightException.class, () -> TaskFile.parse(yaml, FOLDER, BOARDS));
    }

    private void assertProblem(String yaml, String where, String what) {
        TinywrightException e = problem(yaml);
        assertThat(e).as(yaml).isNotNull();
        assertThat(e.diagnosis().what()).contains(what);
        assertThat(e.diagnosis().where()).isEqualTo(where);
    }
}
