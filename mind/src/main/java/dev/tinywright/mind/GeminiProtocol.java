package dev.tinywright.mind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Google's generateContent and, as server-sent events, streamGenerateContent. */
record GeminiProtocol() implements Protocol {
    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Asked read(String path, JsonNode body) {
        List<String> turns = new ArrayList<>();
        JsonNode system = body.path(body.has("systemInstruction") ? "systemInstruction" : "system_instruction");
        if (!system.isMissingNode()) {
            turns.add(Protocol.text(system.path("parts")));
        }
        body.path("contents").forEach(content -> turns.add(Protocol.text(content.path("parts"))));
        String text = String.join("\n\n", turns);
        JsonNode config = body.path("generationConfig");
        return new Asked(
                path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf(':')),
                text,
                Asked.tokens(text),
                config.path("temperature").asDouble(1),
                Protocol.seed(config.path("seed")),
                config.path("maxOutputTokens").asInt(Asked.MOST_TOKENS),
                path.endsWith(":streamGenerateContent"),
                false);
    }

    @Override
    public JsonNode whole(Asked asked, Answer answer) {
        return content(asked, answer.text(), answer.tokens(), answer.isCut() ? "MAX_TOKENS" : "STOP");
    }

    @Override
    public List<String> pieces(Asked asked, Answer answer) {
        List<String> pieces = new ArrayList<>();
        int tokens = 0;
        for (String word : Protocol.words(answer)) {
            tokens += Asked.tokens(word);
            pieces.add(Protocol.event(content(asked, word, tokens, "")));
        }
        pieces.add(Protocol.event(content(asked, "", answer.tokens(), answer.isCut() ? "MAX_TOKENS" : "STOP")));
        return pieces;
    }

    private static ObjectNode content(Asked asked, String text, int tokens, String reason) {
        ObjectNode content = Protocol.object();
        ObjectNode candidate = content.putArray("candidates").addObject();
        ObjectNode said = candidate.putObject("content").put("role", "model");
        said.putArray("parts").addObject().put("text", text);
        if (!reason.isEmpty()) {
            candidate.put("finishReason", reason);
        }
        candidate.put("index", 0);
        content.putObject("usageMetadata")
                .put("promptTokenCount", asked.inputTokens())
                .put("candidatesTokenCount", tokens)
                .put("totalTokenCount", asked.inputTokens() + tokens);
        return content.put("modelVersion", asked.model()).put("responseId", "mind");
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode error = Protocol.object();
        error.putObject("error").put("code", status).put("message", message).put("status", name(status));
        return error;
    }

    private static String name(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }
}
