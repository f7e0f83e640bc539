package dev.tinywright.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRequestTest {
    private static final Boards BOARDS = Boards.builtIn();
    private static final Measured MEASURED = new Measured(
            Map.of(Metric.ACCURACY, 0.9, Metric.FLASH, 10_000.0, Metric.RAM, 2_000.0, Metric.LATENCY, 5.0),
            List.of("Red", "Green", "Blue", "bill_length_mm", "year", "sex"));
    private static final Task TASK = new Task(
            "tell apples from pears",
            TaskKind.CLASSIFICATION,
            new DataSource(Path.of("/data/fruit.csv"), Optional.empty(), List.of(), Optional.empty()),
            "arduino-nano-33-ble",
            List.of(new Goal(Metric.ACCURACY, 0.85), new Goal(Metric.RAM, 8192)),
            List.of("apples", "pears"),
            "",
            "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at most 4 KB of RAM               | >= 85 %, <= 4 KiB
            under 10 KB                       | >= 85 %, <= 8 KiB, <= 10 KiB
            at least 95 %                     | >= 95 %, <= 8 KiB
            95 % accuracy and within 2 ms     | >= 95 %, <= 8 KiB, <= 2 ms
            ten times a second                | >= 85 %, <= 8 KiB, <= 100 ms
            make it smaller                   | >= 85 %, <= 8 KiB, <= 8000 B
            make it 20 % smaller, please      | >= 85 %, <= 8 KiB, <= 8000 B
            make it much smaller              | >= 85 %, <= 8 KiB, <= 5000 B
            it's too slow                     | >= 85 %, <= 8 KiB, <= 4 ms
            just faster                       | >= 85 %, <= 8 KiB, <= 4 ms
            smaller than 10 KB                | >= 85 %, <= 8 KiB, <= 10 KiB
            faster                            | >= 85 %, <= 8 KiB, <= 4 ms
            make it twice as fast             | >= 85 %, <= 8 KiB, <= 2.5 ms
            use less RAM                      | >= 85 %, <= 1600 B
            it needs to be more accurate      | >= 92 %, <= 8 KiB
            no limit on RAM                   | >= 85 %
            remove the accuracy goal          | <= 8 KiB
            """)
    void goals(String words, String goals) {
        Task changed = change(words);

        assertThat(String.join(", ", changed.goals().stream().map(Goals::text).toList()))
                .isEqualTo(goals);
        assertThat(changed.data()).isEqualTo(TASK.data());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            use only red and green              | Red, Green
            only use the columns Red, Blue      | Red, Blue
            without the year column             | Red, Green, Blue, bill_length_mm, sex
            don't use sex and year              | Red, Green, Blue, bill_length_mm
            ignore bill length                  | Red, Green, Blue, year, sex
            use only bill length                | bill_length_mm
            use red and green only              | Red, Green
            """)
    void columns(String words, String columns) {
        assertThat(String.join(", ", change(words).data().columns())).isEqualTo(columns);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"put it on a Pico instead", "use the Raspberry Pi Pico instead of the Nano 33 BLE", "board: pico"
            })
    void board(String words) {
        assertThat(change(words).board()).isEqualTo("pico");
    }

    @Test
    void labelColumn() {
        assertThat(change("the label is species").data().label()).contains("species");
    }

    @Test
    void severalChangesAtOnce() {
        Task changed = change("use only red and green, at most 4 KB of RAM, and put it on a micro:bit");

        assertThat(changed.board()).isEqualTo("microbit-v2");
        assertThat(changed.data().columns()).containsExactly("Red", "Green");
        assertThat(changed.goal(Metric.RAM)).contains(new Goal(Metric.RAM, 4096));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            make it purple                 | not understood: "make it purple"
            ''                             | nothing was said
            use only gren                  | there is no column 'gren', did you mean 'Green'?
            without red, green, blue, bill length, year and sex | that leaves no column to learn from
            at most 400 KB of RAM          | is more than arduino-nano-33-ble has: 256 KiB
            at least 140 % accurate        | at most 100 %
            put it on a Teensy 3.2         | no board file for 'Teensy 3.2'
            """)
    void whatCannotBeDoneIsSaid(String words, String message) {
        assertThatThrownBy(() -> change(words))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(message);
    }

    @Test
    void comparisonsNeedSomethingToCompareWith() {
        ChangeRequest request = ChangeRequest.understand("make it smaller", TASK, BOARDS);

        assertThatThrownBy(() -> request.apply(TASK, new Measured(Map.of(), List.of()), BOARDS))
                .hasMessageContaining("neither measured nor a goal");
    }

    @Test
    void theDifferenceIsShownAsDiffDoes() {
        String before = TaskFile.text(TASK, Path.of("/data"));
        String after = TaskFile.text(change("at most 4 KB of RAM"), Path.of("/data"));

        assertThat(TextDiff.unified("task.yaml", before, after).lines().filter(line -> !line.startsWith(" ")))
                .containsExactly(
                        "--- task.yaml",
                        "+++ task.yaml",
                        "@@ -10,5 +10,5 @@",
                        "-goals: {accuracy: \">= 85 %\", ram: \"<= 8 KiB\"}",
                        "+goals: {accuracy: \">= 85 %\", ram: \"<= 4 KiB\"}");
    }

    @Test
    void aDiffOfDistantLinesHasTwoHunks() {
        String before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n";
        String after = "A\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n";

        assertThat(TextDiff.unified("x", before, after))
                .isEqualTo("--- x\n+++ x\n@@ -1,4 +1,4 @@\n-a\n+A\n b\n c\n d\n@@ -10,3 +10,4 @@\n j\n k\n l\n+m\n");
        assertThat(TextDiff.unified("x", before, before)).isEmpty();
    }

    private static Task change(String words) {
        return ChangeRequest.understand(words, TASK, BOARDS).apply(TASK, MEASURED, BOARDS);
    }
}
