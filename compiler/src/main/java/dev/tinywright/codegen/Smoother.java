package dev.tinywright.codegen;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a device makes of the scores of window after window: twin of {@code NAME_smooth()} in the generated code. */
public final class Smoother {
    private final Streaming streaming;
    private final Deque<int[]> last = new ArrayDeque<>();
    private int quietWindows;

    public Smoother(Streaming streaming) {
        this.streaming = streaming;
    }

    /**
     * What is known after a window.
     *
     * @param best class with the highest mean
     * @param share its mean in 256ths
     * @param isEvent whether it is reported
     */
    public record Decision(int best, int share, boolean isEvent) {}

    /** @param scores int8, as the network puts them out: score + 128 is the share in 256ths */
    public Decision next(byte[] scores) {
        int[] shares = new int[scores.length];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = scores[k] + 128;
        }
        last.addLast(shares);
        if (last.size() > streaming.averageOver()) {
            last.removeFirst();
        }
        int best = 0;
        int most = -1;
        for (int k = 0; k < shares.length; k++) {
            int sum = 0;
            for (int[] window : last) {
                sum += window[k];
            }
            int mean = sum / last.size();
            if (mean > most) {
                most = mean;
                best = k;
            }
        }
        boolean event = quietWindows == 0
                && most >= streaming.threshold()
                && !streaming.quiet().contains(best);
        quietWindows = event ? streaming.refractoryWindows() : Math.max(quietWindows - 1, 0);
        return new Decision(best, most, event);
    }
}
