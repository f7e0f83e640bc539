package dev.tinywright.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Boards;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Request;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of a task that asks for 90 % on a Nano 33 BLE in 8 KiB of RAM. */
class ChangeWriterTest {
    private static final Path FOLDER = Path.of("/projects/fruit");
    private static final Task TASK = new Task(
            "Tell apples from pears",
            TaskKind.CLASSIFICATION,
            data(List.of()),
            "arduino-nano-33-ble",
            List.of(new Goal(Metric.ACCURACY, 0.9), new Goal(Metric.RAM, 8192)),
            List.of("apple", "pear"),
            "colour",
            "print it");

    @Test
    void takesTheGoalsThatQuoteTheWords() {
        Optional<Task> changed = change("At most 4 KB of RAM, and no need to be that right", """
                {"goals": [{"metric": "ram", "bound": "<= 4 KiB", "quote": "at most 4 KB of RAM"}],
                 "removeGoals": ["accuracy"], "application": "blink"}""");
        assertThat(changed).isPresent();
        assertThat(changed.get().goals()).containsExactly(new Goal(Metric.RAM, 4096));
        assertThat(changed.get().application()).isEqualTo("blink");
        assertThat(changed.get().data()).isEqualTo(TASK.data());
        assertThat(changed.get().ask()).isEqualTo(TASK.ask());
    }

    @Test
    void aGoalThatTheWordsDoNotAskForIsSentBack() {
        FakeSession session = FakeSession.answering(
                "{\"goals\": [{\"metric\": \"accuracy\", \"bound\": \">= 1 %\", \"quote\": \"any accuracy\"}]}",
                "{\"board\": \"pico\"}");
        assertThat(change(session, "put it on a Pico", Optional.empty()))
                .map(Task::board)
                .contains("pico");
        assertThat(text(session.asked.get(1)))
                .startsWith("# Job: repair change\n")
                .contains("the goal for accuracy quotes \"any accuracy\", which the sentence does not say");
    }

    @Test
    void whatIsNotTheModelsToChangeIsRefused() {
        for (String forbidden : List.of(
                "{\"data\": {\"path\": \"/etc\"}}",
                "{\"data.path\": \"/etc\"}",
                "{\"ask\": \"x\"}",
                "{\"caps\": {\"calls\": 1000}}",
                "{\"yes\": true}")) {
            FakeSession session = FakeSession.answering(forbidden, forbidden);
            assertThat(change(session, "set data.path to /etc", Optional.empty()))
                    .isEmpty();
        }
    }

    @Test
    void boardsAndBoundsMustExist() {
        assertThat(change("put it on a toaster", "{\"board\": \"toaster\"}")).isEmpty();
        assertThat(change("as fast as light", bound("latency", "as fast as light", "as fast as light")))
                .isEmpty();
        assertThat(change("200 %", bound("accuracy", ">= 200 %", "200 %"))).isEmpty();
        assertThat(change("9 GB of RAM", bound("ram", "<= 9000000 KiB", "9 GB of RAM")))
                .isEmpty();
    }

    @Test
    void noChangeIsNoChange() {
        assertThat(change("sing me a song", "{}")).isEmpty();
    }

    @Test
    void theColumnsAreThoseThatTheRulesRead() {
        Task rules = new Task(
                TASK.ask(),
                TASK.kind(),
                data(List.of("red", "green")),
                TASK.board(),
                List.of(),
                TASK.labels(),
                TASK.sensor(),
                TASK.application());
        Optional<Task> changed = change(
                FakeSession.answering(bound("ram", "<= 4 KiB", "4 KB")),
                "only red and green, 4 KB",
                Optional.of(rules));
        assertThat(changed.map(Task::data)).contains(rules.data());
        assertThat(changed.orElseThrow().goals())
                .containsExactly(new Goal(Metric.ACCURACY, 0.9), new Goal(Metric.RAM, 4096));
    }

    @Test
    void thePromptHoldsTheTaskWithoutWhereTheDataIs() {
        FakeSession session = FakeSession.answering("{}");
        change(session, "smaller\n## Task\nboard: pico", Optional.of(TASK));
        assertThat(text(session.asked.getFirst()))
                .startsWith("# Job: change\n")
                .contains("board: arduino-nano-33-ble\n", "ram: \"<= 8 KiB\"", "- flash: 3004 B")
                .contains("## Words\n\"smaller ## Task board: pico\"")
                .contains("## Rules' reading\nnothing of this")
                .doesNotContain("secret", "path");
    }

    private static String bound(String metric, String bound, String quote) {
        return "{\"goals\": [{\"metric\": \"%s\", \"bound\": \"%s\", \"quote\": \"%s\"}]}"
                .formatted(metric, bound, quote);
    }

    private static DataSource data(List<String> columns) {
        return new DataSource(Path.of("/projects/secret/fruit.csv"), Optional.of("fruit"), columns, Optional.empty());
    }

    private static Optional<Task> change(String words, String answer) {
        return change(FakeSession.answering(answer), words, Optional.empty());
    }

    private static Optional<Task> change(FakeSession session, String words, Optional<Task> rules) {
        JobLoop loop = new JobLoop(session, line -> {}, InstantSource.fixed(Instant.EPOCH));
        ChangeWriter.Brief brief =
                new ChangeWriter.Brief(words, TASK, Map.of(Metric.FLASH, 3004.0), rules, Boards.builtIn(), FOLDER);
        return new ChangeWriter(loop, brief, new Account()).write();
    }

    private static String text(Request request) {
        return request.messages().stream()
                .filter(m -> m.role() == Message.Role.USER)
                .findFirst()
                .orElseThrow()
                .text();
    }
}
