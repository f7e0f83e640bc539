package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with a language model, which is a scripted one behind real HTTP. */
class LanguageModelTest {
    private static final String FRUIT =
            "Tell apples, bananas, oranges and grapes apart by colour on an Arduino Nano 33 BLE Sense, under 32 KB flash and "
                    + "8 KB RAM, at least 85 % accurate, and print the fruit once a second";

    static Path folder;
    static Path project;
    static MindServer mind;
    static Cli.Outcome made;

    @BeforeAll
    static void make(@TempDir Path scratch) throws IOException {
        folder = scratch;
        Path byRules = folder.resolve("rules/fruit");
        Cli.run("make", FRUIT, "--data", Data.fruit(), "--out", byRules).succeeded();
        project = folder.resolve("one/fruit");
        Copy.cache(byRules, project); // so that no test of what the rules do then trains the same again
        mind = MindServer.start(MindServer.Options.of(Faults.none()));
        made = Cli.run(
                "make",
                FRUIT,
                "--data",
                Data.fruit(),
                "--llm",
                "openai/scripted",
                "--llm-url",
                url(),
                "--out",
                project);
    }

    @AfterAll
    static void end() {
        mind.close();
    }

    private static String url() {
        return mind.url() + "/v1";
    }

    @Test
    void meetsTheGoalsByTheModelsOwnWork() throws IOException {
        made.succeeded().outContains("rows it never saw", "passed").errContains("understood by openai/scripted");
        JsonNode report = Cli.json(Files.readString(project.resolve("out/report.json")));
        assertThat(report.at("/verdict/passed").asBoolean()).isTrue();
        assertThat(report.at("/application/passed").asBoolean()).isTrue();
        assertThat(report.at("/languageModel/model").asText()).isEqualTo("openai/scripted");
        assertThat(Files.readString(project.resolve("app/fruit_sketch/fruit_sketch.ino")))
                .doesNotContain("Written by Tinywright");
    }

    @Test
    void takesAtMostFourCallsAndTenThousandTokens() throws IOException {
        JsonNode jobs =
                Cli.json(Files.readString(project.resolve("out/report.json"))).at("/languageModel/jobs");
        int calls = 0;
        long tokens = 0;
        for (JsonNode job : jobs) {
            calls += job.path("calls").asInt();
            tokens +=
                    job.path("inputTokens").asLong() + job.path("outputTokens").asLong();
        }
        assertThat(calls).isBetween(3, 4);
        assertThat(tokens).isBetween(1000L, 10_000L);
    }

    @Test
    void aBuildWithoutAModelKeepsWhatItWrote() throws IOException {
        Path copy = copied("kept");
        String sketch = Files.readString(copy.resolve("app/fruit_sketch/fruit_sketch.ino"));
        Cli.run("build", copy).succeeded().errContains("as openai/scripted wrote them");
        assertThat(Files.readString(copy.resolve("app/fruit_sketch/fruit_sketch.ino")))
                .isEqualTo(sketch);
        Cli.run("build", copy, "--planner", "rules").succeeded();
        assertThat(Files.readString(copy.resolve("app/fruit_sketch/fruit_sketch.ino")))
                .contains("Written by Tinywright");
    }

    @Test
    void aReplayNeedsNoServerAndGivesTheSameResult() throws IOException {
        Path copy = copied("replayed");
        byte[] report = Files.readAllBytes(copy.resolve("out/report.json"));
        int asked = mind.exchanges().size();
        Cli.run("build", copy, "--replay").succeeded();
        assertThat(mind.exchanges()).hasSize(asked);
        JsonNode before = Cli.json(new String(report, java.nio.charset.StandardCharsets.UTF_8));
        JsonNode after = Cli.report(copy);
        assertThat(after.at("/device")).isEqualTo(before.at("/device"));
        assertThat(after.at("/attempts")).isEqualTo(before.at("/attempts"));
    }

    @Test
    void theTraceShowsTheRunAndHoldsNoKey() throws IOException {
        Cli.run("trace", project).succeeded().outContains("task", "plan", "sketch", "openai/scripted");
        assertThat(Files.readString(project.resolve(".tinywright/trace.jsonl"))).doesNotContain("sk-");
    }

    @Test
    void sendsWhatItSaysAndNoMore() {
        String rows = Cli.read(Data.fruit());
        String longest = rows.lines().skip(1).limit(200).reduce("", (a, b) -> a.length() > b.length() ? a : b);
        assertThat(mind.exchanges()).isNotEmpty().allSatisfy(exchange -> {
            long shown = rows.lines()
                    .skip(1)
                    .distinct()
                    .filter(row -> exchange.body().contains(row.replace(",", ", ")))
                    .count();
            assertThat(shown).isLessThanOrEqualTo(5);
            assertThat(exchange.body()).doesNotContain(longest, System.getProperty("user.home"), "fruit.csv");
        });
    }

    @Test
    void showEgressSendsNothingAndPrintsEachRequest() {
        int asked = mind.exchanges().size();
        Path egress = folder.resolve("egress/fruit");
        Copy.cache(project, egress);
        Cli.Outcome shown = Cli.run(
                "make",
                FRUIT,
                "--data",
                Data.fruit(),
                "--llm",
                "openai/scripted",
                "--llm-url",
                url(),
                "--show-egress",
                "--private",
                "--out",
                egress);
        shown.succeeded()
                .outContains("# Job: task", "# Job: plan", "# Job: sketch")
                .outLacks("some rows");
        assertThat(mind.exchanges()).hasSize(asked);
    }

    @Test
    void aCapThatIsReachedLeavesTheRestToTheRules() {
        Path capped = folder.resolve("capped/fruit");
        Copy.cache(project, capped);
        Cli.run(
                        "make",
                        FRUIT,
                        "--data",
                        Data.fruit(),
                        "--llm",
                        "openai/scripted",
                        "--llm-url",
                        url(),
                        "--max-calls",
                        "2",
                        "--out",
                        capped)
                .succeeded()
                .errContains("--max-calls");
        assertThat(Cli.read(capped.resolve("app/fruit_sketch/fruit_sketch.ino")))
                .contains("Written by Tinywright");
        assertThat(Cli.report(capped).at("/languageModel").toString()).contains("sketch");
    }

    @Test
    void aServerThatIsNotThereIsSaidAndTheRulesDoTheWork() {
        Path alone = folder.resolve("alone/fruit");
        Copy.cache(project, alone);
        Cli.run(
                        "make",
                        FRUIT,
                        "--data",
                        Data.fruit(),
                        "--llm",
                        "openai/scripted",
                        "--llm-url",
                        "http://127.0.0.1:9/v1",
                        "--out",
                        alone)
                .succeeded()
                .errContains("127.0.0.1:9");
        assertThat(Cli.report(alone).at("/verdict/passed").asBoolean()).isTrue();
    }

    @Test
    void aModelNameThatIsNoneIsWrongUsage() {
        Cli.run("make", FRUIT, "--data", Data.fruit(), "--llm", "gpt-5", "--out", folder.resolve("none"))
                .failedWith(2, "provider/model");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static Path copied(String name) {
        Path copy = folder.resolve(name).resolve("fruit");
        Copy.folder(project, copy);
        return copy;
    }
}
