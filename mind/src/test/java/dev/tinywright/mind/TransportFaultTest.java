package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to answers on the way, as a client sees it. */
class TransportFaultTest {
    private static final String SAID = "said ".repeat(60);
    private static final String STREAMED =
            "{\"model\": \"m\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"u\"}]}";

    private static MindServer server(Faults faults) throws IOException {
        return MindServer.start(MindServer.Options.of(faults).withMind(prompt -> SAID));
    }

    private static HttpResponse<String> post(MindServer server, String body) throws IOException {
        return Client.post(server.url() + "/v1/chat/completions", body);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksToComeBackLater(boolean isStreamed) throws IOException {
        try (MindServer server = server(Faults.inOrder(Fault.HTTP_429))) {
            HttpResponse<String> answer = post(server, body(isStreamed));

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertThat(Client.json(answer.body()).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(post(server, body(isStreamed)).statusCode()).isEqualTo(200);
            assertThat(server.exchanges()).extracting(Exchange::status).containsExactly(429, 200);
        }
    }

    @Test
    void fails() throws IOException {
        try (MindServer server = server(Faults.inOrder(Fault.HTTP_500))) {
            HttpResponse<String> answer = post(server, body(false));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(Client.json(answer.body()).at("/error/message").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holdsAConnectionAndThenEndsIt(boolean isStreamed) throws IOException {
        Faults.Timings timings = new Faults.Timings(Duration.ofMillis(200), Duration.ZERO, Duration.ZERO);
        Faults faults = Faults.inOrder(Fault.TIMEOUT).withTimings(timings);
        try (MindServer server = server(faults)) {
            long from = System.nanoTime();
            assertThatThrownBy(() -> post(server, body(isStreamed))).isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(server.exchanges().getFirst().status()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dripsTheRightAnswer(boolean isStreamed) throws IOException {
        Faults.Timings timings = new Faults.Timings(Duration.ZERO, Duration.ofMillis(400), Duration.ZERO);
        try (MindServer server = server(Faults.inOrder(Fault.SLOW_DRIP).withTimings(timings))) {
            long from = System.nanoTime();
            String slow = post(server, body(isStreamed)).body();

            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
            assertThat(slow).isEqualTo(post(server, body(isStreamed)).body()).contains("said");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void announcesMoreThanItSends(boolean isStreamed) throws IOException {
        try (MindServer server = server(Faults.inOrder(Fault.WRONG_CONTENT_LENGTH))) {
            assertThatThrownBy(() -> post(server, body(isStreamed)))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("fixed content-length");
        }
    }

    @Test
    void breaksOffTheBody() throws IOException {
        try (MindServer server = server(Faults.inOrder(Fault.BROKEN_BODY, Fault.BROKEN_BODY))) {
            HttpResponse<String> whole = post(server, body(false));
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> Client.json(whole.body())).isInstanceOf(AssertionError.class);

            List<String> pieces = post(server, body(true))
                    .body()
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
            assertThat(pieces.getFirst()).startsWith("data: {").endsWith("}");
            assertThatThrownBy(() -> Client.json(pieces.getLast().substring("data: ".length())))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void endsHeldConnectionsWhenItCloses() throws Exception {
        Faults.Timings timings = new Faults.Timings(Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
        MindServer server = server(Faults.at(1, 0).only(Fault.TIMEOUT).withTimings(timings));
        Thread client = Thread.startVirtualThread(
                () -> assertThatThrownBy(() -> post(server, body(false))).isInstanceOf(IOException.class));
        while (server.exchanges().isEmpty()) {
            Thread.sleep(5);
        }
        server.close();
        assertThat(client.join(Duration.ofSeconds(15))).isTrue();
    }

    private static String body(boolean isStreamed) {
        return isStreamed ? STREAMED : Client.openAi("u", 0);
    }
}
