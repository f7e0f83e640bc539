package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceLog;
import java.util.Map;

/**
 * One run's dealings with a language model: {@link LiveSession} asks it, {@link ReplaySession} answers from a trace,
 * {@link EgressSession} shows what would be sent.
 */
public interface Session extends AutoCloseable {
    /** Returns what came of {@code request}: from the cache, the trace that is replayed, or the model. */
    Reply ask(Request request);

    /** The same, of the larger model where one is configured, else of the usual one. */
    Reply askLarger(Request request);

    boolean hasLarger();

    ModelCard card();

    /** Returns the tokens of the window that a request leaves; less than 0 where it is to be shortened. */
    default long room(Request request) {
        return card().room(request);
    }

    Caps caps();

    /** What was spent, by job, in order of first use. */
    Map<String, Spent> spent();

    TraceLog trace();

    @Override
    void close();
}
