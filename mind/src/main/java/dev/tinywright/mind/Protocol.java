package dev.tinywright.mind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How requests are read and answers are written for one family of clients. */
sealed interface Protocol permits OpenAiProtocol, AnthropicProtocol, GeminiProtocol, OllamaProtocol {
    ObjectMapper JSON = new ObjectMapper();

    /** Such as {@code openai}. */
    String name();

    Asked read(String path, JsonNode body);

    /** Returns the body of an answer that comes at once. */
    JsonNode whole(Asked asked, Answer answer);

    /** Returns the pieces of a streamed answer, each as it goes over the wire. */
    List<String> pieces(Asked asked, Answer answer);

    String streamType();

    /** Returns the body of an answer that is none, with the words that the real server uses. */
    JsonNode error(int status, String message);

    /** Returns the protocol that a path belongs to; empty where it is none's. */
    static Optional<Protocol> at(String path, int ollamaWindow) {
        if (path.endsWith("/chat/completions")) {
            return Optional.of(new OpenAiProtocol());
        }
        if (path.endsWith("/messages")) {
            return Optional.of(new AnthropicProtocol());
        }
        if (path.endsWith("/api/chat")) {
            return Optional.of(new OllamaProtocol(ollamaWindow));
        }
        return path.endsWith(":generateContent") || path.endsWith(":streamGenerateContent")
                ? Optional.of(new GeminiProtocol())
                : Optional.empty();
    }

    /** Returns the text of a content that is a string, or a list of parts with a text each. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    static OptionalLong seed(JsonNode node) {
        return node.isIntegralNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }

    /** Returns the answer in pieces of some letters, never in the middle of a character. */
    static List<String> words(Answer answer) {
        List<String> words = new ArrayList<>();
        String text = answer.text();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 24);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            words.add(text.substring(from, to));
            from = to;
        }
        return words;
    }

    static String event(JsonNode data) {
        return "data: " + data + "\n\n";
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
