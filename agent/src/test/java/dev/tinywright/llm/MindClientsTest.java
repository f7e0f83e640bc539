package dev.tinywright.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.tinywright.mind.Exchange;
import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripted mind's protocols are those of the real providers: their clients understand it, streamed, with usage. */
class MindClientsTest {
    private static final String SAID = "Grüße: 🍌 und 🍎, ".repeat(9) + "Ende.";

    private static final Map<String, BiFunction<String, Integer, StreamingChatModel>> MODELS = Map.of(
            "openai",
            (url, most) -> OpenAiStreamingChatModel.builder()
                    .baseUrl(url + "/v1")
                    .apiKey("sk-secret")
                    .modelName("m")
                    .maxCompletionTokens(most)
                    .build(),
            "anthropic",
            (url, most) -> AnthropicStreamingChatModel.builder()
                    .baseUrl(url + "/v1")
                    .apiKey("sk-secret")
                    .modelName("m")
                    .maxTokens(most)
                    .build(),
            "gemini",
            (url, most) -> GoogleAiGeminiStreamingChatModel.builder()
                    .baseUrl(url + "/v1beta")
                    .apiKey("sk-secret")
                    .modelName("m")
                    .maxOutputTokens(most)
                    .build(),
            "mistral",
            (url, most) -> MistralAiStreamingChatModel.builder()
                    .baseUrl(url + "/v1")
                    .apiKey("sk-secret")
                    .modelName("m")
                    .maxTokens(most)
                    .build(),
            "ollama",
            (url, most) -> OllamaStreamingChatModel.builder()
                    .baseUrl(url)
                    .modelName("m")
                    .numPredict(most)
                    .build());

    @TestFactory
    Stream<DynamicTest> clientsOfEveryProviderUnderstandTheAnswer() {
        return MODELS.keySet().stream()
                .sorted()
                .map(provider -> DynamicTest.dynamicTest(provider, () -> {
                    try (MindServer server = server()) {
                        StringBuilder pieces = new StringBuilder();
                        ChatResponse answer = ask(model(provider, server, 900), pieces);

                        assertThat(pieces.toString()).isEqualTo(SAID);
                        assertThat(answer.aiMessage().text()).isEqualTo(SAID);
                        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
                        Exchange exchange = server.exchanges().getFirst();
                        assertThat(answer.tokenUsage().inputTokenCount()).isEqualTo(exchange.inputTokens());
                        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(exchange.outputTokens());
                        assertThat(exchange.seen()).isEqualTo("Be brief.\n\nWhat is this?");
                        assertThat(exchange.headers().toString()).doesNotContain("sk-secret");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> clientsOfEveryProviderSeeThatAnAnswerWasCut() {
        return MODELS.keySet().stream()
                .sorted()
                .map(provider -> DynamicTest.dynamicTest(provider, () -> {
                    try (MindServer server = server()) {
                        ChatResponse answer = ask(model(provider, server, 5), new StringBuilder());

                        assertThat(answer.aiMessage().text()).isEqualTo(SAID.substring(0, 20));
                        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
                    }
                }));
    }

    private static MindServer server() throws IOException {
        return MindServer.start(MindServer.Options.of(Faults.none()).withMind(prompt -> SAID));
    }

    private static StreamingChatModel model(String provider, MindServer server, int most) {
        return MODELS.getOrDefault(provider, (url, limit) -> {
                    throw new AssertionError(provider + url + limit);
                })
                .apply(server.url(), most);
    }

    private static ChatResponse ask(StreamingChatModel model, StringBuilder pieces) throws Exception {
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("Be brief."), UserMessage.from("What is this?"))
                .build();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });
        return whole.get(20, TimeUnit.SECONDS);
    }
}
