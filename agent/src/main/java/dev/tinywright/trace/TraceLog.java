package dev.tinywright.trace;

/** Takes the events of a run as they happen. */
public interface TraceLog {
    void add(TraceEvent event);

    /** One that keeps nothing. */
    static TraceLog none() {
        return event -> {};
    }
}
