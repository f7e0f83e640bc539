package dev.tinywright.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP client that LangChain4j is given: the JDK's, with a bound on what comes back, and with the status and the wait of a
 * refusal, which LangChain4j's own exceptions do not carry.
 */
final class BoundedHttp implements HttpClient {
    /** No answer is near this; what is longer is no answer. */
    static final long MOST_BYTES = 4 << 20;

    private static final java.net.http.HttpClient CLIENT = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Duration timeout;
    private volatile Refusal refusal = Refusal.NONE;
    private volatile InputStream open = InputStream.nullInputStream();

    BoundedHttp(Duration timeout) {
        this.timeout = timeout;
    }

    /** @param status 0 where nothing was refused */
    record Refusal(int status, Optional<Duration> retryAfter, String body) {
        static final Refusal NONE = new Refusal(0, Optional.empty(), "");
    }

    Refusal refusal() {
        return refusal;
    }

    /** Ends what is being read, whatever the server does. */
    void abort() {
        try {
            open.close();
        } catch (IOException e) {
            // it is to end, and has
        }
    }

    HttpClientBuilder builder() {
        BoundedHttp client = this;
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return timeout;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration ignored) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return timeout;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration ignored) {
                return this;
            }

            @Override
            public HttpClient build() {
                return client;
            }
        };
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try (InputStream body = send(request)) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(200)
                    .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Thread.ofVirtual().start(() -> {
            try (InputStream body = send(request)) {
                listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).build());
                parser.parse(body, listener);
                listener.onClose();
            } catch (IOException | RuntimeException e) {
                listener.onError(e);
            }
        });
    }

    private InputStream send(HttpRequest request) throws IOException {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeout)
                .method(
                        request.method().name(),
                        request.body() == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        try {
            HttpResponse<InputStream> response =
                    CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
            InputStream body = new Bounded(response.body());
            open = body;
            if (response.statusCode() / 100 != 2) {
                String text = new String(body.readNBytes(2000), StandardCharsets.UTF_8);
                refusal = new Refusal(response.statusCode(), retryAfter(response), text);
                throw new HttpException(response.statusCode(), text);
            }
            return body;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("retry-after")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** Ends with an exception where more comes than any answer is long. */
    private static final class Bounded extends FilterInputStream {
        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
            }
        }
    }
}
