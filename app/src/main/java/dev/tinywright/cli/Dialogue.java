package dev.tinywright.cli;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.Understanding;
import dev.tinywright.spec.Understanding.Question;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Asks the person for what a sentence leaves open. */
final class Dialogue {
    private static final int MOST_TRIES = 3;

    private Dialogue() {}

    /** @throws TinywrightException where the person has no usable answer, as where there is nobody to ask */
    static Understanding complete(Understanding understanding, Boards boards, Terminal terminal) {
        Understanding complete = understanding;
        for (Question question : understanding.missing()) {
            complete = switch (question.part()) {
                case "board" -> complete.withBoard(ask(question, terminal, answer -> BoardName.find(answer, boards)));
                default -> complete.withKind(ask(question, terminal, Dialogue::kind));
            };
        }
        return complete;
    }

    private static <T> T ask(Question question, Terminal terminal, Function<String, Optional<T>> meaning) {
        String text = question.question() + " (" + String.join(", ", question.choices()) + ")";
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<String> answer = terminal.ask(text);
            if (answer.isEmpty()) {
                break;
            }
            Optional<T> meant = meaning.apply(answer.get());
            if (meant.isPresent()) {
                return meant.get();
            }
            terminal.err().println("'" + answer.get() + "' is none of them");
        }
        Diagnosis open = question.diagnosis();
        throw TinywrightException.usage(open.what(), open.where(), open.hint());
    }

    private static Optional<TaskKind> kind(String answer) {
        return Arrays.stream(TaskKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(answer))
                .findFirst();
    }
}
