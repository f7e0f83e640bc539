package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person keeps of a plan is in every attempt; the rest is searched. */
class PinsTest {
    private static final String SENTENCE =
            "Tell apples, bananas and oranges apart by colour on an Arduino Nano 33 BLE, at least 90 % accurate";

    private static final String PINNED = """
            version: 1
            features:
              - uses: standardize
            model:
              - dense: {units: 10, activation: relu}
                keep: true
              - dense: {units: 3}
            train: {epochs: 25, keep: true}
            """;

    @Test
    void everyAttemptHasWhatIsKeptAndTheNextBuildSearchesTheSame(@TempDir Path folder) {
        Path project = folder.resolve("fruit");
        Cli.run("new", SENTENCE, "--data", Data.fruit(), "--out", project).succeeded();
        Cli.write(project.resolve("plan.yaml"), PINNED);

        Cli.run("build", project)
                .errContains("kept as plan.yaml says", "model, layer 1: dense: {units: 10", "train: {epochs: 25")
                .errLacks("is built as it stands");
        List<String> attempts = Data.names(project.resolve(".tinywright/attempts"));
        assertThat(attempts).hasSizeGreaterThan(1);
        assertThat(attempts).allSatisfy(attempt -> assertThat(
                        Cli.read(project.resolve(".tinywright/attempts/" + attempt + "/plan.yaml")))
                .contains("model:\n  - {dense: {units: 10, activation: relu}, keep: true}\n")
                .containsPattern("train: \\{epochs: 25,.*keep: true}"));

        String written = Cli.read(project.resolve("plan.yaml"));
        assertThat(written).contains("keep: true");
        assertThat(Cli.report(project).at("/attempts")).hasSameSizeAs(attempts);

        Cli.run("build", project)
                .errContains("kept as plan.yaml says", "reused: ")
                .errLacks("is built as it stands");
        assertThat(project.resolve("plan.yaml")).hasContent(written);
        assertThat(Data.names(project.resolve(".tinywright/attempts"))).isEqualTo(attempts);
    }

    @Test
    void aModelIsToldWhatIsKeptAndCannotChangeIt(@TempDir Path folder) throws Exception {
        Path project = folder.resolve("fruit");
        Cli.run("new", SENTENCE, "--data", Data.fruit(), "--out", project).succeeded();
        Cli.write(project.resolve("plan.yaml"), PINNED);
        try (MindServer mind = MindServer.start(MindServer.Options.of(Faults.none()))) {
            Cli.run("build", project, "--llm", "openai/scripted", "--llm-url", mind.url() + "/v1", "--yes")
                    .errContains("kept as plan.yaml says");
            assertThat(mind.exchanges()).anySatisfy(exchange -> assertThat(exchange.body())
                    .contains("# Job: plan", "Kept by the person", "dense: {units: 10, activation: relu}"));
        }
        assertThat(Data.names(project.resolve(".tinywright/attempts")))
                .isNotEmpty()
                .allSatisfy(attempt -> assertThat(
                                Cli.read(project.resolve(".tinywright/attempts/" + attempt + "/plan.yaml")))
                        .contains("{dense: {units: 10, activation: relu}, keep: true}", "train: {epochs: 25,"));
        assertThat(Cli.read(project.resolve("plan.yaml"))).contains("keep: true");
    }
}
