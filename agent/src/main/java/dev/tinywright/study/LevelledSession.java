package dev.tinywright.study;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.session.Caps;
import dev.tinywright.session.Session;
import dev.tinywright.session.Spent;
import dev.tinywright.trace.TraceLog;
import java.util.Map;
import java.util.Optional;

/** A session whose prompts say what a level says, and whose seeds differ from run to run. */
final class LevelledSession implements Session {
    private static final int SEEDS_OF_A_RUN = 100;

    private final Session session;
    private final Level level;
    private final long seed;
    private Optional<Reply.Unanswered> end = Optional.empty();

    /** @param seed of the run; another for each, or a model that keeps to seeds would give one answer thirty times */
    LevelledSession(Session session, Level level, long seed) {
        this.session = session;
        this.level = level;
        this.seed = seed;
    }

    /** Returns why the model was not asked any more; empty where it always answered in the end. */
    Optional<Reply.Unanswered> end() {
        return end;
    }

    @Override
    public Reply ask(Request request) {
        return noted(session.ask(adapted(request)));
    }

    @Override
    public Reply askLarger(Request request) {
        return noted(session.askLarger(adapted(request)));
    }

    private Reply noted(Reply reply) {
        end = reply instanceof Reply.Unanswered none ? Optional.of(none) : Optional.empty();
        return reply;
    }

    private Request adapted(Request request) {
        Request cut = level.of(request);
        return new Request(
                cut.job(),
                cut.prompt(),
                cut.messages(),
                cut.schema(),
                cut.temperature(),
                (seed * SEEDS_OF_A_RUN + request.seed()) % Integer.MAX_VALUE,
                cut.mostAnswerTokens());
    }

    @Override
    public boolean hasLarger() {
        return session.hasLarger();
    }

    @Override
    public ModelCard card() {
        return session.card();
    }

    @Override
    public Caps caps() {
        return session.caps();
    }

    @Override
    public Map<String, Spent> spent() {
        return session.spent();
    }

    @Override
    public TraceLog trace() {
        return session.trace();
    }

    @Override
    public void close() {
        session.close();
    }
}
