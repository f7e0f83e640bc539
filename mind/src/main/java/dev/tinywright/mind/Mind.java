package dev.tinywright.mind;

/** What a model would say; faults are made of it later. */
@FunctionalInterface
public interface Mind {
    /** Returns a right answer to {@code prompt}, as text. */
    String answer(Prompt prompt);
}
