package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.mind.Fault;
import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings planned by a language model, which is a scripted one behind real HTTP. */
class RecordingsByModelTest {
    private static final String MOTIONS = "Tell slow from fast motions, recorded at 100 Hz, at least 90 % accurate";

    static Path folder;
    static Path project;

    @BeforeAll
    static void make(@TempDir Path scratch) throws IOException {
        folder = scratch;
        for (int i = 0; i < 24; i++) {
            StringBuilder csv = new StringBuilder("x,y\n");
            for (int row = 0; row < 60; row++) {
                double angle = 2 * Math.PI * (i % 2 == 0 ? 2 : 7) * row / 100 + i;
                csv.append(String.format(Locale.ROOT, "%.4f,%.4f%n", Math.sin(angle), Math.cos(2 * angle)));
            }
            Cli.write(folder.resolve("motions/" + (i % 2 == 0 ? "slow/" : "fast/") + i + ".csv"), csv.toString());
        }
        project = folder.resolve("one/motions");
        try (MindServer mind = MindServer.start(Faults.none())) {
            by(mind, project).succeeded().errContains("understood by openai/scripted");
            assertThat(mind.exchanges())
                    .allSatisfy(exchange -> assertThat(exchange.body()).doesNotContain(".csv", folder.toString()));
        }
    }

    private static Cli.Outcome by(MindServer mind, Path out) {
        return Cli.run(
                "make",
                MOTIONS,
                "--data",
                folder.resolve("motions"),
                "--board",
                "host",
                "--planner",
                "llm",
                "--llm",
                "openai/scripted",
                "--llm-url",
                mind.url() + "/v1",
                "--out",
                out);
    }

    @Test
    void meetTheGoalsByTheModelsOwnPlan() {
        JsonNode report = Cli.report(project);

        assertThat(report.at("/verdict/passed").asBoolean()).isTrue();
        assertThat(report.at("/languageModel/parts").toString())
                .contains("plan")
                .doesNotContain("\"byModel\":false");
        assertThat(Cli.read(project.resolve("plan.yaml"))).containsPattern("units: 24|filters: 12");
    }

    @Test
    void aReplayNeedsNoServerAndTheTraceShowsTheRun() {
        Path copy = folder.resolve("replayed/motions");
        Copy.folder(project, copy);

        Cli.run("build", copy, "--replay").succeeded();

        assertThat(Cli.report(copy).at("/device")).isEqualTo(Cli.report(project).at("/device"));
        assertThat(Cli.report(copy).at("/attempts"))
                .isEqualTo(Cli.report(project).at("/attempts"));
        Cli.run("trace", project).succeeded().outContains("task", "plan", "openai/scripted");
    }

    @Test
    void aPlanThatCannotBeIsCorrectedByItsDiagnosis() throws IOException {
        Path out = folder.resolve("corrected/motions");
        Copy.cache(project, out);
        Faults second = Faults.none().withScript(List.of(Optional.empty(), Optional.of(Fault.WRONG_FRAMING)));
        try (MindServer mind = MindServer.start(second)) {
            by(mind, out).succeeded();
            assertThat(mind.exchanges().get(2).seen())
                    .contains("# Job: repair plan", "a window of 90 s is longer than most recordings");
        }
        assertThat(Cli.report(out).at("/device")).isEqualTo(Cli.report(project).at("/device"));
        assertThat(Cli.report(out).at("/languageModel/parts").toString()).doesNotContain("\"byModel\":false");
    }

    @Test
    void whereTheModelFailsTheRulesFinishAndTheReportSaysSo() throws IOException {
        Path out = folder.resolve("failed/motions");
        Copy.cache(project, out);
        try (MindServer mind = MindServer.start(Faults.at(1, 3).only(Fault.WRONG_FRAMING))) {
            by(mind, out).succeeded();
        }
        assertThat(Cli.report(out).at("/verdict/passed").asBoolean()).isTrue();
        assertThat(Cli.report(out).at("/languageModel").toString()).contains("no plan of the model's passed");
    }
}
