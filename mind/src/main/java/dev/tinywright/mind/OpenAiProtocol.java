package dev.tinywright.mind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Chat completions of OpenAI, of the many servers that speak the same, and of Mistral. */
record OpenAiProtocol() implements Protocol {
    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Asked read(String path, JsonNode body) {
        List<String> turns = new ArrayList<>();
        body.path("messages").forEach(message -> turns.add(Protocol.text(message.path("content"))));
        String text = String.join("\n\n", turns);
        int most =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(Asked.MOST_TOKENS));
        OptionalLong seed = Protocol.seed(body.path(body.has("random_seed") ? "random_seed" : "seed"));
        return new Asked(
                body.path("model").asText(),
                text,
                Asked.tokens(text),
                body.path("temperature").asDouble(1),
                seed,
                most,
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    @Override
    public JsonNode whole(Asked asked, Answer answer) {
        ObjectNode whole = head(asked, "chat.completion");
        ObjectNode choice = whole.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", answer.text());
        choice.put("finish_reason", reason(answer));
        whole.set("usage", usage(asked, answer));
        return whole;
    }

    @Override
    public List<String> pieces(Asked asked, Answer answer) {
        List<String> pieces = new ArrayList<>();
        pieces.add(Protocol.event(
                chunk(asked, Protocol.object().put("role", "assistant").put("content", ""))));
        Protocol.words(answer)
                .forEach(word ->
                        pieces.add(Protocol.event(chunk(asked, Protocol.object().put("content", word)))));
        ObjectNode last = chunk(asked, Protocol.object());
        ((ObjectNode) last.path("choices").path(0)).put("finish_reason", reason(answer));
        if (!asked.usageApart()) {
            last.set("usage", usage(asked, answer)); // as Mistral and others send it, unasked
        }
        pieces.add(Protocol.event(last));
        if (asked.usageApart()) {
            ObjectNode usage = head(asked, "chat.completion.chunk");
            usage.putArray("choices");
            usage.set("usage", usage(asked, answer));
            pieces.add(Protocol.event(usage));
        }
        pieces.add("data: [DONE]\n\n");
        return pieces;
    }

    private static ObjectNode chunk(Asked asked, ObjectNode delta) {
        ObjectNode chunk = head(asked, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        return chunk;
    }

    private static ObjectNode head(Asked asked, String kind) {
        return Protocol.object()
                .put("id", "chatcmpl-mind")
                .put("object", kind)
                .put("created", 0)
                .put("model", asked.model());
    }

    private static ObjectNode usage(Asked asked, Answer answer) {
        return Protocol.object()
                .put("prompt_tokens", asked.inputTokens())
                .put("completion_tokens", answer.tokens())
                .put("total_tokens", asked.inputTokens() + answer.tokens());
    }

    private static String reason(Answer answer) {
        return answer.isCut() ? "length" : "stop";
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode error = Protocol.object();
        error.putObject("error")
                .put("message", message)
                .put("type", status == 429 ? "requests" : status >= 500 ? "server_error" : "invalid_request_error")
                .put("code", status == 429 ? "rate_limit_exceeded" : String.valueOf(status));
        return error;
    }
}
