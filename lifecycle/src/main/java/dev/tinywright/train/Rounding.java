package dev.tinywright.train;

import org.bytedeco.pytorch.Tensor;

/**
 * What becomes of an activation: nothing in float training, its int8 value otherwise.
 *
 * @param range of the activation, of use only where {@code active}
 */
record Rounding(Range range, boolean active) {
    Tensor apply(Tensor x, Network.Mode mode) {
        if (!active) {
            return x;
        }
        switch (mode) {
            case TRAINING -> range.follow(x, false);
            case RANGING -> {
                range.follow(x, true);
                return x;
            }
            case ANSWERING -> {}
        }
        return range.round(x);
    }

    /** Rounds what was in range before, such as the averages of it. */
    Tensor again(Tensor x, Network.Mode mode) {
        return active && mode != Network.Mode.RANGING ? range.round(x) : x;
    }
}
