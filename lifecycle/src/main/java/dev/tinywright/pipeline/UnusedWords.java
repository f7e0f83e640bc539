package dev.tinywright.pipeline;

import dev.tinywright.board.Boards;
import dev.tinywright.spec.Sentence;
import java.util.List;

/** The words of a sentence that nothing was made of. */
final class UnusedWords {
    private UnusedWords() {}

    static List<String> of(String ask) {
        return ask.isBlank()
                ? List.of()
                : Sentence.understand(ask, Boards.builtIn()).unused();
    }
}
