package dev.tinywright.llm;

import java.time.Duration;
import java.util.Optional;

/** What came of a {@link Request}. */
public sealed interface Reply {
    /**
     * The model answered.
     *
     * @param text as it came, nothing cut out
     */
    record Answered(String text, Ending ending, Usage usage) implements Reply {}

    /**
     * There is no answer.
     *
     * @param message for a person, in a sentence, without a secret
     * @param retryAfter how long the server asked to wait
     */
    record Unanswered(Reason reason, String message, Optional<Duration> retryAfter) implements Reply {}

    /** Why an answer ended. */
    enum Ending {
        /** The model was done. */
        STOP,
        /** At {@link Request#mostAnswerTokens} or the end of the context window. */
        LENGTH,
        /** The model said the same over and over, and was stopped. */
        REPETITION,
        /** The provider withheld the rest. */
        FILTER
    }

    /** Why there is no answer. */
    enum Reason {
        /** Worth another try: 408, 409, 429, 5xx, timeouts, broken connections and answers. */
        RATE_LIMITED,
        SERVER_ERROR,
        TIMEOUT,
        BROKEN,
        /** Not worth another try. */
        UNREACHABLE,
        NOT_ALLOWED,
        NO_SUCH_MODEL,
        REFUSED,
        /** The prompt is longer than the model's window leaves room for. */
        DOES_NOT_FIT,
        /** A cap was reached; nothing was sent. */
        CAP,
        /** A replay came to a request that the trace does not have. */
        NOT_IN_TRACE,
        /** The person interrupted. */
        CANCELLED;

        /** True where the same request may be answered a moment later. */
        public boolean isPassing() {
            return switch (this) {
                case RATE_LIMITED, SERVER_ERROR, TIMEOUT, BROKEN -> true;
                default -> false;
            };
        }
    }

    /**
     * Tokens of one exchange.
     *
     * @param counted true where the provider said so, false where we counted
     */
    record Usage(long input, long output, boolean counted) {}
}
