package dev.tinywright.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Asks a provider through LangChain4j, streaming, once. */
final class LangChainTransport implements Transport {
    private final ModelCard card;
    private final Endpoint endpoint;
    private final ChatModels models;
    private volatile Optional<Listening> current = Optional.empty();

    LangChainTransport(ModelCard card, Endpoint endpoint) {
        this.card = card;
        this.endpoint = endpoint;
        this.models = new ChatModels(card, endpoint);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Reply ask(Request request, Consumer<String> words) {
        BoundedHttp http = new BoundedHttp(endpoint.first());
        Listening listening = new Listening(request, endpoint, words);
        current = Optional.of(listening);
        Refusals refusals = new Refusals(card, endpoint);
        try {
            send(request, http, listening);
            return listening.await();
        } catch (ExecutionException e) {
            return refusals.reply(e, http.refusal());
        } catch (TimeoutException e) {
            return refusals.late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Refusals.cancelled();
        } catch (RuntimeException e) {
            return refusals.reply(e, http.refusal());
        } finally {
            current = Optional.empty();
            listening.end(Refusals.cancelled()); // silences words that are still under way
            http.abort();
        }
    }

    @Override
    public String body(Request request) {
        CapturingHttp http = new CapturingHttp();
        send(request, http, new Listening(request, endpoint, _ -> {}));
        return http.captured()
                .map(HttpRequest::body)
                .map(body -> Secrets.withoutKey(body, endpoint.key()))
                .orElseThrow();
    }

    @Override
    public void cancel() {
        current.ifPresent(listening -> listening.end(Refusals.cancelled()));
    }

    private void send(Request request, HttpClient http, Listening listening) {
        models.model(request, new GivenClient(http)).chat(chat(request), listening);
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
}
