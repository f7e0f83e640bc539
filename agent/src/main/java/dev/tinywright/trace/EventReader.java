package dev.tinywright.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.AnswerSchema;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import dev.tinywright.trace.TraceEvent.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Events from the lines that {@link EventJson} writes. */
final class EventReader {
    private EventReader() {}

    /** Says in a few words why a line is no event. */
    static final class NotAnEvent extends Exception {
        private static final long serialVersionUID = 1L;

        NotAnEvent(String why) {
            super(why);
        }
    }

    static TraceEvent event(String line) throws NotAnEvent {
        try {
            JsonNode node = EventJson.MAPPER.readTree(line);
            int version = node.path("v").asInt();
            if (version != EventJson.VERSION) {
                throw new NotAnEvent(
                        version > EventJson.VERSION ? "was written by a newer Tinywright" : "is no event of a trace");
            }
            return event(node);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new NotAnEvent("is not whole");
        }
    }

    private static TraceEvent event(JsonNode node) {
        Instant at = Instant.parse(text(node, "at"));
        return switch (text(node, "type")) {
            case "run" -> new Run(at, text(node, "command"), text(node, "model"));
            case "exchange" -> exchange(at, node);
            case "gate" ->
                new Gate(
                        at,
                        text(node, "job"),
                        node.required("round").intValue(),
                        text(node, "gate"),
                        diagnoses(node.required("diagnoses")),
                        time(node));
            case "repair" ->
                new Repair(at, text(node, "job"), node.required("round").intValue(), text(node, "what"));
            case "note" -> new Note(at, text(node, "job"), text(node, "text"));
            default -> throw new IllegalArgumentException();
        };
    }

    private static Exchange exchange(Instant at, JsonNode node) {
        return new Exchange(
                at,
                text(node, "model"),
                text(node, "hash"),
                request(node.required("request")),
                reply(node.required("reply")),
                node.has("dollars") ? OptionalDouble.of(node.get("dollars").doubleValue()) : OptionalDouble.empty(),
                time(node),
                Source.valueOf(text(node, "source")));
    }

    private static Request request(JsonNode node) {
        return new Request(
                text(node, "job"),
                text(node, "prompt"),
                node.required("messages")
                        .valueStream()
                        .map(message -> new Message(Message.Role.valueOf(text(message, "role")), text(message, "text")))
                        .toList(),
                node.has("schema") ? Optional.of(schema(node.get("schema"))) : Optional.empty(),
                node.required("temperature").doubleValue(),
                node.required("seed").longValue(),
                node.required("mostAnswerTokens").intValue());
    }

    private static AnswerSchema schema(JsonNode node) {
        return new AnswerSchema(text(node, "name"), node.required("schema"));
    }

    private static Reply reply(JsonNode node) {
        if (node.has("reason")) {
            return new Reply.Unanswered(
                    Reply.Reason.valueOf(text(node, "reason")),
                    text(node, "message"),
                    node.has("retryAfter") ? Optional.of(Duration.parse(text(node, "retryAfter"))) : Optional.empty());
        }
        JsonNode usage = node.required("usage");
        return new Reply.Answered(
                text(node, "text"),
                Reply.Ending.valueOf(text(node, "ending")),
                new Reply.Usage(
                        usage.required("input").longValue(),
                        usage.required("output").longValue(),
                        usage.required("counted").booleanValue()));
    }

    private static List<Diagnosis> diagnoses(JsonNode array) {
        return array.valueStream()
                .map(node -> new Diagnosis(text(node, "what"), text(node, "where"), text(node, "hint")))
                .toList();
    }

    private static Duration time(JsonNode node) {
        return Duration.parse(text(node, "time"));
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.required(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(key);
        }
        return value.textValue();
    }
}
