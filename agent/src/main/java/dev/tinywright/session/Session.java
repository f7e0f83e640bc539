package dev.tinywright.session;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceLog;
import java.util.Map;

/** One run's dealings with a language model. */
public interface Session extends AutoCloseable {
    /** Returns what came of {@code request}: from the cache, the trace that is replayed, or the model. */
    Reply ask(Request request);

    /** The same, of the larger model where one is configured, else of the usual one. */
    Reply askLarger(Request request);

    boolean hasLarger();

    ModelCard card();

    Caps caps();

    /** What was spent, by job, in order of first use. */
    Map<String, Spent> spent();

    TraceLog trace();

    @Override
    void close();
}
