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

    /** Returns the body that {@link #ask} would send, byte for byte; sends nothing. */
    default String body(Request request) {
        throw new UnsupportedOperationException();
    }

    /** Ends what is being asked, from another thread: its answer is {@link Reply.Reason#CANCELLED}. Later questions are not hurt. */
    default void cancel() {}
}
