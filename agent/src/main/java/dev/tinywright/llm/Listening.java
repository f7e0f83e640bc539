package dev.tinywright.llm;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one answer as it comes, and decides when it is over: at its end, at its longest, where it repeats itself, in silence. */
final class Listening implements StreamingChatResponseHandler {
    /** The answer so far is looked at each time it has grown by this much. */
    private static final int LOOK_EVERY = 256;

    /** No token of any text is longer on average; shorter texts need not be counted. */
    private static final int MOST_CHARACTERS_PER_TOKEN = 2;

    private static final long TICK_MILLIS = 50;

    private final Request request;
    private final Endpoint endpoint;
    private final Consumer<String> words;
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private volatile long latest;
    private int looked;

    Listening(Request request, Endpoint endpoint, Consumer<String> words) {
        this.request = request;
        this.endpoint = endpoint;
        this.words = words;
    }

    @Override
    public synchronized void onPartialResponse(String piece) {
        if (reply.isDone()) {
            return;
        }
        latest = System.nanoTime();
        text.append(piece);
        words.accept(Secrets.withoutKey(piece, endpoint.key()));
        if (text.length() - looked >= LOOK_EVERY) {
            looked = text.length();
            look();
        }
    }

    private void look() {
        if (Repetition.isEndless(text)) {
            end(Reply.Ending.REPETITION);
        } else if (text.length() > MOST_CHARACTERS_PER_TOKEN * request.mostAnswerTokens() && isTooLong()) {
            end(Reply.Ending.LENGTH);
        }
    }

    /** Providers hold the limit themselves; with a quarter more, their way of counting may differ from ours. */
    private boolean isTooLong() {
        return Tokens.count(text.toString()) > request.mostAnswerTokens() * 5L / 4;
    }

    private void end(Reply.Ending ending) {
        reply.complete(answered(text.toString(), ending, null));
    }

    @Override
    public synchronized void onCompleteResponse(ChatResponse response) {
        FinishReason reason = response.finishReason();
        if (reason == null) {
            reply.completeExceptionally(new IOException("the answer has no end"));
        } else {
            reply.complete(answered(text.toString(), ending(reason), response.tokenUsage()));
        }
    }

    @Override
    public void onError(Throwable error) {
        reply.completeExceptionally(error);
    }

    /** Makes {@link #await} return {@code instead}, unless there is an answer. */
    void end(Reply instead) {
        reply.complete(instead);
    }

    /** Waits as long as the endpoint says. */
    Reply await() throws ExecutionException, InterruptedException, TimeoutException {
        while (true) {
            try {
                return reply.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (isOver(System.nanoTime())) {
                    throw e;
                }
            }
        }
    }

    private boolean isOver(long now) {
        long silence = latest == 0
                ? now - begun - endpoint.first().toNanos()
                : now - latest - endpoint.idle().toNanos();
        return silence > 0 || now - begun > endpoint.total().toNanos();
    }

    private Reply answered(String said, Reply.Ending ending, @Nullable TokenUsage usage) {
        return new Reply.Answered(
                Secrets.withoutKey(said, endpoint.key()),
                ending,
                Optional.ofNullable(usage).flatMap(Listening::counted).orElseGet(() -> ours(said)));
    }

    private static Optional<Reply.Usage> counted(TokenUsage usage) {
        Integer input = usage.inputTokenCount();
        Integer output = usage.outputTokenCount();
        boolean isTold = input != null && output != null && input > 0;
        return isTold ? Optional.of(new Reply.Usage(input, output, true)) : Optional.empty();
    }

    private Reply.Usage ours(String said) {
        return new Reply.Usage(Tokens.count(request), Tokens.count(said), false);
    }

    private static Reply.Ending ending(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> Reply.Ending.LENGTH;
            case CONTENT_FILTER -> Reply.Ending.FILTER;
            case STOP, TOOL_EXECUTION, OTHER -> Reply.Ending.STOP;
        };
    }
}
