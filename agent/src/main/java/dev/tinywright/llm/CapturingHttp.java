package dev.tinywright.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.util.Optional;

/** Keeps what would be sent, and sends nothing. */
final class CapturingHttp implements HttpClient {
    private Optional<HttpRequest> captured = Optional.empty();

    Optional<HttpRequest> captured() {
        return captured;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        captured = Optional.of(request);
        return SuccessfulHttpResponse.builder().statusCode(200).body("").build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        captured = Optional.of(request);
    }
}
