package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace as {@code tinywright trace} shows it. */
class TraceTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path project = Path.of(".");

    @BeforeEach
    void traceTwoRuns() {
        TraceFile file = new TraceFile(TraceFile.in(project));
        file.add(new TraceEvent.Run(START, "make \"Tell ripe from green\"", "openai/gpt-5-mini"));
        file.add(exchange("plan", "no JSON"));
        file.add(new TraceEvent.Gate(
                START.plusSeconds(2),
                "plan",
                1,
                "parse",
                List.of(new Diagnosis("there is no JSON in the answer", "line 1", "")),
                Duration.ofMillis(3)));
        file.add(exchange("plan", "{}"));
        file.add(new TraceEvent.Gate(START.plusSeconds(4), "plan", 2, "parse", List.of(), Duration.ofMillis(3)));
        file.add(new TraceEvent.Run(START.plusSeconds(60), "refine \"smaller\"", "ollama/qwen"));
        file.add(exchange("change", "{\"a\": 1}"));
    }

    private static TraceEvent exchange(String job, String answer) {
        return new TraceEvent.Exchange(
                START.plusSeconds(2),
                "openai/gpt-5-mini",
                "hash",
                new Request(
                        job,
                        job + "@1",
                        List.of(new Message(Message.Role.USER, "# Job: " + job)),
                        Optional.empty(),
                        0,
                        1,
                        100),
                new Reply.Answered(answer, Reply.Ending.STOP, new Reply.Usage(1000, 50, true)),
                OptionalDouble.of(0.002),
                Duration.ofMillis(1200),
                TraceEvent.Source.MODEL);
    }

    @Test
    void theLastRunIsShownAsATree() {
        assertThat(Cli.run("trace", project).succeeded().out()).isEqualTo("""
                run 2 of 2
                refine "smaller", with ollama/qwen, 2026-11-21T08:01:00Z
                  change: 1 call, 1,000 tokens in, 50 out, $0.0020, 1.2 s
                    round 1
                      ask          change@1: 1,000 tokens in, 50 out, $0.0020, 1.2 s
                total: 1 call, 1,000 tokens in, 50 out, $0.0020, 1.2 s
                """);
    }

    @Test
    void anEarlierRunIsShownByItsNumberOrCountedBack() {
        String first = """
                run 1 of 2
                make "Tell ripe from green", with openai/gpt-5-mini, 2026-11-21T08:00:00Z
                  plan: 2 calls, 2,000 tokens in, 100 out, $0.0040, 2.4 s, 1 gate failed
                    round 1
                      ask          plan@1: 1,000 tokens in, 50 out, $0.0020, 1.2 s
                      parse        failed: there is no JSON in the answer, at line 1
                    round 2
                      ask          plan@1: 1,000 tokens in, 50 out, $0.0020, 1.2 s
                      parse        passed
                total: 2 calls, 2,000 tokens in, 100 out, $0.0040, 2.4 s, 1 gate failed
                """;
        assertThat(Cli.run("trace", project, "--run", "1").succeeded().out()).isEqualTo(first);
        assertThat(Cli.run("trace", project, "--run", "-1").succeeded().out()).isEqualTo(first);
        assertThat(Cli.run("trace", project, "--all").succeeded().out())
                .startsWith(first)
                .contains("run 2 of 2");
    }

    @Test
    void promptsAndAnswersAreShownInFull() {
        Cli.run("trace", project, "--full").succeeded().outContains("| # Job: change", "| {\"a\": 1}");
        Cli.run("trace", project).succeeded().outLacks("# Job");
    }

    @Test
    void theEventsAreJson() {
        JsonNode events =
                Cli.run("trace", project, "--json", "--all").succeeded().json();
        assertThat(events.findValuesAsText("type"))
                .containsExactly("run", "exchange", "gate", "exchange", "gate", "run", "exchange");
        assertThat(Cli.run("trace", project, "--json").succeeded().json()).hasSize(2);
    }

    @Test
    void aRunThatIsNotThereIsWrongUsage() {
        Cli.run("trace", project, "--run", "3").failedWith(2, "there is no run 3: the trace has 2", "say 1 to 2");
        Cli.run("trace", project, "--run", "-2").failedWith(2, "there is no run -2");
        Cli.run("trace", project, "--run", "1", "--all").failedWith(2, "exclude each other");
    }

    @Test
    void aFolderWithoutATraceIsSaid(@TempDir Path empty) throws IOException {
        Cli.run("trace", empty).failedWith(2, "there is no trace here", "--llm");
        Cli.run("trace", empty.resolve("none")).failedWith(2, "there is no trace here");
        Cli.write(TraceFile.in(empty), "rubbish\n");
        Cli.run("trace", empty).failedWith(1, "the trace has no event that can be read", "line 1: is not whole");
    }

    @Test
    void aKilledRunIsShownAsFarAsItCame() throws IOException {
        Files.writeString(TraceFile.in(project), "{\"v\":1,\"type\":\"ga", StandardOpenOption.APPEND);
        Cli.run("trace", project)
                .succeeded()
                .outContains("change@1")
                .errContains("trace.jsonl, line 8: is not whole; left out");
    }
}
