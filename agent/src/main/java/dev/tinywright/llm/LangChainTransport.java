package dev.tinywright.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Asks a provider through LangChain4j, streaming, once. */
final class LangChainTransport implements Transport {
    /** The answer so far is looked at for repetition each time it has grown by this much. */
    private static final int LOOK_EVERY = 256;

    private final ModelCard card;
    private final Endpoint endpoint;

    LangChainTransport(ModelCard card, Endpoint endpoint) {
        this.card = card;
        this.endpoint = endpoint;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Reply ask(Request request, Consumer<String> words) {
        BoundedHttp http = new BoundedHttp(endpoint.timeout());
        Listening listening = new Listening(words, http::abort);
        try {
            model(request, http.builder()).chat(chat(request), listening);
            return listening.await(request, endpoint);
        } catch (RuntimeException e) {
            return refused(e, http);
        } catch (ExecutionException e) {
            return refused(e.getCause() == null ? e : e.getCause(), http);
        } catch (TimeoutException e) {
            http.abort();
            return new Reply.Unanswered(
                    Reply.Reason.TIMEOUT,
                    card.name() + " did not answer in time at " + endpoint.shown(),
                    Optional.empty());
        } catch (InterruptedException e) {
            http.abort();
            Thread.currentThread().interrupt();
            return new Reply.Unanswered(Reply.Reason.CANCELLED, "interrupted", Optional.empty());
        }
    }

    private static ChatRequest chat(Request request) {
        return ChatRequest.builder()
                .messages(request.messages().stream()
                        .map(LangChainTransport::message)
                        .toList())
                .build();
    }

    private static ChatMessage message(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private StreamingChatModel model(Request request, HttpClientBuilder http) {
        String model = card.name().model();
        int seed = (int) request.seed();
        int most = request.mostAnswerTokens();
        return switch (card.name().provider()) {
            case "anthropic" -> {
                var builder = AnthropicStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .apiKey(endpoint.key())
                        .modelName(model)
                        .temperature(request.temperature())
                        .maxTokens(most);
                endpoint.url().ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case "gemini" -> {
                var builder = GoogleAiGeminiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .apiKey(endpoint.key())
                        .modelName(model)
                        .temperature(request.temperature())
                        .seed(seed)
                        .maxOutputTokens(most);
                endpoint.url().ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case "mistral" -> {
                var builder = MistralAiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .apiKey(endpoint.key())
                        .modelName(model)
                        .temperature(request.temperature())
                        .randomSeed(seed)
                        .maxTokens(most);
                endpoint.url().ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case "ollama" ->
                OllamaStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(endpoint.url().orElse("http://localhost:11434"))
                        .modelName(model)
                        .temperature(request.temperature())
                        .seed(seed)
                        .numPredict(most)
                        .numCtx(window(request))
                        .build();
            default -> {
                var builder = OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .apiKey(endpoint.key())
                        .modelName(model)
                        .temperature(request.temperature())
                        .seed(seed)
                        .maxCompletionTokens(most);
                endpoint.url().ifPresent(builder::baseUrl);
                format(request).ifPresent(builder::responseFormat);
                yield builder.build();
            }
        };
    }

    /** As much of the window as this exchange needs: Ollama reserves memory for it, and cuts silently what is longer. */
    private int window(Request request) {
        long needed = Tokens.count(request) * 5 / 4 + request.mostAnswerTokens();
        int window = 4096;
        while (window < needed) {
            window *= 2;
        }
        return Math.min(window, card.contextTokens());
    }

    private Optional<ResponseFormat> format(Request request) {
        return request.schema().filter(schema -> card.takesSchema()).map(schema -> ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(schema.name())
                        .rootElement(JsonRawSchema.from(schema.schema().toString()))
                        .build())
                .build());
    }

    private Reply refused(Throwable thrown, BoundedHttp http) {
        BoundedHttp.Refusal refusal = http.refusal();
        String where = card.name() + " at " + endpoint.shown();
        if (refusal.status() != 0) {
            return new Reply.Unanswered(
                    reason(refusal.status()),
                    where + " answered " + refusal.status() + meaning(refusal.status()),
                    refusal.retryAfter());
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpTimeoutException) {
                return new Reply.Unanswered(Reply.Reason.TIMEOUT, where + " did not answer in time", Optional.empty());
            }
            if (cause instanceof ConnectException) {
                return new Reply.Unanswered(Reply.Reason.UNREACHABLE, where + " cannot be reached", Optional.empty());
            }
        }
        return new Reply.Unanswered(
                Reply.Reason.BROKEN,
                where + " broke off" + (thrown instanceof IOException io ? ": " + io.getMessage() : ""),
                Optional.empty());
    }

    private static Reply.Reason reason(int status) {
        return switch (status) {
            case 401, 403 -> Reply.Reason.NOT_ALLOWED;
            case 404 -> Reply.Reason.NO_SUCH_MODEL;
            case 408, 409 -> Reply.Reason.TIMEOUT;
            case 429 -> Reply.Reason.RATE_LIMITED;
            default -> status >= 500 ? Reply.Reason.SERVER_ERROR : Reply.Reason.REFUSED;
        };
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403 -> ": is the key right?";
            case 404 -> ": is there such a model?";
            case 429 -> ": too many requests";
            default -> "";
        };
    }

    /** Collects an answer as it comes. */
    private static final class Listening implements StreamingChatResponseHandler {
        private final Consumer<String> words;
        private final Runnable abort;
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final AtomicLong latest = new AtomicLong(System.nanoTime());
        private int looked;

        Listening(Consumer<String> words, Runnable abort) {
            this.words = words;
            this.abort = abort;
        }

        @Override
        public synchronized void onPartialResponse(String piece) {
            latest.set(System.nanoTime());
            text.append(piece);
            words.accept(piece);
            if (text.length() - looked >= LOOK_EVERY) {
                looked = text.length();
                if (Repetition.isEndless(text)) {
                    String said = text.toString();
                    reply.complete(new Reply.Answered(
                            said, Reply.Ending.REPETITION, new Reply.Usage(0, Tokens.count(said), false)));
                    abort.run();
                }
            }
        }

        @Override
        public synchronized void onCompleteResponse(ChatResponse response) {
            String whole = response.aiMessage().text() == null
                    ? text.toString()
                    : response.aiMessage().text();
            reply.complete(
                    new Reply.Answered(whole, ending(response.finishReason()), usage(response.tokenUsage(), whole)));
        }

        @Override
        public void onError(Throwable error) {
            reply.completeExceptionally(error);
        }

        Reply await(Request request, Endpoint endpoint)
                throws ExecutionException, InterruptedException, TimeoutException {
            long end = System.nanoTime() + endpoint.timeout().toNanos();
            while (true) {
                try {
                    return withInput(reply.get(100, TimeUnit.MILLISECONDS), request);
                } catch (TimeoutException e) {
                    long now = System.nanoTime();
                    if (now > end || now - latest.get() > endpoint.idle().toNanos()) {
                        throw e;
                    }
                }
            }
        }

        private static Reply withInput(Reply reply, Request request) {
            return reply instanceof Reply.Answered(String said, Reply.Ending ending, Reply.Usage usage)
                            && !usage.counted()
                    ? new Reply.Answered(said, ending, new Reply.Usage(Tokens.count(request), usage.output(), false))
                    : reply;
        }

        private static Reply.Usage usage(@org.jspecify.annotations.Nullable TokenUsage usage, String text) {
            return usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null
                    ? new Reply.Usage(0, Tokens.count(text), false)
                    : new Reply.Usage(usage.inputTokenCount(), usage.outputTokenCount(), true);
        }

        private static Reply.Ending ending(@org.jspecify.annotations.Nullable FinishReason reason) {
            return reason == FinishReason.LENGTH
                    ? Reply.Ending.LENGTH
                    : reason == FinishReason.CONTENT_FILTER ? Reply.Ending.FILTER : Reply.Ending.STOP;
        }
    }

    static List<String> providers() {
        return ModelName.PROVIDERS;
    }

    static Duration usualTimeout() {
        return Duration.ofMinutes(5);
    }
}
