package dev.tinywright.mind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Ollama's chat. What does not fit the window is dropped from the front and nothing says so, as the real server does it; the
 * window is {@code options.num_ctx}.
 *
 * @param window in tokens, where a request sets none
 */
record OllamaProtocol(int window) implements Protocol {
    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public Asked read(String path, JsonNode body) {
        JsonNode options = body.path("options");
        List<String> turns = new ArrayList<>();
        body.path("messages")
                .forEach(message -> turns.add(message.path("content").asText()));
        String text = tail(String.join("\n\n", turns), options.path("num_ctx").asInt(window));
        int most = options.path("num_predict").asInt(-1);
        return new Asked(
                body.path("model").asText(),
                text,
                Asked.tokens(text),
                options.path("temperature").asDouble(0.8),
                Protocol.seed(options.path("seed")),
                most > 0 ? most : Asked.MOST_TOKENS,
                body.path("stream").asBoolean(true),
                false);
    }

    private static String tail(String text, int window) {
        int most = window * 4;
        return text.length() <= most ? text : text.substring(text.length() - most);
    }

    @Override
    public JsonNode whole(Asked asked, Answer answer) {
        return last(asked, answer, answer.text());
    }

    @Override
    public List<String> pieces(Asked asked, Answer answer) {
        List<String> pieces = new ArrayList<>();
        Protocol.words(answer).forEach(word -> pieces.add(said(asked, word).put("done", false) + "\n"));
        pieces.add(last(asked, answer, "") + "\n");
        return pieces;
    }

    private static ObjectNode said(Asked asked, String text) {
        ObjectNode said = Protocol.object().put("model", asked.model()).put("created_at", "2026-01-01T00:00:00Z");
        said.putObject("message").put("role", "assistant").put("content", text);
        return said;
    }

    private static ObjectNode last(Asked asked, Answer answer, String text) {
        return said(asked, text)
                .put("done", true)
                .put("done_reason", answer.isCut() ? "length" : "stop")
                .put("total_duration", 1)
                .put("load_duration", 1)
                .put("prompt_eval_count", asked.inputTokens())
                .put("prompt_eval_duration", 1)
                .put("eval_count", answer.tokens())
                .put("eval_duration", 1);
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public JsonNode error(int status, String message) {
        return Protocol.object().put("error", message);
    }
}
