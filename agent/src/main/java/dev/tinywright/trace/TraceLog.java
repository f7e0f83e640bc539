package dev.tinywright.trace;

/** Takes the events of a run as they happen. */
public interface TraceLog extends AutoCloseable {
    void add(TraceEvent event);

    /** The run is over: whatever was held back goes out. Nothing may be added afterwards. */
    @Override
    default void close() {}

    /** One that keeps nothing. */
    static TraceLog none() {
        return event -> {};
    }

    /** One that hands every event to both, to {@code first} first. */
    static TraceLog both(TraceLog first, TraceLog second) {
        return new BothLogs(first, second);
    }
}
