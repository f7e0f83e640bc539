package dev.tinywright.signal;

import java.util.List;

/** {@code y[n] = x[n] − x[n − 1]} for each channel, limited to ±32767; the first is 0. */
record Difference(Layout input) implements SignalBlock {
    @Override
    public Layout output() {
        return input;
    }

    @Override
    public void apply(int[] in, int[] out) {
        int channels = input.period();
        for (int i = input.size() - 1; i >= 0; i--) {
            out[i] = i < channels ? 0 : WideArithmetic.sample(in[i] - in[i - channels]);
        }
    }

    @Override
    public BlockCode code() {
        String call =
                "{tw}difference({in}, %s, %s, {out});".formatted(input.shape().getFirst(), input.period());
        return new BlockCode("tw_filter", List.of(), call, 0);
    }

    @Override
    public String describe() {
        return "Differences from sample to sample.";
    }
}
