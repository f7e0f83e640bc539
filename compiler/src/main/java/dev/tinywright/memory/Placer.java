package dev.tinywright.memory;

import dev.tinywright.lower.Program;

/** Places buffers. */
public final class Placer {
    private Placer() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static Placement place(Program program) {
        throw new UnsupportedOperationException(program.graph().name());
    }
}
