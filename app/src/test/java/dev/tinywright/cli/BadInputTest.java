package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with what a person gives: a clear message, exit 1 or 2, no trace of the inside, nothing lost. */
class BadInputTest {
    Path folder;
    Path project;

    @BeforeEach
    void folders(@TempDir Path scratch) {
        folder = scratch;
        project = folder.resolve("project");
    }

    private Cli.Outcome make(Path data) {
        return Cli.run("make", Data.COLOURS, "--data", data, "--out", project);
    }

    private Cli.Outcome make(String csv) {
        return make(Cli.write(folder.resolve("data.csv"), csv));
    }

    @Test
    void missingData() {
        make(folder.resolve("nothing.csv")).failedWith(2, "nothing.csv");
        assertThat(project).doesNotExist();
    }

    @Test
    void emptyData() {
        make("").failedWith(1, "data.csv", "empty");
        assertThat(project).doesNotExist();
    }

    @Test
    void binaryData() throws Exception {
        byte[] noise = new byte[4096];
        new SplittableRandom(1).nextBytes(noise);
        make(Files.write(folder.resolve("data.csv"), noise)).failedWith(1, "data.csv");
    }

    @Test
    void oneClass() {
        make(Cli.read(Data.colours(folder)).replace(",green\n", ",red\n"))
                .failedWith(1, "\"red\" in every row", "nothing to tell apart");
    }

    @Test
    void threeRows() {
        make("a,b,colour\n1,2,red\n3,4,green\n5,6,red\n").failedWith(1, "rows");
    }

    @Test
    void twoThousandColumns() {
        SplittableRandom random = new SplittableRandom(2);
        String header = IntStream.range(0, 2000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String rows = IntStream.range(0, 60)
                .mapToObj(row -> IntStream.range(0, 2000)
                                .mapToObj(i -> Integer.toString(random.nextInt(100) + (row % 2) * 50))
                                .collect(Collectors.joining(","))
                        + (row % 2 == 0 ? ",red" : ",green"))
                .collect(Collectors.joining("\n"));
        Cli.Outcome outcome = make(header + ",colour\n" + rows + "\n").noTrace();
        assertThat(outcome.exitCode()).isIn(0, 1);
        if (outcome.exitCode() == 1 && !outcome.out().contains("MISSED")) {
            outcome.failedWith(1, "bytes");
        }
    }

    @Test
    void noise() {
        make(Data.colours(folder, 200, 0)).failedWith(1, "the readings say nothing about the labels", "chance");
        assertThat(project.resolve("task.yaml")).exists();
        assertThat(project.resolve("out")).doesNotExist();
    }

    @Test
    void aSentenceWithoutABoardAndNobodyToAsk() {
        Path data = Data.colours(folder);
        Cli.run("make", "Tell red from green", "--data", data, "--out", project)
                .failedWith(2, "board", "arduino-nano-33-ble");
        Cli.run("make", "Tell red from green", "--data", data, "--out", project, "--board", "pica")
                .failedWith(2, "no board 'pica', did you mean 'pico'?");
        assertThat(project).doesNotExist();
    }

    @Test
    void thePersonIsAskedForTheBoardThreeTimesAtMost() {
        Path data = Data.colours(folder);
        Object[] words = {"new", "Tell red from green", "--data", data, "--out", project};
        Cli.answering("toaster", "fridge", "kettle", "pico").with(words).failedWith(2, "'kettle' is none of them");
        Cli.answering().with(words).failedWith(2, "board");
        Cli.answering("pico").with(words).exited(1).errContains("nothing was written");
        Cli.answering("pico", "no").with(words).exited(1).errContains("nothing was written");
        assertThat(project).doesNotExist();
        Cli.answering("Nano 33 BLE", "yes").with(words).succeeded().outContains("task.yaml");
        assertThat(Cli.read(project.resolve("task.yaml"))).contains("board: arduino-nano-33-ble");
    }

    @Test
    void anotherTaskInTheFolder() {
        Path data = Data.colours(folder);
        Cli.run("new", Data.COLOURS, "--data", data, "--out", project).succeeded();
        String task = Cli.read(project.resolve("task.yaml"));
        Cli.run("new", "Tell red from green on a Pico", "--data", data, "--out", project)
                .failedWith(2, "another task", "--out");
        assertThat(project.resolve("task.yaml")).hasContent(task);
        Cli.write(folder.resolve("other/notes.txt"), "mine");
        Cli.run("new", Data.COLOURS, "--data", data, "--out", folder.resolve("other"))
                .failedWith(2, "other files");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "board: arduino-nano-33-ble | bord: arduino-nano-33-ble | did you mean 'board'",
                "accuracy: \">= 80 %\" | accuracy: \">= 8e999 %\" | >= 8e999 %",
                "flash: \"<= 32 KiB\" | flash: \"<= 99999999999999999999999 KiB\" | 99999999999999999999999 KiB",
                "version: 1 | version: 99 | version",
                "kind: classification | kind: &a [*a, *a] | task.yaml",
                "kind: classification | kind: [[[[[[[[[[[[[[[[[[[[[[[[ | task.yaml",
                "version: 1 | {{{ | task.yaml",
            })
    void hostileTask(String from, String to, String expected) {
        Path data = Data.colours(folder);
        Cli.run("new", Data.COLOURS, "--data", data, "--out", project).succeeded();
        Cli.edit(project.resolve("task.yaml"), from, to);
        Cli.run("build", project).failedWith(2, expected, "task.yaml");
    }

    @Test
    void aliasBomb() {
        Cli.run("new", Data.COLOURS, "--data", Data.colours(folder), "--out", project)
                .succeeded();
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Cli.write(project.resolve("plan.yaml"), bomb.toString());
        Cli.run("build", project).failedWith(2, "plan.yaml");
    }

    @Test
    void deeplyNestedPlan() {
        Cli.run("new", Data.COLOURS, "--data", Data.colours(folder), "--out", project)
                .succeeded();
        Cli.write(project.resolve("plan.yaml"), "model: " + "[".repeat(200_000));
        Cli.run("build", project).failedWith(2, "plan.yaml");
    }

    @Test
    void aFolderThatCannotBeWrittenTo() {
        Path data = Data.colours(folder);
        Path file = Cli.write(folder.resolve("file"), "in the way");
        Cli.run("make", Data.COLOURS, "--data", data, "--out", file).failedWith(2, "not a folder");
        Cli.run("make", Data.COLOURS, "--data", data, "--out", file.resolve("below"))
                .failedWith(1, "cannot write", "--out");
        assertThat(file).hasContent("in the way");
        Cli.run("build", folder.resolve("nowhere")).failedWith(2, "task.yaml");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void whatCannotFitIsRefusedBeforeTraining() {
        Path data = Data.colours(folder);
        Cli.run("make", "Tell red from green on a Pico, under 500 bytes of flash", "--data", data, "--out", project)
                .failedWith(1, "500 are allowed", "before training", "allow ")
                .errLacks("trying");
    }

    @Test
    void aPlannerThatNeedsAModelSaysHowToNameOneAndHowToDoWithout() {
        Cli.run("make", Data.COLOURS, "--data", Data.fruit(), "--out", project, "--planner", "llm")
                .failedWith(2, "no language model is named", "--llm provider/model", "--planner rules");
        assertThat(project).doesNotExist();
    }

    @Test
    void errorsAreJsonToo() {
        Cli.Outcome outcome = Cli.run("build", folder.resolve("nowhere"), "--json");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.json().at("/error/what").asText()).isNotBlank();
        assertThat(outcome.json().at("/error/where").asText()).endsWith("nowhere");
    }

    @Test
    void labelsInTwoScripts() {
        String csv = Cli.read(Data.colours(folder)).replace(",red\n", ",rød\n").replace(",green\n", ",зелёный\n");
        Path data = folder.resolve("data.csv");
        Cli.write(data, new String(csv.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        Cli.run("make", "Classify the colour on an Arduino Nano 33 BLE", "--data", data, "--out", project)
                .succeeded();
        assertThat(Cli.read(project.resolve("out/report.html"))).contains("зелёный", "rød");
    }
}
