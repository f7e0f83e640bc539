package dev.tinywright.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed, there is an answer: what is missing, what is wrong, never an exception, never a wait. */
class HostileSentenceTest {
    private static final Boards BOARDS = Boards.builtIn();

    @Test
    void wordsThatTheDataGivesAMeaningToAreNotAmongThoseThatAreNotUsed() {
        Understanding understood = Sentence.understand(
                "Tell fan_hum, Hiss and rumble of my machine apart on my Nano 33 BLE, gently, sampled at 50 Hz",
                BOARDS);

        assertThat(understood.unused()).contains("Hiss", "gently");
        assertThat(understood.unused(List.of("fan hum", "hiss", "rumble", "50", "Hz")))
                .contains("gently")
                .doesNotContain("hum", "Hiss", "rumble", "50", "Hz");
    }

    @Test
    void aRateThatTheRecordingsHaveIsNoGoalForTheLatency() {
        Understanding understood =
                Sentence.understand("Detect if I am idle or shaking, at 100 Hz, on a Pico, 90 % right", BOARDS);

        assertThat(understood.recordedAt(100).goals()).extracting(Goal::metric).containsExactly(Metric.ACCURACY);
        assertThat(understood.recordedAt(100).lines()).noneMatch(line -> line.contains("latency"));
        assertThat(understood.recordedAt(50)).isEqualTo(understood);
        Understanding within =
                Sentence.understand("Detect if I am idle or shaking on a Pico, answer within 10 ms", BOARDS);
        assertThat(within.recordedAt(100)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\t\n",
                "🍎🍌🍊",
                "...,,,;;;",
                "\u0000\u0007\u001b[31m",
                "((((((",
                "%%%%",
                "<script>",
                "1 2 3",
                "-"
            })
    void asksWhereNothingIsSaid(String sentence) {
        Understanding understood = Sentence.understand(sentence, BOARDS);

        assertThat(understood.missing())
                .extracting(Understanding.Question::part)
                .containsExactly("kind", "board");
        assertThatThrownBy(() -> understood.task(data()))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("which board?");
    }

    @Test
    void controlCharactersNeitherHideWordsNorReachTheScreen() {
        Understanding understood = Sentence.understand(
                "Tell apples\u0007 from\u001b[31m pears\u202e on a\u0000 Pico\r\n, under 8\u00a0KB\tRAM", BOARDS);

        assertThat(understood.board()).contains("pico");
        assertThat(understood.goal(Metric.RAM)).contains(new Goal(Metric.RAM, 8192));
        assertThat(understood.ask()).doesNotContainPattern("\\p{Cc}|\\p{Cf}");
        assertThat(String.join("", understood.lines())).doesNotContainPattern("\\p{Cc}|\\p{Cf}");
    }

    @Test
    void aVeryLongSentenceIsRefusedWithItsLength() {
        Understanding understood = Sentence.understand("apple ".repeat(10_000), BOARDS);

        assertThat(understood.problems())
                .extracting(Diagnosis::what)
                .containsExactly("the sentence has 60000 characters, at most 20000 are read");
    }

    @Test
    void twoThousandWordsAreReadInNoTime() {
        String sentence = "banana, apple and 3 pears ".repeat(700) + " tell A from B on a Pico under 4 KB RAM";
        Understanding understood =
                Assertions.assertTimeout(Duration.ofSeconds(5), () -> Sentence.understand(sentence, BOARDS));

        assertThat(understood.board()).contains("pico");
        assertThat(understood.goal(Metric.RAM)).contains(new Goal(Metric.RAM, 4096));
    }

    @Test
    void randomWordsOfTheGrammarNeverThrow() {
        List<String> vocabulary = List.of(
                "tell",
                "from",
                "apart",
                ",",
                "and",
                "32",
                "KB",
                "flash",
                "RAM",
                "under",
                "at",
                "least",
                "a",
                "quarter",
                "of",
                "half",
                "hundred",
                "%",
                "accuracy",
                "in",
                "out",
                "times",
                "per",
                "second",
                "every",
                "is",
                "it",
                "or",
                "not",
                "(",
                ")",
                ".",
                "whether",
                "column",
                "label",
                "the",
                "print",
                "when",
                "Pico",
                "ESP32",
                "nano",
                "33",
                "-5",
                "1/0",
                "1,5",
                "99999999999999999999999",
                "battery",
                "weeks",
                "F1",
                "only",
                "use",
                "0");
        Random random = new Random(7);
        for (int run = 0; run < 1_000; run++) {
            StringBuilder sentence = new StringBuilder();
            for (int word = 0; word < 25; word++) {
                sentence.append(vocabulary.get(random.nextInt(vocabulary.size())))
                        .append(' ');
            }
            assertThat(Sentence.understand(sentence.toString(), BOARDS).lines()).isNotNull();
        }
    }

    @Test
    void theBoardOptionSettlesWhatTheSentenceLeavesOpen() {
        Understanding open = Sentence.understand("tell apples from pears with an Arduino, under 300 KB RAM", BOARDS);
        Understanding settled = open.withBoard(BOARDS.byId("pico").orElseThrow());

        assertThat(open.missing()).hasSize(1);
        assertThat(settled.missing()).isEmpty();
        assertThat(settled.board()).contains("pico");
        assertThat(settled.problems())
                .extracting(Diagnosis::what)
                .containsExactly("a budget of 300 KiB ram is more than pico has: 256 KiB");
    }

    @Test
    void theBoardOptionSettlesAnUnknownBoard() {
        Understanding unknown = Sentence.understand("tell apples from pears on an ATmega328P", BOARDS);
        Understanding settled = unknown.withBoard(BOARDS.byId("arduino-uno-r3").orElseThrow());

        assertThat(unknown.problems()).hasSize(1);
        assertThat(unknown.problems().getFirst().hint()).contains("--board arduino-uno-r3");
        assertThat(settled.task(data()).board()).isEqualTo("arduino-uno-r3");
    }

    @Test
    void theBoardOptionCannotContradictTheSentence() {
        Understanding named = Sentence.understand("tell apples from pears on an ESP32", BOARDS);
        Understanding contradicted = named.withBoard(BOARDS.byId("pico").orElseThrow());

        assertThatThrownBy(() -> contradicted.task(data()))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("--board says pico, the sentence says esp32");
        assertThat(named.withBoard(BOARDS.byId("esp32").orElseThrow()).problems())
                .isEmpty();
    }

    @Test
    void theLinesNameTheWordsThatEachPartCameFrom() {
        List<String> lines = Sentence.understand(
                        "Tell cats from dogs on a Pi Pico, 16 KB of flash, please purr", BOARDS)
                .lines();

        assertThat(lines)
                .containsExactly(
                        "kind      classification  from \"Tell\"",
                        "labels    cats, dogs      from \"Tell cats from dogs\"",
                        "board     pico            from \"Pi Pico\"",
                        "flash     <= 16 KiB       from \"16 KB of flash\"",
                        "not used  purr");
    }

    private static DataSource data() {
        return new DataSource(Path.of("fruit.csv").toAbsolutePath(), Optional.empty(), List.of(), Optional.empty());
    }
}
