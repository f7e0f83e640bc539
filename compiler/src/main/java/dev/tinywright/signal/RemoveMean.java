package dev.tinywright.signal;

import java.util.List;

/** Takes the mean of each channel, rounded to a step, from its samples; limited to ±32767. */
record RemoveMean(Layout input) implements SignalBlock {
    @Override
    public Layout output() {
        return input;
    }

    @Override
    public void apply(int[] in, int[] out) {
        int channels = input.period();
        FrameCount frames = FrameCount.of(input.shape().getFirst());
        for (int c = 0; c < channels; c++) {
            long sum = 0;
            for (int i = c; i < input.size(); i += channels) {
                sum += in[i];
            }
            int mean = frames.mean(sum, 0);
            for (int i = c; i < input.size(); i += channels) {
                out[i] = WideArithmetic.sample(in[i] - mean);
            }
        }
    }

    @Override
    public BlockCode code() {
        String call =
                "{tw}remove_mean({in}, %s, %s, {out});".formatted(input.shape().getFirst(), input.period());
        return new BlockCode("tw_filter", List.of(), call, 0);
    }

    @Override
    public String describe() {
        return "The mean of each channel over the window is taken from its samples.";
    }
}
