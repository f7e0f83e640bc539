package dev.tinywright.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import java.util.List;

/** Events as lines of JSON: format version 1, described in docs/trace.md. Read by {@link EventReader}. */
final class EventJson {
    static final int VERSION = 1;

    /** ASCII only: a half character in an answer, or a line end of Unicode's, survives the file as it is. */
    static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EventJson() {}

    /** Returns one line, without its end. */
    static String line(TraceEvent event) {
        try {
            return MAPPER.writeValueAsString(node(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ObjectNode node(TraceEvent event) {
        return switch (event) {
            case Run run -> begin("run", event).put("command", run.command()).put("model", run.model());
            case Exchange exchange -> exchange(begin("exchange", event), exchange);
            case Gate gate -> gate(begin("gate", event), gate);
            case Repair repair ->
                begin("repair", event)
                        .put("job", repair.job())
                        .put("round", repair.round())
                        .put("what", repair.what());
            case Note note -> begin("note", event).put("job", note.job()).put("text", note.text());
        };
    }

    private static ObjectNode begin(String type, TraceEvent event) {
        return JSON.objectNode()
                .put("v", VERSION)
                .put("type", type)
                .put("at", event.at().toString());
    }

    private static ObjectNode exchange(ObjectNode node, Exchange exchange) {
        node.put("model", exchange.model()).put("hash", exchange.hash());
        node.set("request", request(exchange.request()));
        node.set("reply", reply(exchange.reply()));
        exchange.dollars().ifPresent(dollars -> node.put("dollars", dollars));
        return node.put("time", exchange.time().toString())
                .put("source", exchange.source().name());
    }

    private static ObjectNode request(Request request) {
        ObjectNode node = JSON.objectNode().put("job", request.job()).put("prompt", request.prompt());
        ArrayNode messages = node.putArray("messages");
        request.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role().name()).put("text", message.text()));
        request.schema()
                .ifPresent(schema ->
                        node.putObject("schema").put("name", schema.name()).set("schema", schema.schema()));
        return node.put("temperature", request.temperature())
                .put("seed", request.seed())
                .put("mostAnswerTokens", request.mostAnswerTokens());
    }

    private static JsonNode reply(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> {
                ObjectNode node = JSON.objectNode()
                        .put("text", answered.text())
                        .put("ending", answered.ending().name());
                node.putObject("usage")
                        .put("input", answered.usage().input())
                        .put("output", answered.usage().output())
                        .put("counted", answered.usage().counted());
                yield node;
            }
            case Reply.Unanswered unanswered -> {
                ObjectNode node = JSON.objectNode()
                        .put("reason", unanswered.reason().name())
                        .put("message", unanswered.message());
                unanswered.retryAfter().ifPresent(wait -> node.put("retryAfter", wait.toString()));
                yield node;
            }
        };
    }

    private static ObjectNode gate(ObjectNode node, Gate gate) {
        node.put("job", gate.job()).put("round", gate.round()).put("gate", gate.gate());
        node.set("diagnoses", diagnoses(gate.diagnoses()));
        return node.put("time", gate.time().toString());
    }

    private static ArrayNode diagnoses(List<Diagnosis> diagnoses) {
        ArrayNode array = JSON.arrayNode();
        diagnoses.forEach(diagnosis -> array.addObject()
                .put("what", diagnosis.what())
                .put("where", diagnosis.where())
                .put("hint", diagnosis.hint()));
        return array;
    }
}
