package dev.tinywright.signal;

/**
 * One computation on a window, with its settings. A filter puts out samples again, (frames, channels) within ±32767; an
 * extractor puts out columns. Immutable; safe for many threads.
 */
public interface SignalBlock {
    /** Returns where the samples stand: (frames, channels). */
    Layout input();

    Layout output();

    /**
     * Fills {@code out}, of {@code output().size()} numbers, from {@code in}, of {@code input().size()}. Defined for every
     * input within ±32767. The C kernel gives the same bits.
     */
    void apply(int[] in, int[] out);

    /** Returns how the generated code computes this. */
    BlockCode code();

    /** Returns one sentence with the settings and where the method is from. */
    String describe();
}
