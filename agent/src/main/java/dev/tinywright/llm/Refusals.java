package dev.tinywright.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tinywright.llm.BoundedHttp.Refusal;
import dev.tinywright.llm.Reply.Reason;
import dev.tinywright.llm.Reply.Unanswered;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Why there is no answer, from what a server did. */
record Refusals(ModelCard card, Endpoint endpoint) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_CHARACTERS = 240;

    static Unanswered cancelled() {
        return new Unanswered(Reason.CANCELLED, "the question was interrupted", Optional.empty());
    }

    Unanswered late() {
        return unanswered(Reason.TIMEOUT, "did not answer in time");
    }

    Unanswered reply(Throwable thrown, Optional<Refusal> refusal) {
        return refusal.map(this::refused).orElseGet(() -> broken(thrown));
    }

    private Unanswered refused(Refusal refusal) {
        Reason reason = reason(refusal);
        String said = said(refusal.body());
        return unanswered(
                reason,
                "answered with status " + refusal.status() + (said.isEmpty() ? "" : ", '" + said + "'") + hint(reason),
                refusal.retryAfter());
    }

    private static Reason reason(Refusal refusal) {
        String body = refusal.body();
        return switch (refusal.status()) {
            case 400 -> body.contains("API_KEY_INVALID") ? Reason.NOT_ALLOWED : Reason.REFUSED; // Gemini's way
            case 401, 402, 403 -> Reason.NOT_ALLOWED;
            case 404 -> Reason.NO_SUCH_MODEL;
            case 408, 409, 425 -> Reason.TIMEOUT;
            // Where the account is empty, waiting does not help.
            case 429 -> body.contains("insufficient_quota") ? Reason.NOT_ALLOWED : Reason.RATE_LIMITED;
            default -> refusal.status() >= 500 ? Reason.SERVER_ERROR : Reason.REFUSED;
        };
    }

    private String hint(Reason reason) {
        return switch (reason) {
            case NOT_ALLOWED ->
                ": check the key and the account of " + card.name().provider();
            case NO_SUCH_MODEL ->
                card.name().provider().equals("ollama")
                        ? ": run 'ollama pull " + card.name().model() + "', or check --llm and --llm-url"
                        : ": check --llm and --llm-url";
            default -> "";
        };
    }

    private Unanswered broken(Throwable thrown) {
        if (has(thrown, HttpConnectTimeoutException.class)
                || has(thrown, ConnectException.class)
                || has(thrown, UnknownHostException.class)
                || has(thrown, UnresolvedAddressException.class)) {
            return unanswered(Reason.UNREACHABLE, "cannot be reached: is the server running, and --llm-url right?");
        }
        if (has(thrown, HttpTimeoutException.class)) {
            return late();
        }
        if (has(thrown, BoundedHttp.TooLong.class)) {
            return unanswered(Reason.BROKEN, "sent more than " + BoundedHttp.MOST_BYTES + " bytes, which is no answer");
        }
        if (has(thrown, IllegalArgumentException.class) && !has(thrown, JsonProcessingException.class)) {
            return unanswered(Reason.REFUSED, "cannot be asked: " + shortened(message(thrown)));
        }
        return unanswered(Reason.BROKEN, "broke off, or sent what is no answer");
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
        return causes(thrown).anyMatch(kind::isInstance);
    }

    private static String message(Throwable thrown) {
        return causes(thrown)
                .map(Throwable::getMessage)
                .filter(text -> text != null && !text.isBlank())
                .reduce((_, deeper) -> deeper)
                .orElse("");
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    /** What the server says of it: OpenAI, Anthropic and Gemini have {@code error.message}, Ollama {@code error}, Mistral {@code message}. */
    private static String said(String body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            return Stream.of(root.at("/error/message"), root.path("error"), root.path("message"), root.path("detail"))
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .map(text -> shortened(text.textValue()))
                    .orElse("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }

    private Unanswered unanswered(Reason reason, String what) {
        return unanswered(reason, what, Optional.empty());
    }

    private Unanswered unanswered(Reason reason, String what, Optional<Duration> retryAfter) {
        String message = card.name() + " at " + endpoint.shown() + " " + what;
        return new Unanswered(reason, Secrets.redact(message, endpoint.key()), retryAfter);
    }
}
