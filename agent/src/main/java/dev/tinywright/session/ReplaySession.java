package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Reply.Reason;
import dev.tinywright.llm.Reply.Unanswered;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A session that runs again from a trace: hands out the recorded replies to the same requests, in their order, and opens no
 * socket. Recorded failures are handed out as they were; tries that followed one another are gone through without waiting, so
 * that the caller sees what it saw then.
 */
public final class ReplaySession implements Session {
    private final ModelCard usual;
    private final Optional<ModelCard> larger;
    private final Caps caps;
    private final TraceLog trace;
    private final Consumer<String> words;
    private final InstantSource clock;
    private final Map<String, Queue<Exchange>> recorded = new HashMap<>();
    private final Map<String, Spent> spent = new LinkedHashMap<>();

    /** @param exchanges of one run, in their order */
    public ReplaySession(
            List<Exchange> exchanges,
            ModelCard usual,
            Optional<ModelCard> larger,
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
        exchanges.forEach(exchange -> recorded.computeIfAbsent(exchange.hash(), _ -> new ArrayDeque<>())
                .add(exchange));
    }

    @Override
    public Reply ask(Request request) {
        return ask(request, usual);
    }

    @Override
    public Reply askLarger(Request request) {
        return ask(request, larger.orElse(usual));
    }

    private Reply ask(Request request, ModelCard card) {
        Optional<Unanswered> misfit = Fit.misfit(request, card);
        if (misfit.isPresent()) {
            return misfit.get();
        }
        String hash = RequestHash.of(card.name(), request);
        Queue<Exchange> left = recorded.getOrDefault(hash, new ArrayDeque<>());
        Reply reply = new Unanswered(
                Reason.NOT_IN_TRACE,
                "the trace has no answer to this request of " + request.job() + " for " + card.name()
                        + ": the project, the options or the program have changed since",
                Optional.empty());
        for (int tried = 1; tried <= Retries.MOST && !left.isEmpty(); tried++) {
            reply = left.remove().reply();
            handOut(request, reply, card, hash);
            if (!(reply instanceof Unanswered no) || !no.reason().isPassing()) {
                break;
            }
        }
        return reply;
    }

    private void handOut(Request request, Reply reply, ModelCard card, String hash) {
        if (reply instanceof Reply.Answered answer) {
            words.accept(answer.text());
        }
        spent.merge(request.job(), new Spent(0, 1, 0, 0, 0), Spent::plus);
        trace.add(new Exchange(
                clock.instant(),
                card.name().toString(),
                hash,
                request,
                reply,
                OptionalDouble.of(0),
                Duration.ZERO,
                TraceEvent.Source.REPLAY));
    }

    @Override
    public boolean hasLarger() {
        return larger.isPresent();
    }

    @Override
    public ModelCard card() {
        return usual;
    }

    @Override
    public Caps caps() {
        return caps;
    }

    @Override
    public Map<String, Spent> spent() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(spent));
    }

    @Override
    public TraceLog trace() {
        return trace;
    }

    @Override
    public void close() {}
}
