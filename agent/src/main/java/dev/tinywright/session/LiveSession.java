package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Reply.Unanswered;
import dev.tinywright.llm.Request;
import dev.tinywright.llm.Tokens;
import dev.tinywright.llm.Transport;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A session with a model that can be reached. */
public final class LiveSession implements Session {
    private static final int MOST_TRIES = 4;

    private final Transport usual;
    private final Optional<Transport> larger;
    private final Caps caps;
    private final TraceLog trace;
    private final Consumer<String> words;
    private final InstantSource clock;
    private final Map<String, Spent> spent = new LinkedHashMap<>();
    private Spent total = Spent.NOTHING;
    private Optional<Instant> first = Optional.empty();
    private volatile boolean closed;

    public LiveSession(
            Transport usual,
            Optional<Transport> larger,
            Caps caps,
            TraceLog trace,
            Consumer<String> words,
            InstantSource clock) {
        this.usual = usual;
        this.larger = larger;
        this.caps = caps;
        this.trace = trace;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public Reply ask(Request request) {
        return ask(request, usual);
    }

    @Override
    public Reply askLarger(Request request) {
        return ask(request, larger.orElse(usual));
    }

    private Reply ask(Request request, Transport transport) {
        long prompt = Tokens.count(request);
        ModelCard card = transport.card();
        if (prompt + request.mostAnswerTokens() > card.contextTokens()) {
            return new Unanswered(
                    Reply.Reason.DOES_NOT_FIT,
                    "the prompt has %d tokens, and with %d for the answer the window of %d is too small"
                            .formatted(prompt, request.mostAnswerTokens(), card.contextTokens()),
                    Optional.empty());
        }
        Reply reply = new Unanswered(Reply.Reason.CANCELLED, "stopped", Optional.empty());
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            Optional<Unanswered> capped = capped(request, prompt, card);
            if (closed || capped.isPresent()) {
                return closed ? reply : capped.orElseThrow();
            }
            Instant from = clock.instant();
            first = Optional.of(first.orElse(from));
            reply = transport.ask(request, words);
            account(request, reply, card, from);
            if (!(reply instanceof Unanswered no) || !no.reason().isPassing() || tries == MOST_TRIES) {
                return reply;
            }
            pause(no.retryAfter().orElse(Duration.ofMillis(200L << tries)));
        }
        return reply;
    }

    private void account(Request request, Reply reply, ModelCard card, Instant from) {
        Reply.Usage usage =
                reply instanceof Reply.Answered a ? a.usage() : new Reply.Usage(Tokens.count(request), 0, false);
        OptionalDouble dollars =
                card.price().map(price -> OptionalDouble.of(price.of(usage))).orElse(OptionalDouble.empty());
        Spent one = new Spent(1, 0, usage.input(), usage.output(), dollars.orElse(0));
        total = total.plus(one);
        spent.merge(request.job(), one, Spent::plus);
        Instant now = clock.instant();
        trace.add(new TraceEvent.Exchange(
                now,
                card.name().toString(),
                Integer.toHexString((card.name() + request.toString()).hashCode()),
                request,
                reply,
                dollars,
                Duration.between(from, now),
                TraceEvent.Source.MODEL));
    }

    private Optional<Unanswered> capped(Request request, long prompt, ModelCard card) {
        long most = prompt + request.mostAnswerTokens();
        double dollars = card.price()
                .map(price -> price.of(new Reply.Usage(prompt, request.mostAnswerTokens(), false)))
                .orElse(0.0);
        String cap = "";
        if (total.calls() >= caps.calls()) {
            cap = "all %d calls are made (--max-calls)".formatted(caps.calls());
        } else if (total.inputTokens() + total.outputTokens() + most > caps.tokens()) {
            cap = "the next call may take %d tokens, %d of %d are used (--max-tokens)"
                    .formatted(most, total.inputTokens() + total.outputTokens(), caps.tokens());
        } else if (total.dollars() + dollars > caps.dollars()) {
            cap = "the next call may cost %.4f dollars, %.4f of %.2f are spent (--max-dollars)"
                    .formatted(dollars, total.dollars(), caps.dollars());
        } else if (first.isPresent()
                && Duration.between(first.get(), clock.instant()).compareTo(caps.time()) > 0) {
            cap = "%d minutes are over (--max-minutes)".formatted(caps.time().toMinutes());
        }
        return cap.isEmpty() ? Optional.empty() : Optional.of(new Unanswered(Reply.Reason.CAP, cap, Optional.empty()));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasLarger() {
        return larger.isPresent();
    }

    @Override
    public ModelCard card() {
        return usual.card();
    }

    @Override
    public Caps caps() {
        return caps;
    }

    @Override
    public Map<String, Spent> spent() {
        return Map.copyOf(spent);
    }

    @Override
    public TraceLog trace() {
        return trace;
    }

    @Override
    public void close() {
        closed = true;
    }
}
