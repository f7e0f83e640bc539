package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.Understanding;
import java.util.Locale;
import java.util.Optional;

/** Asks the person for what a sentence leaves open. */
final class Dialogue {
    private Dialogue() {}

    static Understanding complete(Understanding understanding, Boards boards, Terminal terminal) {
        Understanding complete = understanding;
        for (Understanding.Question question : understanding.missing()) {
            complete = switch (question.part()) {
                case "board" -> complete.withBoard(askBoard(question, boards, terminal));
                default -> complete.withKind(askKind(question, terminal));
            };
        }
        return complete;
    }

    private static Board askBoard(Understanding.Question question, Boards boards, Terminal terminal) {
        while (true) {
            String answer = ask(question, terminal);
            Optional<Board> board = boards.byId(answer).or(() -> boards.all().stream()
                    .filter(b -> b.names().contains(answer) || b.name().equalsIgnoreCase(answer))
                    .findFirst());
            if (board.isPresent()) {
                return board.get();
            }
        }
    }

    private static TaskKind askKind(Understanding.Question question, Terminal terminal) {
        while (true) {
            String answer = ask(question, terminal);
            for (TaskKind kind : TaskKind.values()) {
                if (kind.name().equalsIgnoreCase(answer)) {
                    return kind;
                }
            }
        }
    }

    private static String ask(Understanding.Question question, Terminal terminal) {
        return terminal.ask(question.question() + " (" + String.join(", ", question.choices()) + ")")
                .toLowerCase(Locale.ROOT);
    }
}
