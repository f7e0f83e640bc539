package dev.tinywright.cli;

import dev.tinywright.agent.Question;
import dev.tinywright.agent.Questions;
import java.util.Optional;

/** Asks the person at the terminal what a model would like to know. */
record TerminalQuestions(Terminal terminal) implements Questions {
    @Override
    public boolean canAsk() {
        return true;
    }

    /** A number takes a choice, anything else is the answer itself, nothing leaves it to the model. */
    @Override
    public Optional<String> ask(Question question) {
        terminal.err().println(Shown.text(question.question()));
        for (int i = 0; i < question.choices().size(); i++) {
            terminal.err()
                    .println(
                            "  " + (i + 1) + " " + Shown.text(question.choices().get(i)));
        }
        return terminal.ask("(Enter: decide yourself)")
                .filter(answer -> !answer.isBlank())
                .map(answer -> choice(question, answer));
    }

    private static String choice(Question question, String answer) {
        return answer.matches("[1-9]")
                        && Integer.parseInt(answer) <= question.choices().size()
                ? question.choices().get(Integer.parseInt(answer) - 1)
                : answer;
    }
}
