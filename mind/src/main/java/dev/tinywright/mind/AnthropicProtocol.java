package dev.tinywright.mind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Messages of Anthropic. */
record AnthropicProtocol() implements Protocol {
    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Asked read(String path, JsonNode body) {
        List<String> turns = new ArrayList<>();
        if (body.has("system")) {
            turns.add(Protocol.text(body.path("system")));
        }
        body.path("messages").forEach(message -> turns.add(Protocol.text(message.path("content"))));
        String text = String.join("\n\n", turns);
        return new Asked(
                body.path("model").asText(),
                text,
                Asked.tokens(text),
                body.path("temperature").asDouble(1),
                OptionalLong.empty(),
                body.path("max_tokens").asInt(Asked.MOST_TOKENS),
                body.path("stream").asBoolean(),
                false);
    }

    @Override
    public JsonNode whole(Asked asked, Answer answer) {
        ObjectNode whole = message(asked);
        whole.putArray("content").addObject().put("type", "text").put("text", answer.text());
        whole.put("stop_reason", reason(answer));
        whole.set("usage", usage(asked, answer.tokens()));
        return whole;
    }

    @Override
    public List<String> pieces(Asked asked, Answer answer) {
        List<String> pieces = new ArrayList<>();
        ObjectNode message = message(asked);
        message.putArray("content");
        message.set("usage", usage(asked, 1));
        ObjectNode start = Protocol.object();
        start.set("message", message);
        pieces.add(event("message_start", start));
        ObjectNode block = Protocol.object().put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        pieces.add(event("content_block_start", block));
        pieces.add(event("ping", Protocol.object()));
        Protocol.words(answer).forEach(word -> pieces.add(delta(word)));
        pieces.add(event("content_block_stop", Protocol.object().put("index", 0)));
        ObjectNode end = Protocol.object();
        end.putObject("delta").put("stop_reason", reason(answer)).putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", answer.tokens());
        pieces.add(event("message_delta", end));
        pieces.add(event("message_stop", Protocol.object()));
        return pieces;
    }

    private static String delta(String word) {
        ObjectNode delta = Protocol.object().put("index", 0);
        delta.putObject("delta").put("type", "text_delta").put("text", word);
        return event("content_block_delta", delta);
    }

    private static String event(String type, ObjectNode data) {
        return "event: " + type + "\n" + Protocol.event(data.put("type", type));
    }

    private static ObjectNode message(Asked asked) {
        return Protocol.object()
                .put("id", "msg_mind")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", asked.model())
                .putNull("stop_reason")
                .putNull("stop_sequence");
    }

    private static ObjectNode usage(Asked asked, int outputTokens) {
        return Protocol.object().put("input_tokens", asked.inputTokens()).put("output_tokens", outputTokens);
    }

    private static String reason(Answer answer) {
        return answer.isCut() ? "max_tokens" : "end_turn";
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode error = Protocol.object().put("type", "error");
        error.putObject("error").put("type", type(status)).put("message", message);
        return error;
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
