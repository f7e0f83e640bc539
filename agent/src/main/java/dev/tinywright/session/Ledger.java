package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was spent, and whether the next call may be made. A cap once reached stays reached. */
final class Ledger {
    private final Caps caps;
    private final InstantSource clock;
    private final Map<String, Spent> spent = new LinkedHashMap<>();
    private Spent total = Spent.NOTHING;
    private Optional<Instant> first = Optional.empty();
    private Optional<String> reached = Optional.empty();

    Ledger(Caps caps, InstantSource clock) {
        this.caps = caps;
        this.clock = clock;
    }

    Map<String, Spent> spent() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(spent));
    }

    /** Returns what is left of the time; all of it before the first call. */
    Duration timeLeft() {
        return first.map(from -> caps.time().minus(Duration.between(from, clock.instant())))
                .orElse(caps.time());
    }

    /** Begins the time. */
    void begin() {
        first = Optional.of(first.orElseGet(clock::instant));
    }

    /** Returns the cap that a call would break, taking the most that it can cost; empty where it may be made. */
    Optional<String> cap(Request request, ModelCard card, long prompt) {
        reached = reached.or(() -> breaking(request, card, prompt));
        return reached;
    }

    /** Makes the time count as over: a wait that is asked for is longer than what is left. */
    String noTimeFor(Duration wait) {
        String cap = text(
                "the server asks to wait %d s, and %d s are left of %d minutes: --max-minutes raises it",
                wait.toSeconds(),
                Math.max(0, timeLeft().toSeconds()),
                caps.time().toMinutes());
        reached = Optional.of(cap);
        return cap;
    }

    private Optional<String> breaking(Request request, ModelCard card, long prompt) {
        long most = prompt + card.mostWritten(request);
        long used = total.inputTokens() + total.outputTokens();
        double dollars = card.price()
                .map(price -> price.of(new Reply.Usage(prompt, card.mostWritten(request), false)))
                .orElse(0.0);
        String cap = "";
        if (total.calls() >= caps.calls()) {
            cap = text("all %d calls are made: --max-calls raises it", caps.calls());
        } else if (used + most > caps.tokens()) {
            cap = text(
                    "the next call may take %d tokens, and %d of %d are used: --max-tokens raises it",
                    most, used, caps.tokens());
        } else if (total.dollars() + dollars > caps.dollars()) {
            cap = text(
                    "the next call may cost %.4f dollars, and %.4f of %.2f are spent: --max-dollars raises it",
                    dollars, total.dollars(), caps.dollars());
        } else if (!timeLeft().isPositive()) {
            cap = text(
                    "%d minutes are over: --max-minutes raises it", caps.time().toMinutes());
        }
        return cap.isEmpty() ? Optional.empty() : Optional.of(cap);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Takes down a call, answered or not, and returns what it cost, where that is known. */
    OptionalDouble called(Request request, Reply reply, ModelCard card, long prompt) {
        Reply.Usage usage = usage(request, reply, prompt);
        OptionalDouble dollars =
                card.price().map(price -> OptionalDouble.of(price.of(usage))).orElse(OptionalDouble.empty());
        add(request, new Spent(1, 0, usage.input(), usage.output(), dollars.orElse(0)));
        return dollars;
    }

    /** A call that the server may have begun to work on may be paid for: the worst that it can cost is taken down. */
    private static Reply.Usage usage(Request request, Reply reply, long prompt) {
        return switch (reply) {
            case Reply.Answered answer -> answer.usage();
            case Reply.Unanswered none ->
                switch (none.reason()) {
                    case TIMEOUT, BROKEN, CANCELLED -> new Reply.Usage(prompt, request.mostAnswerTokens(), false);
                    default -> new Reply.Usage(0, 0, false);
                };
        };
    }

    /** Takes down an answer that cost nothing. */
    void reused(Request request) {
        add(request, new Spent(0, 1, 0, 0, 0));
    }

    private void add(Request request, Spent one) {
        total = total.plus(one);
        spent.merge(request.job(), one, Spent::plus);
    }
}
