package dev.tinywright.llm;

import java.util.function.Consumer;

/** Asks a model once. */
public interface Transport {
    ModelCard card();

    /**
     * Returns what came of {@code request}; does not try again.
     *
     * @param words is given the answer as it comes, piece by piece
     */
    Reply ask(Request request, Consumer<String> words);
}
