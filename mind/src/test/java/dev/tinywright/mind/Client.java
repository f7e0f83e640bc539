package dev.tinywright.mind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Speaks to the server with nothing but the JDK. */
final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Client() {}

    static HttpResponse<String> post(String url, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    static HttpResponse<String> get(String url) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** Asks in OpenAI's protocol, at once and at temperature 0, and returns what the model said. */
    static String ask(MindServer server, String prompt) throws IOException {
        return said(post(server.url() + "/v1/chat/completions", openAi(prompt, 0)));
    }

    static String said(HttpResponse<String> answer) {
        return json(answer.body()).at("/choices/0/message/content").asText();
    }

    static String openAi(String prompt, double temperature) {
        var body = JSON.createObjectNode().put("model", "mind").put("temperature", temperature);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body.toString();
    }
}
