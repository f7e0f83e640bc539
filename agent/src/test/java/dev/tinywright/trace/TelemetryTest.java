package dev.tinywright.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.llm.Reply;
import dev.tinywright.trace.TraceEvent.Source;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector gets of a run. */
class TelemetryTest {
    private static final List<TraceEvent> RUN = List.of(
            Events.run(0),
            Events.unanswered(2, "plan", Reply.Reason.RATE_LIMITED, "SECRET wait"),
            Events.answered(6, "plan", "SECRET answer", 1200, 300, 0.0009),
            Events.failed(7, "plan", 1, "schema", "SECRET key"),
            Events.repair(8, "plan", 1, "SECRET repair"),
            Events.passed(9, "plan", 1, "parse"),
            Events.reused(10, "sketch", Source.CACHE),
            Events.note(11, "sketch", "SECRET note"),
            Events.note(12, "", "SECRET end"));

    private final List<String> messages = new ArrayList<>();
    private final Collector collector;

    TelemetryTest() throws IOException {
        collector = Collector.answering(200);
    }

    @AfterEach
    void closeTheCollector() {
        collector.close();
    }

    private void send(List<TraceEvent> events, String... environment) {
        Map<String, String> env = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            env.put(environment[i], environment[i + 1]);
        }
        try (TraceLog log = Telemetry.sink(env, messages::add)) {
            events.forEach(log::add);
        }
    }

    @Test
    void aRunIsATreeOfSpansWithTheTimesOfItsEvents() {
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());

        assertThat(messages).isEmpty();
        assertThat(collector.spans())
                .extracting(Span::getName)
                .containsExactlyInAnyOrder(
                        "invoke_agent tinywright",
                        "job plan",
                        "job sketch",
                        "chat gpt-5-mini",
                        "chat gpt-5-mini",
                        "chat gpt-5-mini",
                        "gate schema",
                        "gate parse");
        Span root = collector.span("invoke_agent tinywright");
        Span plan = collector.span("job plan");
        assertThat(root.getParentSpanId().isEmpty()).isTrue();
        assertThat(plan.getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(collector.span("gate schema").getParentSpanId()).isEqualTo(plan.getSpanId());
        assertThat(chats(plan)).hasSize(2);
        assertThat(chats(collector.span("job sketch"))).hasSize(1);
        assertThat(collector.spans()).extracting(Span::getTraceId).containsOnly(root.getTraceId());

        assertThat(start(root)).isEqualTo(Events.at(0));
        assertThat(end(root)).isEqualTo(Events.at(12));
        assertThat(start(plan)).isEqualTo(Events.at(2).minusMillis(250));
        assertThat(end(plan)).isEqualTo(Events.at(9));
        Span answered = chats(plan).getLast();
        assertThat(Duration.between(start(answered), end(answered))).isEqualTo(Duration.ofMillis(1500));
        assertThat(end(answered)).isEqualTo(Events.at(6));
    }

    @Test
    void anExchangeHasTheAttributesOfTheGenAiConventions() {
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address() + "/");
        Span span = chats(collector.span("job plan")).getLast();
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(Collector.attributes(span.getAttributesList()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("gen_ai.operation.name", "chat"),
                        Map.entry("gen_ai.provider.name", "openai"),
                        Map.entry("gen_ai.request.model", "gpt-5-mini"),
                        Map.entry("gen_ai.request.temperature", "0.2"),
                        Map.entry("gen_ai.request.seed", "7"),
                        Map.entry("gen_ai.request.max_tokens", "4096"),
                        Map.entry("gen_ai.output.type", "text"),
                        Map.entry("gen_ai.response.finish_reasons", "[stop]"),
                        Map.entry("gen_ai.usage.input_tokens", "1200"),
                        Map.entry("gen_ai.usage.output_tokens", "300"),
                        Map.entry("gen_ai.usage.cost", "9.0E-4"),
                        Map.entry("tinywright.prompt", "plan@1"),
                        Map.entry("tinywright.round", "1"),
                        Map.entry("tinywright.source", "model")));
        Map<String, String> root =
                Collector.attributes(collector.span("invoke_agent tinywright").getAttributesList());
        assertThat(root)
                .containsEntry("gen_ai.operation.name", "invoke_agent")
                .containsEntry("gen_ai.agent.name", "tinywright")
                .containsEntry("tinywright.model", "openai/gpt-5-mini")
                .doesNotContainKeys("gen_ai.request.model", "tinywright.command");
        assertThat(Collector.attributes(collector.resource().getAttributesList()))
                .containsEntry("service.name", "tinywright");
    }

    @Test
    void whatFailedIsAnErrorAndWhatIsReusedCostsNothing() {
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
        Span unanswered = chats(collector.span("job plan")).getFirst();
        assertThat(unanswered.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(Collector.attributes(unanswered.getAttributesList()))
                .containsEntry("error.type", "rate_limited")
                .doesNotContainKey("gen_ai.response.finish_reasons");
        Span failed = collector.span("gate schema");
        assertThat(failed.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(Collector.attributes(failed.getAttributesList()))
                .containsEntry("tinywright.passed", "false")
                .containsEntry("tinywright.diagnoses", "2");
        Span passed = collector.span("gate parse");
        assertThat(passed.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(Collector.attributes(passed.getAttributesList())).containsEntry("tinywright.passed", "true");
        assertThat(Collector.attributes(
                        chats(collector.span("job sketch")).getFirst().getAttributesList()))
                .containsEntry("tinywright.source", "cache")
                .containsEntry("gen_ai.usage.cost", "0.0")
                .doesNotContainKey("gen_ai.usage.input_tokens");
    }

    @Test
    void textsGoAlongOnlyWhereThatIsWanted() {
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
        assertThat(collector.received().toString())
                .doesNotContain("SECRET")
                .doesNotContain("ripe")
                .doesNotContain("You build");

        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(), "TINYWRIGHT_OTEL_CONTENT", "true");
        Collector.Received second = collector.received().getLast();
        assertThat(second.request().toString())
                .contains("SECRET key", "SECRET repair", "SECRET note", "SECRET end", "SECRET wait");
        Span chat = second.request().getResourceSpans(0).getScopeSpans(0).getSpansList().stream()
                .filter(span -> span.toString().contains("SECRET answer"))
                .findFirst()
                .orElseThrow();
        assertThat(Collector.attributes(chat.getAttributesList()))
                .containsEntry(
                        "gen_ai.system_instructions",
                        "[{\"type\":\"text\",\"content\":\"You build device programs.\"}]")
                .containsEntry(
                        "gen_ai.input.messages",
                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":"
                                + "\"# Job: plan\\n\\nTell ripe from green.\"}]}]")
                .containsEntry(
                        "gen_ai.output.messages",
                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"SECRET answer\"}],"
                                + "\"finish_reason\":\"stop\"}]");
    }

    @Test
    void endpointAndHeadersAreThoseOfTheEnvironment() {
        send(
                RUN,
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:1",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                collector.address() + "/api/public/otel/v1/traces",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "Authorization=Basic%20cGs6c2s=, x-one=1",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                "x-one=a+b%2C",
                "OTEL_SERVICE_NAME",
                "orchard");
        Collector.Received received = collector.received().getFirst();
        assertThat(received.path()).isEqualTo("/api/public/otel/v1/traces");
        assertThat(received.headers())
                .containsEntry("Authorization", List.of("Basic cGs6c2s="))
                .containsEntry("X-one", List.of("a+b,"))
                .containsEntry("Content-type", List.of("application/x-protobuf"));
        assertThat(Collector.attributes(collector.resource().getAttributesList()))
                .containsEntry("service.name", "orchard");
        assertThat(received.request().toString()).doesNotContain("cGs6c2s");
    }

    @Test
    void theBaseAddressGetsTheUsualPath() {
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address() + "/otel/");
        assertThat(collector.received().getFirst().path()).isEqualTo("/otel/v1/traces");
    }

    @Test
    void nothingIsSentWhereNoEndpointIsSetOrSendingIsOff() {
        send(RUN);
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", " ");
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(), "OTEL_SDK_DISABLED", "true");
        send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(), "OTEL_TRACES_EXPORTER", "none");
        send(List.of(), "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
        assertThat(collector.received()).isEmpty();
        assertThat(messages).isEmpty();
    }

    @Test
    void aLongRunIsSentWhole() {
        List<TraceEvent> events = new ArrayList<>(List.of(Events.run(0)));
        for (int i = 1; i <= 250; i++) {
            events.add(Events.answered(2 * i, "sketch", "x".repeat(100), 1, 1, 0));
            events.add(Events.passed(2 * i, "sketch", i, "parse"));
        }
        send(events, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
        assertThat(collector.spans()).hasSize(502);
    }

    @Test
    void hostileTextIsSentAsItIs() {
        send(Events.hostile(), "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(), "TINYWRIGHT_OTEL_CONTENT", "true");
        assertThat(messages).isEmpty();
        assertThat(collector.span("gate parse")).isNotNull();
    }

    @Test
    void aDeadOrUnwillingEndpointIsOneLineWithoutSecretsAndNothingElse() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Collector unwilling = Collector.answering(401)) {
            send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:hunter2@127.0.0.1:" + port + "/x?key=hunter2");
            send(
                    RUN,
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    unwilling.address(),
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "Authorization=hunter2");
            send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", unwilling.address(), "OTEL_EXPORTER_OTLP_HEADERS", "a b=hunter2");
            send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", "hunter2");
        } finally {
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(messages).hasSize(4).allSatisfy(message -> assertThat(message)
                .doesNotContain("hunter2")
                .doesNotContain("\n"));
        assertThat(messages.getFirst())
                .isEqualTo("the run's spans could not be sent to http://127.0.0.1:" + port
                        + " (OTEL_EXPORTER_OTLP_ENDPOINT); nothing else is affected");
    }

    @Test
    void anEndpointThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            send(RUN, "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort());
        }
        assertThat(messages).hasSize(1);
    }

    private List<Span> chats(Span job) {
        return collector.spans().stream()
                .filter(span -> span.getName().startsWith("chat "))
                .filter(span -> span.getParentSpanId().equals(job.getSpanId()))
                .toList();
    }

    private static Instant start(Span span) {
        return instant(span.getStartTimeUnixNano());
    }

    private static Instant end(Span span) {
        return instant(span.getEndTimeUnixNano());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
}
