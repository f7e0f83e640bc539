package dev.tinywright.mind;

import java.util.SplittableRandom;

/** Makes a faulty answer of a right one. */
final class Spoiler {
    private Spoiler() {}

    static Answer spoil(Fault fault, Prompt prompt, String right, int mostTokens, SplittableRandom random) {
        return new Answer(right, false);
    }
}
