package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.process.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Programs of a project's own on the way from the data to the device. */
class OwnStepsTest {
    private static final String GLITCHES = """
            import dev.tinywright.step.Rows;
            import dev.tinywright.step.Step;

            /** The sensor says 99 where it was not ready. */
            public class RemoveGlitches implements Step {
                @Override
                public Rows apply(Rows rows) {
                    return rows.where(row -> row.number("red") < 50);
                }
            }
            """;
    private static final String DARK = """
            #!/bin/sh
            # leaves out the rows that were taken in the dark
            awk -F, 'NR == 1 || $5 > -2' "$1" > "$2"
            """;

    static Path folder;
    static Path made;

    Path project;

    @BeforeAll
    static void make(@TempDir Path scratch) {
        assumeTrue(Command.find("bwrap").isPresent(), "bubblewrap is not installed: steps are not tested");
        folder = scratch;
        made = folder.resolve("once/colours");
        Path data = Data.colours(folder.resolve("data"));
        Cli.write(data, Cli.read(data) + "99,0.1,0.2,red\n99,0.3,0.2,green\n");
        Cli.run("make", Data.COLOURS, "--data", data, "--out", made).succeeded();
        Cli.write(made.resolve("steps/RemoveGlitches.java"), GLITCHES);
        assertThat(Cli.write(made.resolve("steps/dark.sh"), DARK).toFile().setExecutable(true))
                .isTrue();
        Cli.write(made.resolve("plan.yaml"), """
                version: 1
                data:
                  - run: steps/RemoveGlitches.java
                  - uses: drop-duplicates
                  - run: steps/dark.sh
                features: [{uses: standardize}]
                model: [{dense: {units: 8, activation: relu}}, {dense: {units: 2}}]
                """);
        Cli.run("build", made)
                .succeeded()
                .errContains(
                        "plan.yaml is yours",
                        "steps/RemoveGlitches.java: dropped 2 of 122 rows (green 1, red 1)",
                        "steps/dark.sh: dropped ");
    }

    @BeforeEach
    void copy(TestInfo test) {
        project = folder.resolve(test.getTestMethod().orElseThrow().getName()).resolve("colours");
        Copy.folder(made, project);
        assertThat(project.resolve("steps/dark.sh").toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void everyRowIsAccountedForInTheReportAndExplained() {
        var data = Cli.report(project).at("/data");
        assertThat(data.at("/rowsDropped/0/reason").asText()).isEqualTo("dropped by steps/RemoveGlitches.java");
        assertThat(data.at("/rowsDropped/0/count").asInt()).isEqualTo(2);
        assertThat(data.at("/rowsDropped/1/reason").asText()).isEqualTo("dropped by steps/dark.sh");
        assertThat(data.at("/rowsUsed").asInt())
                .isEqualTo(120 - data.at("/rowsDropped/1/count").asInt());
        assertThat(data.at("/columns/0/max").asDouble())
                .as("the readings as the steps left them")
                .isLessThan(50);
        assertThat(data.at("/steps/0").asText()).contains("dropped 2 of 122 rows");
        assertThat(Cli.read(project.resolve("out/report.html"))).contains("steps/dark.sh: dropped");
        Cli.run("explain", project).succeeded().outContains("steps/RemoveGlitches.java: dropped 2 of 122 rows");
    }

    @Test
    void theSameIsBuiltAgainWithoutRunningThem() {
        Cli.run("build", project).succeeded().errContains("reused: ", "2 steps");
        assertThat(project.resolve("out/report.html")).hasSameTextualContentAs(made.resolve("out/report.html"));
        Cli.run("verify", project).succeeded().outContains("0 mismatches", "the same as in out/");
    }

    @Test
    void aProgramThatIsChangedIsAnotherPlan() {
        Cli.edit(project.resolve("steps/RemoveGlitches.java"), "< 50", "< 0.9");
        Cli.run("build", project).errContains("steps/RemoveGlitches.java: dropped ", "trying 1 plan");
        assertThat(Cli.report(project).at("/data/rowsDropped/0/count").asInt()).isGreaterThan(2);
    }

    @Test
    void aProgramThatIsNotThereIsNamedWithThePlansLineAndTheNearest() {
        Cli.edit(project.resolve("plan.yaml"), "steps/RemoveGlitches.java", "steps/RemoveGlitch.java");
        Cli.run("build", project)
                .failedWith(2, "there is no file steps/RemoveGlitch.java", "plan.yaml:3", "steps/RemoveGlitches.java?");
    }

    @Test
    void aProgramThatDoesNotCompileIsShownWithItsLineAndKeepsTheResult() {
        Cli.edit(project.resolve("steps/RemoveGlitches.java"), "rows.where", "rows.were");
        Cli.run("build", project)
                .failedWith(1, "steps/RemoveGlitches.java does not compile: line 8", "steps/RemoveGlitches.java:8");
        assertThat(project.resolve("out/report.html")).exists();
    }
}
