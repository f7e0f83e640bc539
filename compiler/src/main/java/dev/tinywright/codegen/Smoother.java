package dev.tinywright.codegen;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a device makes of the scores of window after window: twin of {@code NAME_smooth()} in the generated code. */
public final class Smoother {
    private static final int NONE = -1;

    private final Streaming streaming;
    private final Deque<int[]> last = new ArrayDeque<>();
    private int quietWindows;
    private int reported = NONE;

    public Smoother(Streaming streaming) {
        this.streaming = streaming;
    }

    /**
     * What is known after a window.
     *
     * @param best class with the highest mean
     * @param share its mean in 256ths
     * @param isEvent whether it is reported
     * @param isKnown whether it is an event, this one or one that was reported and goes on
     */
    public record Decision(int best, int share, boolean isEvent, boolean isKnown) {}

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
        boolean isClear = most >= streaming.threshold() && !streaming.quiet().contains(best);
        boolean event = isNew(isClear ? best : NONE);
        return new Decision(best, most, event, isClear && best == reported);
    }

    private boolean isNew(int clear) {
        if (quietWindows > 0) {
            quietWindows--;
            return false;
        }
        if (clear == reported) {
            return false;
        }
        reported = clear;
        quietWindows = clear == NONE ? 0 : streaming.refractoryWindows();
        return clear != NONE;
    }
}
