package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.agent.Question;
import dev.tinywright.agent.Questions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalQuestionsTest {
    private static final Question BOARD = new Question("board", "Which board?", List.of("pico", "arduino-uno"));

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void aNumberTakesAChoice() {
        assertThat(answering(Optional.of("2")).ask(BOARD)).contains("arduino-uno");
        assertThat(shown()).contains("Which board?", "  1 pico", "  2 arduino-uno");
    }

    @Test
    void anythingElseIsTheAnswerItself() {
        assertThat(answering(Optional.of("3")).ask(BOARD)).contains("3");
        assertThat(answering(Optional.of("the blue one")).ask(BOARD)).contains("the blue one");
        assertThat(answering(Optional.of("1")).ask(new Question("count", "How many?", List.of())))
                .contains("1");
    }

    @Test
    void nothingLeavesItToTheModel() {
        assertThat(answering(Optional.of("")).ask(BOARD)).isEmpty();
        assertThat(answering(Optional.of("  ")).ask(BOARD)).isEmpty();
        assertThat(answering(Optional.empty()).ask(BOARD)).isEmpty();
    }

    @Test
    void whatATerminalWouldObeyIsMadeVisible() {
        answering(Optional.of("")).ask(new Question("board", "Which\u001b[2J?", List.of("\u202epico")));
        assertThat(shown()).doesNotContain("\u001b", "\u202e").contains("Which\\u001b[2J?", "\\u202epico");
    }

    @Test
    void withoutATerminalNothingCanBeAsked() {
        assertThat(Questions.none().canAsk()).isFalse();
        assertThat(Questions.none().ask(BOARD)).isEmpty();
    }

    private Questions answering(Optional<String> answer) {
        PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new TerminalQuestions(new Terminal(err, err, Optional.of(question -> answer), interrupt -> {}));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
