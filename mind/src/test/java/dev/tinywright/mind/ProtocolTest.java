package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire formats, byte for byte what the providers' own documentation shows. */
class ProtocolTest {
    private static final String SAID =
            "Grüße aus der \"Maschine\": 🍌🍎, und noch etwas mehr, damit es mehrere Stücke werden.";
    private MindServer server;

    @BeforeEach
    void start() throws IOException {
        server = MindServer.start(MindServer.Options.of(Faults.none()).withMind(prompt -> SAID));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersOpenAi() throws IOException {
        JsonNode answer =
                Client.json(Client.post(server.url() + "/v1/chat/completions", Client.openAi("x".repeat(40), 0))
                        .body());

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo(SAID);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(10);
        assertThat(answer.at("/usage/total_tokens").asInt())
                .isEqualTo(10 + answer.at("/usage/completion_tokens").asInt());
    }

    @Test
    void streamsOpenAiWithUsageInAPieceOfItsOwnWhereAsked() throws IOException {
        String body = """
                {"model": "m", "stream": true, "stream_options": {"include_usage": true},
                 "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": [{"type": "text", "text": "u"}]}]}""";
        HttpResponse<String> answer = Client.post(server.url() + "/v1/chat/completions", body);
        List<String> data = data(answer.body());

        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(data.getLast()).isEqualTo("[DONE]");
        List<JsonNode> chunks =
                data.stream().limit(data.size() - 1).map(Client::json).toList();
        assertThat(joined(chunks, "/choices/0/delta/content")).isEqualTo(SAID);
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/prompt_tokens").asInt()).isPositive();
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(server.exchanges().getFirst().seen()).isEqualTo("s\n\nu");
    }

    @Test
    void streamsToMistralWithUsageInTheLastPiece() throws IOException {
        String body = """
                {"model": "m", "stream": true, "random_seed": 7, "messages": [{"role": "user", "content": "u"}]}""";
        List<String> data =
                data(Client.post(server.url() + "/v1/chat/completions", body).body());
        JsonNode last = Client.json(data.get(data.size() - 2));

        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(last.at("/usage/completion_tokens").asInt()).isPositive();
    }

    @Test
    void answersAnthropic() throws IOException {
        String body = """
                {"model": "m", "max_tokens": 900, "system": [{"type": "text", "text": "s"}],
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "u"}]}]}""";
        JsonNode answer =
                Client.json(Client.post(server.url() + "/v1/messages", body).body());

        assertThat(answer.at("/content/0/text").asText()).isEqualTo(SAID);
        assertThat(answer.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(answer.at("/usage/output_tokens").asInt()).isPositive();
        assertThat(server.exchanges().getFirst().seen()).isEqualTo("s\n\nu");
    }

    @Test
    void streamsAnthropicEventByEvent() throws IOException {
        String body = """
                {"model": "m", "max_tokens": 5, "stream": true, "messages": [{"role": "user", "content": "u"}]}""";
        String stream = Client.post(server.url() + "/v1/messages", body).body();
        List<JsonNode> events = data(stream).stream().map(Client::json).toList();

        assertThat(stream).startsWith("event: message_start\ndata: {");
        assertThat(joined(events, "/delta/text")).isEqualTo(SAID.substring(0, 20));
        assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asText())
                .isEqualTo("max_tokens");
        assertThat(events.getLast().path("type").asText()).isEqualTo("message_stop");
    }

    @Test
    void answersGemini() throws IOException {
        String body = """
                {"systemInstruction": {"parts": [{"text": "s"}]}, "contents": [{"role": "user", "parts": [{"text": "u"}]}],
                 "generationConfig": {"temperature": 0, "maxOutputTokens": 900, "seed": 3}}""";
        JsonNode answer = Client.json(Client.post(server.url() + "/v1beta/models/gem-1:generateContent", body)
                .body());

        assertThat(answer.at("/candidates/0/content/parts/0/text").asText()).isEqualTo(SAID);
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(answer.at("/usageMetadata/promptTokenCount").asInt()).isPositive();
        assertThat(server.exchanges().getFirst().model()).isEqualTo("gem-1");
        assertThat(server.exchanges().getFirst().seen()).isEqualTo("s\n\nu");
    }

    @Test
    void streamsGemini() throws IOException {
        String body = """
                {"contents": [{"role": "user", "parts": [{"text": "u"}]}]}""";
        String stream = Client.post(server.url() + "/v1beta/models/gem-1:streamGenerateContent?alt=sse", body)
                .body();
        List<JsonNode> events = data(stream).stream().map(Client::json).toList();

        assertThat(joined(events, "/candidates/0/content/parts/0/text")).isEqualTo(SAID);
        assertThat(events.getLast().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(events.getFirst().at("/candidates/0").has("finishReason")).isFalse();
    }

    @Test
    void answersOllama() throws IOException {
        String body = """
                {"model": "m", "stream": false, "messages": [{"role": "user", "content": "u"}]}""";
        JsonNode answer =
                Client.json(Client.post(server.url() + "/api/chat", body).body());

        assertThat(answer.at("/message/content").asText()).isEqualTo(SAID);
        assertThat(answer.path("done").asBoolean()).isTrue();
        assertThat(answer.path("done_reason").asText()).isEqualTo("stop");
        assertThat(answer.path("eval_count").asInt()).isPositive();
    }

    @Test
    void streamsOllamaALineAtATimeUnlessToldNotTo() throws IOException {
        String body = """
                {"model": "m", "options": {"num_predict": 5}, "messages": [{"role": "user", "content": "u"}]}""";
        String stream = Client.post(server.url() + "/api/chat", body).body();
        List<JsonNode> lines = stream.lines().map(Client::json).toList();

        assertThat(joined(lines, "/message/content")).isEqualTo(SAID.substring(0, 20));
        assertThat(lines.getLast().path("done_reason").asText()).isEqualTo("length");
        assertThat(lines.subList(0, lines.size() - 1))
                .allSatisfy(line -> assertThat(line.path("done").asBoolean()).isFalse());
    }

    @Test
    void ollamaDropsTheFrontOfWhatDoesNotFitAndSaysNothing() throws IOException {
        String prompt = "# Job: task\n" + "x".repeat(40_000) + "the end";

        assertThat(ollama(prompt, "{}").inputTokens()).isEqualTo(MindServer.Options.OLLAMA_WINDOW);
        assertThat(ollama(prompt, "{}").job()).isEmpty();
        assertThat(ollama(prompt, "{}").seen()).endsWith("the end");
        assertThat(ollama(prompt, "{\"num_ctx\": 2048}").inputTokens()).isEqualTo(2048);
        assertThat(ollama(prompt, "{\"num_ctx\": 16384}").job()).isEqualTo("task");
    }

    private Exchange ollama(String prompt, String options) throws IOException {
        String body =
                Client.json("{\"model\": \"m\", \"options\": " + options + "}").toString();
        var request = (com.fasterxml.jackson.databind.node.ObjectNode) Client.json(body);
        request.putArray("messages").addObject().put("role", "user").put("content", prompt);
        assertThat(Client.post(server.url() + "/api/chat", request.toString()).statusCode())
                .isEqualTo(200);
        return server.exchanges().getLast();
    }

    @Test
    void listsItsModels() throws IOException {
        assertThat(Client.get(server.url() + "/v1/models").body()).contains("\"id\":\"mind\"");
        assertThat(Client.get(server.url() + "/api/tags").body()).contains("\"name\":\"mind\"");
        assertThat(Client.get(server.url() + "/v1beta/models").body()).contains("models/mind");
    }

    @Test
    void refusesWhatRealServersRefuse() throws IOException {
        String url = server.url() + "/v1/chat/completions";
        String good = Client.openAi("u", 0);

        assertThat(Client.post(url, good, "Authorization", "Bearer invalid").statusCode())
                .isEqualTo(401);
        assertThat(Client.post(url, good.replace("\"mind\"", "\"missing\"")).statusCode())
                .isEqualTo(404);
        assertThat(Client.post(url, "{").statusCode()).isEqualTo(400);
        assertThat(Client.post(server.url() + "/v1/nothing", good).statusCode()).isEqualTo(404);
        HttpResponse<String> tooLong = Client.post(url, Client.openAi("x".repeat(600_000), 0));
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.body()).contains("maximum context length is 128000 tokens");
    }

    @Test
    void keepsNoKeys() throws IOException {
        Client.post(server.url() + "/v1/chat/completions", Client.openAi("u", 0), "Authorization", "Bearer sk-1234");
        Client.post(server.url() + "/v1/chat/completions", Client.openAi("u", 0), "x-api-key", "sk-1234");

        assertThat(server.exchanges()).hasSize(2).allSatisfy(exchange -> assertThat(exchange.toString())
                .doesNotContain("sk-1234")
                .contains("(not kept)"));
    }

    private static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static String joined(List<JsonNode> events, String pointer) {
        return events.stream().map(event -> event.at(pointer).asText()).collect(Collectors.joining());
    }
}
