package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Reply.Reason;
import dev.tinywright.llm.Reply.Unanswered;
import dev.tinywright.llm.Request;
import dev.tinywright.llm.Tokens;
import dev.tinywright.llm.Transport;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A session with a model that can be reached: the cache first, then the model, within the caps, again where that may help. */
public final class LiveSession implements Session {
    private final Transport usual;
    private final Optional<Transport> larger;
    private final Caps caps;
    private final TraceLog trace;
    private final Consumer<String> words;
    private final Optional<AnswerCache> cache;
    private final Retries retries;
    private final InstantSource clock;
    private final Ledger ledger;
    private boolean priceNoted;
    private volatile Optional<Thread> waiting = Optional.empty();
    private volatile boolean closed;

    /** @param cache folder of answers to identical requests; empty keeps none */
    public LiveSession(
            Transport usual,
            Optional<Transport> larger,
            Caps caps,
            TraceLog trace,
            Consumer<String> words,
            Optional<Path> cache,
            Retries retries,
            InstantSource clock) {
        this.usual = usual;
        this.larger = larger;
        this.caps = caps;
        this.trace = trace;
        this.words = words;
        this.cache = cache.map(AnswerCache::new);
        this.retries = retries;
        this.clock = clock;
        this.ledger = new Ledger(caps, clock);
    }

    /** Without a cache. */
    public LiveSession(
            Transport usual,
            Optional<Transport> larger,
            Caps caps,
            TraceLog trace,
            Consumer<String> words,
            InstantSource clock) {
        this(usual, larger, caps, trace, words, Optional.empty(), Retries.usual(), clock);
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
        ModelCard card = transport.card();
        Optional<Unanswered> misfit = Fit.misfit(request, card);
        if (misfit.isPresent()) {
            return misfit.get();
        }
        String hash = RequestHash.of(card.name(), request);
        Optional<Reply.Answered> kept = cache.flatMap(answers -> answers.get(hash));
        if (kept.isPresent()) {
            ledger.reused(request);
            exchange(clock.instant(), card, hash, request, kept.get(), OptionalDouble.of(0), TraceEvent.Source.CACHE);
            return kept.get();
        }
        return new Tries(request, transport, hash).run();
    }

    /** One question, put until there is an answer, or no sense in going on. */
    private final class Tries {
        private final Request request;
        private final Transport transport;
        private final String hash;
        private final long prompt;

        Tries(Request request, Transport transport, String hash) {
            this.request = request;
            this.transport = transport;
            this.hash = hash;
            this.prompt = Tokens.count(request);
        }

        Reply run() {
            notePrice(transport.card(), request);
            for (int tried = 1; ; tried++) {
                Optional<String> cap = ledger.cap(request, transport.card(), prompt);
                if (closed) {
                    return cancelled();
                }
                if (cap.isPresent()) {
                    return capped(cap.get());
                }
                Reply reply = once();
                if (!(reply instanceof Unanswered no) || !no.reason().isPassing() || tried >= Retries.MOST) {
                    return reply;
                }
                Duration wait = no.retryAfter().orElse(retries.after(tried));
                if (wait.compareTo(ledger.timeLeft()) >= 0) {
                    return capped(ledger.noTimeFor(wait));
                }
                if (!slept(wait)) {
                    return cancelled();
                }
            }
        }

        private Reply once() {
            ledger.begin();
            Instant from = clock.instant();
            Reply reply = withinTime();
            OptionalDouble dollars = ledger.called(request, reply, transport.card(), prompt);
            exchange(from, transport.card(), hash, request, reply, dollars, TraceEvent.Source.MODEL);
            cache.ifPresent(answers -> answers.put(hash, reply));
            return reply;
        }

        /** The time cap ends an answer, too. */
        private Reply withinTime() {
            AtomicBoolean over = new AtomicBoolean();
            Duration left = ledger.timeLeft();
            Thread watch = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(left);
                    over.set(true);
                    transport.cancel();
                } catch (InterruptedException e) {
                    // the answer came in time
                }
            });
            Reply reply = transport.ask(request, words);
            watch.interrupt();
            return over.get() && reply instanceof Unanswered no && no.reason() == Reason.CANCELLED
                    ? new Unanswered(
                            Reason.CAP,
                            caps.time().toMinutes() + " minutes are over: --max-minutes raises it",
                            Optional.empty())
                    : reply;
        }

        private Reply capped(String cap) {
            trace.add(new TraceEvent.Note(clock.instant(), request.job(), cap));
            return new Unanswered(Reason.CAP, cap, Optional.empty());
        }
    }

    private boolean slept(Duration wait) {
        waiting = Optional.of(Thread.currentThread());
        try {
            if (!closed) {
                retries.sleeper().sleep(wait);
            }
            return !closed;
        } catch (InterruptedException e) {
            if (!closed) {
                Thread.currentThread().interrupt(); // not by us: whoever asks is to know
            }
            return false;
        } finally {
            waiting = Optional.empty();
        }
    }

    private static Reply cancelled() {
        return new Unanswered(Reason.CANCELLED, "the question was interrupted", Optional.empty());
    }

    /** Once: the cap on money cannot be judged where no price is known. */
    private void notePrice(ModelCard card, Request request) {
        if (card.price().isEmpty() && !priceNoted) {
            priceNoted = true;
            trace.add(
                    new TraceEvent.Note(
                            clock.instant(),
                            request.job(),
                            "the price of " + card.name()
                                    + " is not known: --max-dollars cannot be judged, the caps on calls and tokens hold; a price goes into models.yaml"));
        }
    }

    private void exchange(
            Instant from,
            ModelCard card,
            String hash,
            Request request,
            Reply reply,
            OptionalDouble dollars,
            TraceEvent.Source source) {
        Duration time = Duration.between(from, clock.instant());
        trace.add(new TraceEvent.Exchange(
                from.plus(time), card.name().toString(), hash, request, reply, dollars, time, source));
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
        return ledger.spent();
    }

    @Override
    public TraceLog trace() {
        return trace;
    }

    /** Ends what is being asked, from any thread, and answers nothing from then on. */
    @Override
    public void close() {
        closed = true;
        Stream.concat(Stream.of(usual), larger.stream()).forEach(Transport::cancel);
        waiting.ifPresent(Thread::interrupt);
    }
}
