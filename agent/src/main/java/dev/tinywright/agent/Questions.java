package dev.tinywright.agent;

import java.util.Optional;

/** The person, who can be asked what a model would like to know. */
public interface Questions {
    boolean canAsk();

    /** Returns the answer; empty to leave it to the model. */
    Optional<String> ask(Question question);

    /** Nobody can be asked. */
    static Questions none() {
        return new Questions() {
            @Override
            public boolean canAsk() {
                return false;
            }

            @Override
            public Optional<String> ask(Question question) {
                return Optional.empty();
            }
        };
    }
}
