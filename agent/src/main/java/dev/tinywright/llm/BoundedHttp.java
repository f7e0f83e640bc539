package dev.tinywright.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP client that LangChain4j is given for one question: the JDK's, with a bound on what comes back, and with the status and
 * the wait of a refusal, which LangChain4j's own exceptions do not carry. Follows no redirect: a key goes where it was meant for.
 */
final class BoundedHttp implements HttpClient {
    /** No answer is near this; what is longer is no answer. */
    static final long MOST_BYTES = 4 << 20;

    private static final int MOST_REFUSAL_BYTES = 4000;

    private static final java.net.http.HttpClient CLIENT = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Duration timeout;
    private volatile Optional<Refusal> refusal = Optional.empty();
    private Optional<Thread> reader = Optional.empty();
    private InputStream open = InputStream.nullInputStream();
    private boolean aborted;

    /** @param timeout until the head of the answer */
    BoundedHttp(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * A status other than 2xx.
     *
     * @param body its beginning
     */
    record Refusal(int status, Optional<Duration> retryAfter, String body) {}

    Optional<Refusal> refusal() {
        return refusal;
    }

    /** Ends what is being sent or read, whatever the server does. */
    synchronized void abort() {
        aborted = true;
        reader.ifPresent(Thread::interrupt);
        close(open);
    }

    /** Returns the body that was read, as one. Not for answers that come in pieces. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try (InputStream body = send(request)) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(200)
                    .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Thread thread = Thread.ofVirtual().name("language-model").unstarted(() -> {
            try (InputStream body = send(request)) {
                listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).build());
                parser.parse(body, listener);
                listener.onClose();
            } catch (IOException | RuntimeException e) {
                listener.onError(e);
            }
        });
        start(thread);
    }

    private synchronized void start(Thread thread) {
        reader = Optional.of(thread);
        thread.start();
    }

    private InputStream send(HttpRequest request) throws IOException {
        HttpResponse<InputStream> response = sent(request);
        InputStream body = new Bounded(response.body());
        keep(body);
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        Refusal refused = new Refusal(response.statusCode(), RetryAfter.of(response.headers()), beginning(body));
        refusal = Optional.of(refused);
        throw new HttpException(refused.status(), refused.body());
    }

    private HttpResponse<InputStream> sent(HttpRequest request) throws IOException {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeout)
                .method(
                        request.method().name(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        try {
            return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized void keep(InputStream body) throws IOException {
        open = body;
        if (aborted) {
            close(body);
            throw new IOException("aborted");
        }
    }

    /** What can be read of it: a refusal is one whatever its body. */
    private static String beginning(InputStream body) {
        try (body) {
            return new String(body.readNBytes(MOST_REFUSAL_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // it is to end, and has
        }
    }

    /** Says that more came than any answer is long. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the answer has more than " + MOST_BYTES + " bytes");
        }
    }

    /** Ends with an exception where more comes than any answer is long. */
    private static final class Bounded extends FilterInputStream {
        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new TooLong();
            }
        }
    }
}
