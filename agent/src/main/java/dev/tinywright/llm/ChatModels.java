package dev.tinywright.llm;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Optional;

/** LangChain4j's client of each provider, set up for one request. */
record ChatModels(ModelCard card, Endpoint endpoint) {
    private static final String OLLAMA = "http://localhost:11434";

    /** Smaller windows save no memory that matters. */
    private static final int LEAST_WINDOW = 4096;

    /** LangChain4j's clients insist on a key; servers that want none do not look at it. */
    private static final String NO_KEY = "none";

    StreamingChatModel model(Request request, HttpClientBuilder http) {
        return switch (card.name().provider()) {
            case "anthropic" -> anthropic(request, http);
            case "gemini" -> gemini(request, http);
            case "mistral" -> mistral(request, http);
            case "ollama" -> ollama(request, http);
            default -> openAi(request, http);
        };
    }

    private StreamingChatModel openAi(Request request, HttpClientBuilder http) {
        var builder = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .apiKey(key())
                .modelName(card.name().model())
                .seed(seed(request))
                .strictJsonSchema(false); // strict has no optional keys, and task and plan have many
        endpoint.url().ifPresent(builder::baseUrl);
        temperature(request).ifPresent(builder::temperature);
        format(request).ifPresent(builder::responseFormat);
        if (endpoint.url().isPresent()) {
            builder.maxTokens(
                    card.mostWritten(request)); // other servers know the older name, OpenAI's new models only the other
        } else {
            builder.maxCompletionTokens(card.mostWritten(request));
        }
        return builder.build();
    }

    private StreamingChatModel anthropic(Request request, HttpClientBuilder http) {
        var builder = AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .apiKey(key())
                .modelName(card.name().model())
                .maxTokens(card.mostWritten(request));
        endpoint.url().ifPresent(builder::baseUrl);
        temperature(request).map(t -> Math.min(1, t)).ifPresent(builder::temperature); // its scale ends at 1
        format(request).ifPresent(builder::responseFormat);
        return builder.build();
    }

    private StreamingChatModel gemini(Request request, HttpClientBuilder http) {
        var builder = GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .apiKey(key())
                .modelName(card.name().model())
                .seed(seed(request))
                .maxOutputTokens(card.mostWritten(request));
        endpoint.url().ifPresent(builder::baseUrl);
        temperature(request).ifPresent(builder::temperature);
        format(request).ifPresent(builder::responseFormat);
        return builder.build();
    }

    private StreamingChatModel mistral(Request request, HttpClientBuilder http) {
        var builder = MistralAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .apiKey(key())
                .modelName(card.name().model())
                .randomSeed(seed(request))
                .strictJsonSchema(false)
                .maxTokens(card.mostWritten(request));
        endpoint.url().ifPresent(builder::baseUrl);
        temperature(request).ifPresent(builder::temperature);
        format(request).ifPresent(builder::responseFormat);
        return builder.build();
    }

    private StreamingChatModel ollama(Request request, HttpClientBuilder http) {
        var builder = OllamaStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.url().orElse(OLLAMA))
                .modelName(card.name().model())
                .seed(seed(request))
                .numPredict(card.mostWritten(request))
                .numCtx(window(request));
        temperature(request).ifPresent(builder::temperature);
        format(request).ifPresent(builder::responseFormat);
        return builder.build();
    }

    /**
     * Returns the window that this exchange needs, as a power of two or the model's own: Ollama reserves memory for all of it,
     * loads a model anew where it changes, and cuts silently what is longer. A quarter more than counted, since models count
     * differently.
     */
    private int window(Request request) {
        long needed = Tokens.count(request) * 5 / 4 + card.mostWritten(request);
        long window = LEAST_WINDOW;
        while (window < needed) {
            window *= 2;
        }
        return (int) Math.min(window, card.contextTokens());
    }

    private String key() {
        return endpoint.key().map(Key::value).orElse(NO_KEY);
    }

    private static int seed(Request request) {
        return (int) (request.seed() & Integer.MAX_VALUE);
    }

    private Optional<Double> temperature(Request request) {
        return card.takesTemperature() ? Optional.of(request.temperature()) : Optional.empty();
    }

    private Optional<ResponseFormat> format(Request request) {
        return request.schema().filter(_ -> card.takesSchema()).map(schema -> ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(schema.name())
                        .rootElement(JsonRawSchema.from(schema.schema().toString()))
                        .build())
                .build());
    }
}
