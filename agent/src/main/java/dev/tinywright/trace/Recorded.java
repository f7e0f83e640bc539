package dev.tinywright.trace;

import java.util.ArrayList;
import java.util.List;

/** Keeps the events of a run in memory. */
public final class Recorded implements TraceLog {
    private final List<TraceEvent> events = new ArrayList<>();

    @Override
    public synchronized void add(TraceEvent event) {
        events.add(event);
    }

    /** Returns the events so far, in order. */
    public synchronized List<TraceEvent> events() {
        return List.copyOf(events);
    }
}
