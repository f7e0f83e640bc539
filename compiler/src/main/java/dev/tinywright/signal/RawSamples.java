package dev.tinywright.signal;

import java.util.List;

/** The samples themselves, as columns. */
record RawSamples(Layout input) implements SignalBlock {
    @Override
    public Layout output() {
        return input;
    }

    @Override
    public void apply(int[] in, int[] out) {
        System.arraycopy(in, 0, out, 0, input.size());
    }

    @Override
    public BlockCode code() {
        return new BlockCode("tw_filter", List.of(), "{tw}raw({in}, %s, {out});".formatted(input.size()), 0);
    }

    @Override
    public String describe() {
        return "The samples themselves.";
    }
}
