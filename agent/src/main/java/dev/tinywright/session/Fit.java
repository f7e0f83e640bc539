package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply.Reason;
import dev.tinywright.llm.Reply.Unanswered;
import dev.tinywright.llm.Request;
import java.util.Optional;

/** Whether a request fits into a model's window: one that does not is not sent, for it would be cut. */
final class Fit {
    private Fit() {}

    static Optional<Unanswered> misfit(Request request, ModelCard card) {
        long room = card.room(request);
        return room >= 0
                ? Optional.empty()
                : Optional.of(new Unanswered(
                        Reason.DOES_NOT_FIT,
                        "the prompt and %d tokens for the answer are %d tokens more than the window of %s, %d"
                                .formatted(card.mostWritten(request), -room, card.name(), card.contextTokens()),
                        Optional.empty()));
    }
}
