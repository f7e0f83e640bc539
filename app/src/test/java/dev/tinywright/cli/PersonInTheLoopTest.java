package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a person changes is respected, what is not stale is not done again, and the program says which. */
class PersonInTheLoopTest {
    private static final String LEARNED = "reused: the signal test, training of %d plans, the choice";
    private static final String MEASURED =
            "quantizations, %d measurements, the verification, the sketch's run, the yardsticks";

    static Path folder;
    static Path made;

    /** A copy of a project that was made once, so that each test may change it. */
    Path project;

    @BeforeAll
    static void make(@TempDir Path scratch) {
        folder = scratch;
        made = folder.resolve("once/colours");
        Cli.run("make", Data.COLOURS, "--data", Data.colours(folder.resolve("data")), "--out", made)
                .succeeded();
    }

    @BeforeEach
    void copy(TestInfo test) {
        project = folder.resolve(test.getTestMethod().orElseThrow().getName()).resolve("colours");
        Copy.folder(made, project);
    }

    @Test
    void buildAgainDoesNothingAgain() {
        Cli.run("build", project)
                .succeeded()
                .errContains(LEARNED.formatted(trainings()), MEASURED.formatted(attempts()));
        assertThat(project.resolve("out/firmware/firmware.elf"))
                .hasSameBinaryContentAs(made.resolve("out/firmware/firmware.elf"));
        assertThat(project.resolve("out/report.html")).hasSameTextualContentAs(made.resolve("out/report.html"));
    }

    @Test
    void jsonIsTheReportAndNothingElse() {
        Cli.Outcome outcome = Cli.run("build", project, "--json").succeeded().errContains("reused: ");
        assertThat(outcome.json()).isEqualTo(Cli.report(project));
    }

    @Test
    void otherGoalsAreSearchedForWithWhatWasTrained() {
        Cli.edit(project.resolve("task.yaml"), ">= 80 %", ">= 85 %");
        Cli.run("build", project).succeeded().errContains("reused: ", "training of " + trainings() + " plans");
        assertThat(Cli.report(project).at("/verdict/goals/0/wanted").asDouble()).isEqualTo(0.85);
    }

    @Test
    void aGoalThatIsMissedEndsWithOneAndSaysWhatWouldDo() {
        Cli.edit(project.resolve("task.yaml"), "ram: \"<= 8 KiB\"", "latency: \"<= 0.0001 ms\"");
        Cli.Outcome outcome =
                Cli.run("build", project).exited(1).outContains("MISSED", "what would meet the goals: change latency");
        assertThat(outcome.err()).doesNotContain("error:");
        assertThat(Cli.report(project).at("/verdict/passed").asBoolean()).isFalse();
        assertThat(Cli.report(project).at("/verdict/relaxation").asText()).contains("latency from");
        assertThat(project.resolve("out/firmware/firmware.elf")).exists();
    }

    @Test
    void aPlanOfOnesOwnIsBuiltAsItStandsUntilItIsTakenBack() {
        String planned = Cli.read(project.resolve("plan.yaml"));
        Cli.write(project.resolve("plan.yaml"), ownPlan("12", "2"));
        Cli.run("build", project)
                .succeeded()
                .errContains("plan.yaml is yours", "trying 1 plan", "net 12-2", "reused: the signal test");
        assertThat(project.resolve("plan.yaml")).hasContent(ownPlan("12", "2"));
        assertThat(Cli.report(project).at("/attempts")).hasSize(1);
        assertThat(Data.names(project.resolve(".tinywright/attempts"))).containsExactly("attempt-01");
        Cli.run("explain", project).succeeded().outContains("plan.yaml was built as you wrote it");

        Cli.write(project.resolve("plan.yaml"), planned);
        Cli.run("build", project).succeeded().errLacks("plan.yaml is yours").errContains("training of " + trainings());
        assertThat(project.resolve("out/report.html")).hasSameTextualContentAs(made.resolve("out/report.html"));
    }

    @Test
    void withoutAPlanOneIsSearchedFor() throws Exception {
        Files.delete(project.resolve("plan.yaml"));
        Cli.run("build", project)
                .succeeded()
                .errContains(LEARNED.formatted(trainings()), MEASURED.formatted(attempts()));
        assertThat(project.resolve("plan.yaml")).hasSameTextualContentAs(made.resolve("plan.yaml"));
    }

    @Test
    void aPlanForOtherClassesNamesBothNumbers() {
        Cli.write(project.resolve("plan.yaml"), ownPlan("12", "5"));
        Cli.run("build", project)
                .failedWith(2, "the last layer has 5 units", "2 classes: green, red", "dense: {units: 2}");
    }

    @Test
    void aPlanThatCannotBeReadNamesTheLineAndKeepsTheResult() {
        Cli.edit(project.resolve("plan.yaml"), "epochs:", "epoch:");
        int line = (int) Cli.read(project.resolve("plan.yaml"))
                        .lines()
                        .takeWhile(text -> !text.startsWith("train:"))
                        .count()
                + 1;
        Cli.run("build", project).failedWith(2, "did you mean 'epochs'", "plan.yaml:" + line);
        assertThat(project.resolve("out/report.html")).hasSameTextualContentAs(made.resolve("out/report.html"));
    }

    @Test
    void dataThatIsWrittenOtherwiseIsTheSameData() {
        Path data = dataOf(project);
        String before = Cli.read(data);
        try {
            Cli.write(data, before.replace(",", ";").replace(".", ","));
            Cli.run("build", project)
                    .succeeded()
                    .errContains(LEARNED.formatted(trainings()), MEASURED.formatted(attempts()));
            Cli.write(data, before.replaceFirst("\n[^\n]*\n", "\n"));
            Cli.run("build", project).succeeded().errContains("119 rows read").errLacks("training of");
        } finally {
            Cli.write(data, before);
        }
    }

    @Test
    void refineShowsTheChangeAsksAndBuilds() {
        String before = Cli.read(project.resolve("task.yaml"));
        Cli.answering("n")
                .with("refine", "at most 4 KB of RAM", project)
                .exited(1)
                .errContains("-goals:", "+goals:", "ram: \"<= 4 KiB\"", "nothing was changed");
        assertThat(project.resolve("task.yaml")).hasContent(before);
        Cli.answering().with("refine", "at most 4 KB of RAM", project).exited(1).errContains("nothing was changed");
        Cli.run("refine", "at most 4 KB of RAM", project).failedWith(2, "nobody to ask", "--yes");

        Cli.answering("y")
                .with("refine", "at most 4 KB of RAM", project)
                .succeeded()
                .errContains("reused: ");
        assertThat(Cli.read(project.resolve("task.yaml"))).contains("ram: \"<= 4 KiB\"");
        Cli.run("refine", "at most 4 KB of RAM", project).succeeded().errContains("changes nothing");
    }

    @Test
    void refineCanChooseTheColumns() {
        Cli.run("refine", "use only red and green", project, "--yes").succeeded();
        assertThat(StreamSupport.stream(Cli.report(project).at("/data/columns").spliterator(), false)
                        .map(column -> column.at("/name").asText()))
                .containsExactly("red", "green");
    }

    @Test
    void refineMakesItSmallerThanAPlanOfOnesOwnWas() throws Exception {
        Cli.write(project.resolve("plan.yaml"), ownPlan("64", "2"));
        Cli.run("build", project).succeeded();
        long before = Cli.report(project).at("/memory/flashBytes").asLong();
        Files.delete(project.resolve("plan.yaml"));
        Cli.run("refine", "make it smaller", project, "--yes").succeeded().errContains("+goals:", "flash: \"<= ");
        assertThat(Cli.report(project).at("/memory/flashBytes").asLong()).isLessThan(before);
    }

    @Test
    void refineGoesAsSmallAsItCanAndThenSaysThatNothingSmallerFits() {
        Cli.run("refine", "make it smaller", project, "--yes").succeeded();
        Cli.run("refine", "make it smaller", project, "--yes").failedWith(1, "bytes of flash", "are allowed");
        assertThat(Cli.report(project).at("/memory/flashBytes").asLong())
                .isLessThan(Cli.report(made).at("/memory/flashBytes").asLong());
    }

    @Test
    void refineSaysWhatItDoesNotUnderstand() {
        String before = Cli.read(project.resolve("task.yaml"));
        Cli.run("refine", "sing me a song", project, "--yes").failedWith(2, "not understood", "sing me a song");
        assertThat(project.resolve("task.yaml")).hasContent(before);
    }

    @Test
    void explainTellsWhyThePlanIsAsItIs() {
        Cli.run("explain", project)
                .succeeded()
                .outContains("Data.", "120 rows were read", "Input.", "Model.", "The rules planner tried", "Training.")
                .outContains("logistic regression", "Goals.");
        assertThat(Cli.run("explain", project, "--json").succeeded().json().at("/explanation"))
                .hasSizeGreaterThan(5);
        Cli.run("explain", folder.resolve("data")).failedWith(2, "nothing was built here yet");
    }

    /** Every attempt, and the chosen one once more with the validation rows. */
    private static int trainings() {
        return attempts() + 1;
    }

    private static int attempts() {
        return Cli.report(made).at("/attempts").size();
    }

    private static Path dataOf(Path project) {
        return project.resolve("../../data/colours.csv").normalize();
    }

    private static String ownPlan(String hidden, String outputs) {
        return """
                version: 1
                features:
                  - uses: standardize   # my own
                model:
                  - dense: {units: %s, activation: relu}
                  - dense: {units: %s}
                train: {epochs: 20}
                """.formatted(hidden, outputs);
    }
}
