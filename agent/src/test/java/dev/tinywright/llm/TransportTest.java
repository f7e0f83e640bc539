package dev.tinywright.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tinywright.llm.FakeServer.Doing;
import dev.tinywright.llm.Reply.Answered;
import dev.tinywright.llm.Reply.Ending;
import dev.tinywright.llm.Reply.Reason;
import dev.tinywright.llm.Reply.Unanswered;
import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportTest {
    private static final String KEY = "sk-verysecretkey0123456789";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Request REQUEST = Questions.saying("Which kinds are there?");

    @Test
    void wordsComeAsTheyArrive() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        List<String> words = new ArrayList<>();
        Doing waiting = exchange -> {
            OutputStream out = FakeServer.begin(exchange);
            FakeServer.event(out, FakeServer.chunk("Hel", "null"));
            assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue(); // the rest only once the first is heard
            FakeServer.event(out, FakeServer.chunk("lo", "null"));
            FakeServer.event(out, FakeServer.chunk("", "\"stop\""));
            FakeServer.event(out, "[DONE]");
        };
        try (FakeServer server = new FakeServer(waiting)) {
            Reply reply = openAi(server).ask(REQUEST, word -> {
                words.add(word);
                heard.countDown();
            });
            assertThat(reply).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.text())
                    .isEqualTo("Hello"));
            assertThat(words).containsExactly("Hel", "lo");
        }
    }

    @Test
    void usageIsTheProvidersAndCountedByUsWhereItTellsNone() {
        assertThat(answered(FakeServer.saying("stop", "Hello")).usage()).isEqualTo(new Reply.Usage(11, 7, true));
        Answered untold = answered(exchange -> {
            OutputStream out = FakeServer.begin(exchange);
            FakeServer.event(out, FakeServer.chunk("Hello", "\"stop\""));
            FakeServer.event(out, "[DONE]");
        });
        assertThat(untold.usage()).isEqualTo(new Reply.Usage(Tokens.count(REQUEST), 1, false));
    }

    @ParameterizedTest
    @CsvSource({"stop, STOP", "length, LENGTH", "content_filter, FILTER"})
    void saysWhyAnAnswerEnded(String finish, Ending ending) {
        assertThat(answered(FakeServer.saying(finish, "Hello")).ending()).isEqualTo(ending);
    }

    @Test
    void anEmptyAnswerIsAnAnswer() {
        assertThat(answered(FakeServer.saying("stop")).text()).isEmpty();
    }

    @Test
    void stopsAnAnswerThatRepeatsItselfWithoutEnd() {
        Doing endless = exchange -> {
            OutputStream out = FakeServer.begin(exchange);
            while (true) {
                FakeServer.event(out, FakeServer.chunk("and the sensor is read again, ", "null"));
            }
        };
        Answered answer = (Answered) ask(endless, Questions.saying("Say.", 100_000));
        assertThat(answer.ending()).isEqualTo(Ending.REPETITION);
        assertThat(answer.text().length()).isLessThan(4000);
    }

    @Test
    void stopsAnAnswerThatIsLongerThanWasAskedFor() {
        Doing endless = exchange -> {
            OutputStream out = FakeServer.begin(exchange);
            for (int i = 0; ; i++) {
                FakeServer.event(out, FakeServer.chunk("number " + i * 7919 + " of them\n", "null"));
            }
        };
        Answered answer = (Answered) ask(endless, Questions.saying("Count.", 200));
        assertThat(answer.ending()).isEqualTo(Ending.LENGTH);
        assertThat(Tokens.count(answer.text())).isBetween(200, 600);
    }

    @ParameterizedTest
    @CsvSource({
        "401, NOT_ALLOWED", "403, NOT_ALLOWED", "404, NO_SUCH_MODEL", "400, REFUSED", "302, REFUSED",
        "408, TIMEOUT", "429, RATE_LIMITED", "500, SERVER_ERROR", "503, SERVER_ERROR", "529, SERVER_ERROR"
    })
    void aStatusHasItsReasonAndTheServersOwnWords(int status, Reason reason) {
        Unanswered none = unanswered(FakeServer.status(status, "{\"error\":{\"message\":\"because of the moon\"}}"));
        assertThat(none.reason()).isEqualTo(reason);
        assertThat(none.message()).contains(String.valueOf(status), "because of the moon", "openai/test");
    }

    @Test
    void anEmptyAccountIsNotWorthAnotherTry() {
        String body = "{\"error\":{\"message\":\"You exceeded your quota\",\"code\":\"insufficient_quota\"}}";
        assertThat(unanswered(FakeServer.status(429, body)).reason()).isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void tellsHowLongTheServerAsksToWait() {
        assertThat(unanswered(FakeServer.status(429, "", "Retry-After", "17")).retryAfter())
                .contains(Duration.ofSeconds(17));
        assertThat(unanswered(FakeServer.status(503, "", "retry-after-ms", "250"))
                        .retryAfter())
                .contains(Duration.ofMillis(250));
        assertThat(unanswered(FakeServer.status(429, "")).retryAfter()).isEmpty();
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        assertThat(RetryAfter.seconds("Sat, 21 Nov 2026 10:01:30 GMT", now)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.seconds("soon", now)).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        FakeServer server = new FakeServer(FakeServer.saying("stop"));
        server.close();
        assertThat(openAi(server).ask(REQUEST, _ -> {})).isInstanceOfSatisfying(Unanswered.class, none -> {
            assertThat(none.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(none.message()).contains("127.0.0.1");
        });
    }

    @Test
    void anAnswerThatEndsInTheMiddleIsBroken() {
        assertThat(unanswered(exchange -> {
                            byte[] half = ("data: " + FakeServer.chunk("Hel", "null") + "\n\n")
                                    .getBytes(StandardCharsets.UTF_8);
                            exchange.getResponseHeaders().set("content-type", "text/event-stream");
                            exchange.sendResponseHeaders(200, half.length + 500);
                            exchange.getResponseBody().write(half);
                            exchange.getResponseBody().flush();
                        })
                        .reason())
                .isEqualTo(Reason.BROKEN);
        assertThat(unanswered(exchange -> FakeServer.event(FakeServer.begin(exchange), FakeServer.chunk("Hel", "null")))
                        .reason())
                .isEqualTo(Reason.BROKEN);
    }

    @Test
    void aBodyThatIsNoAnswerIsBroken() {
        assertThat(unanswered(FakeServer.status(200, "<html>Welcome to the hotel's network</html>"))
                        .reason())
                .isEqualTo(Reason.BROKEN);
        assertThat(unanswered(FakeServer.status(200, "data: {\"id\": \"1\", \"choi\n\n"))
                        .reason())
                .isEqualTo(Reason.BROKEN);
        assertThat(unanswered(FakeServer.status(200, "data: {\"id\":\"1\",\"choices\":[]}\n\ndata: [DONE]\n\n"))
                        .reason())
                .isEqualTo(Reason.BROKEN);
        assertThat(unanswered(FakeServer.status(200, "")).reason()).isEqualTo(Reason.BROKEN);
    }

    @Test
    void aBodyWithoutEndIsBroken() {
        Doing flood = exchange -> {
            OutputStream out = FakeServer.begin(exchange);
            byte[] comment = (": " + "x".repeat(65_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(comment);
            }
        };
        Unanswered none = unanswered(flood);
        assertThat(none.reason()).isEqualTo(Reason.BROKEN);
        assertThat(none.message()).contains(String.valueOf(BoundedHttp.MOST_BYTES));
    }

    @Test
    void waitsForTheFirstWordForTheNextAndForTheWholeAsLongAsItIsTold() {
        Duration soon = Duration.ofMillis(300);
        Doing silent = _ -> Thread.sleep(60_000);
        Doing one = exchange -> {
            FakeServer.event(FakeServer.begin(exchange), FakeServer.chunk("Hel", "null"));
            Thread.sleep(60_000);
        };
        Doing drip = exchange -> {
            OutputStream out = FakeServer.begin(exchange);
            for (int i = 0; ; i++) {
                FakeServer.event(out, FakeServer.chunk("x" + i, "null"));
                Thread.sleep(50);
            }
        };
        assertThat(timed(silent, soon, LONG, LONG)).isEqualTo(Reason.TIMEOUT);
        assertThat(timed(one, LONG, soon, LONG)).isEqualTo(Reason.TIMEOUT);
        assertThat(timed(drip, LONG, LONG, soon)).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void canBeCancelledFromAnotherThreadAndAskedAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Doing slowAtFirst = exchange -> {
            if (asked.getCount() > 0) {
                asked.countDown();
                Thread.sleep(60_000);
            }
            FakeServer.saying("stop", "Hello").with(exchange);
        };
        try (FakeServer server = new FakeServer(slowAtFirst)) {
            Transport transport = openAi(server);
            Thread other = Thread.ofVirtual().start(() -> {
                try {
                    asked.await();
                    transport.cancel();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(transport.ask(REQUEST, _ -> {}))
                    .isInstanceOfSatisfying(
                            Unanswered.class, none -> assertThat(none.reason()).isEqualTo(Reason.CANCELLED));
            other.join();
            assertThat(transport.ask(REQUEST, _ -> {})).isInstanceOf(Answered.class);
        }
    }

    @Test
    void ollamaIsGivenAWindowThatHoldsPromptAndAnswer() throws Exception {
        assertThat(window("ollama/qwen2.5-coder:14b", 100, 1000)).isEqualTo(4096);
        assertThat(window("ollama/qwen2.5-coder:14b", 9000, 2000)).isEqualTo(16_384);
        assertThat(window("ollama/qwen2.5-coder:14b", 26_000, 2000)).isEqualTo(32_768); // the model's own
        assertThat(window("ollama/never-heard-of", 5000, 1000)).isEqualTo(8192);
    }

    private static int window(String model, int promptTokens, int answerTokens) throws Exception {
        Request request = Questions.saying("word ".repeat(promptTokens), answerTokens);
        Transport transport = Transports.open(card(model), Endpoint.of(Optional.empty(), Optional.empty()));
        JsonNode body = new JsonMapper().readTree(transport.body(request));
        assertThat(body.at("/messages/1/content").textValue())
                .isEqualTo(request.messages().get(1).text()); // whole
        assertThat(body.at("/options/num_predict").intValue()).isEqualTo(answerTokens);
        assertThat(body.at("/options/seed").intValue()).isEqualTo(7);
        return body.at("/options/num_ctx").intValue();
    }

    @Test
    void schemaTemperatureAndSeedGoToModelsThatTakeThem() throws Exception {
        Request request = Questions.withSchema(REQUEST);
        JsonNode usual = body("openai/gpt-4o-mini", request);
        assertThat(usual.at("/response_format/json_schema/schema")).isEqualTo(schema(request));
        assertThat(usual.at("/temperature").doubleValue()).isEqualTo(0.2);
        assertThat(usual.at("/seed").intValue()).isEqualTo(7);
        assertThat(body("mistral/mistral-small-latest", request).at("/response_format/json_schema/schema"))
                .isEqualTo(schema(request));
        assertThat(body("ollama/qwen2.5-coder:14b", request).at("/format")).isEqualTo(schema(request));

        JsonNode thinking = body("openai/gpt-5-mini-2025-08-07", request);
        assertThat(thinking.has("temperature")).isFalse();
        assertThat(thinking.at("/max_completion_tokens").intValue()).isEqualTo(200 + 8000);
        assertThat(body("anthropic/claude-opus-4-8", request).has("temperature"))
                .isFalse();
        assertThat(body("openai/never-heard-of", request).has("response_format"))
                .isFalse();
        assertThat(body("anthropic/claude-haiku-4-5", request).toString()).doesNotContain("classification");
        assertThat(body("gemini/gemini-2.5-flash", request).toString()).doesNotContain("classification");
    }

    private static JsonNode schema(Request request) {
        return request.schema().orElseThrow().schema();
    }

    private static JsonNode body(String model, Request request) throws Exception {
        Endpoint endpoint = Endpoint.of(Optional.empty(), Optional.of(Key.of(KEY)));
        return new JsonMapper().readTree(Transports.open(card(model), endpoint).body(request));
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o-mini, /v1",
        "anthropic/claude-haiku-4-5, /v1",
        "gemini/gemini-2.5-flash, /v1beta",
        "mistral/mistral-small-latest, /v1",
        "ollama/qwen2.5-coder:14b, ''"
    })
    void speaksWithEveryProviderAndShowsBeforehandWhatItSends(String model, String path) throws Exception {
        MindServer.Options options =
                MindServer.Options.of(Faults.none()).withMind(_ -> "It is \"fine\".\nÜber 30 °C 🍎");
        try (MindServer server = MindServer.start(options)) {
            Endpoint endpoint = Endpoint.of(Optional.of(server.url() + path), Optional.of(Key.of(KEY)));
            Transport transport = Transports.open(card(model), endpoint);
            StringBuilder words = new StringBuilder();
            Reply reply = transport.ask(REQUEST, words::append);
            assertThat(reply).isInstanceOfSatisfying(Answered.class, answer -> {
                assertThat(answer.text()).isEqualTo("It is \"fine\".\nÜber 30 °C 🍎");
                assertThat(answer.ending()).isEqualTo(Ending.STOP);
                assertThat(answer.usage().counted()).isTrue();
                assertThat(answer.usage().input()).isPositive();
            });
            assertThat(words.toString()).isEqualTo("It is \"fine\".\nÜber 30 °C 🍎");
            assertThat(server.exchanges()).singleElement().satisfies(exchange -> assertThat(exchange.body())
                    .isEqualTo(transport.body(REQUEST)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai/missing, /v1, NO_SUCH_MODEL",
        "anthropic/missing, /v1, NO_SUCH_MODEL",
        "gemini/missing, /v1beta, NO_SUCH_MODEL",
        "mistral/missing, /v1, NO_SUCH_MODEL",
        "ollama/missing, '', NO_SUCH_MODEL"
    })
    void aModelThatIsNotThereIsToldByEveryProvider(String model, String path, Reason reason) throws Exception {
        try (MindServer server = MindServer.start(Faults.none())) {
            Endpoint endpoint = Endpoint.of(Optional.of(server.url() + path), Optional.of(Key.of(KEY)));
            assertThat(Transports.open(card(model), endpoint).ask(REQUEST, _ -> {}))
                    .isInstanceOfSatisfying(
                            Unanswered.class, none -> assertThat(none.reason()).isEqualTo(reason));
        }
    }

    @Test
    void theKeyGoesToTheServerAndComesBackNowhere() {
        Doing echo = FakeServer.status(
                401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + " or sk-proj-other12345678\"}}");
        try (FakeServer server = new FakeServer(echo)) {
            Unanswered none = (Unanswered) openAi(server).ask(REQUEST, _ -> {});
            assertThat(server.headers.getFirst().toString()).contains(KEY);
            assertThat(none.message()).doesNotContain("sk-").contains("(key)");
        }
        StringBuilder words = new StringBuilder();
        try (FakeServer server = new FakeServer(FakeServer.saying("stop", "You are " + KEY))) {
            Answered answer = (Answered) openAi(server).ask(REQUEST, words::append);
            assertThat(answer.text() + words).doesNotContain(KEY);
            assertThat(openAi(server).body(REQUEST)).doesNotContain(KEY);
        }
        assertThat(Endpoint.of(Optional.empty(), Optional.of(Key.of(KEY))).toString())
                .doesNotContain("verysecret");
    }

    @Test
    void nothingIsLoggedToTheTerminal() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
        try (PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(to);
            System.setErr(to);
            ask(FakeServer.status(500, "no"), REQUEST);
            ask(FakeServer.status(200, "data: {\n\n"), REQUEST);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(org.slf4j.LoggerFactory.getILoggerFactory().getClass().getSimpleName())
                .isEqualTo("NOPLoggerFactory");
    }

    private static Reason timed(Doing doing, Duration first, Duration idle, Duration total) {
        try (FakeServer server = new FakeServer(doing)) {
            Endpoint endpoint = Endpoint.of(Optional.of(server.url() + "/v1"), Optional.empty())
                    .waiting(first, idle, total);
            Reply reply = Transports.open(card("openai/test"), endpoint).ask(REQUEST, _ -> {});
            return ((Unanswered) reply).reason();
        }
    }

    private static Answered answered(Doing doing) {
        return (Answered) ask(doing, REQUEST);
    }

    private static Unanswered unanswered(Doing doing) {
        return (Unanswered) ask(doing, REQUEST);
    }

    private static Reply ask(Doing doing, Request request) {
        try (FakeServer server = new FakeServer(doing)) {
            return openAi(server).ask(request, _ -> {});
        }
    }

    private static Transport openAi(FakeServer server) {
        return Transports.open(
                card("openai/test"),
                Endpoint.of(Optional.of(server.url() + "/v1"), Optional.of(Key.of(KEY)))
                        .waiting(LONG, LONG, LONG));
    }

    private static ModelCard card(String name) {
        return ModelCards.load(java.nio.file.Path.of("no-such-file.yaml")).card(ModelName.parse(name));
    }
}
