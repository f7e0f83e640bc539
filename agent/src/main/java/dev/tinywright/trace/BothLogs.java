package dev.tinywright.trace;

/** Two logs as one. The second is closed even where closing the first fails. */
record BothLogs(TraceLog first, TraceLog second) implements TraceLog {
    @Override
    public void add(TraceEvent event) {
        first.add(event);
        second.add(event);
    }

    @Override
    public void close() {
        try (second) {
            first.close();
        }
    }
}
