package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.llm.Transport;
import dev.tinywright.trace.TraceLog;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** A session that sends nothing and prints what would be sent: the body of each request, byte for byte, on a line of its own. */
public final class EgressSession implements Session {
    private final Transport usual;
    private final Optional<Transport> larger;
    private final Caps caps;
    private final PrintStream out;

    public EgressSession(Transport usual, Optional<Transport> larger, Caps caps, PrintStream out) {
        this.usual = usual;
        this.larger = larger;
        this.caps = caps;
        this.out = out;
    }

    @Override
    public Reply ask(Request request) {
        return show(request, usual);
    }

    @Override
    public Reply askLarger(Request request) {
        return show(request, larger.orElse(usual));
    }

    private Reply show(Request request, Transport transport) {
        Optional<Reply.Unanswered> misfit = Fit.misfit(request, transport.card());
        if (misfit.isPresent()) {
            return misfit.get();
        }
        out.println(transport.body(request));
        return new Reply.Unanswered(
                Reply.Reason.CANCELLED, "nothing was sent, only shown (--show-egress)", Optional.empty());
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
        return Map.of();
    }

    @Override
    public TraceLog trace() {
        return TraceLog.none();
    }

    @Override
    public void close() {}
}
