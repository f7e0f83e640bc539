package dev.tinywright.verify;

/**
 * A published figure that set no constant, and what is predicted for it.
 *
 * @param isCounted whether the instructions of these very kernels were counted; else they are taken to be those that the same
 *     engine executes on another board, of which the time is published too
 * @param published cycles, or milliwatts
 * @param predicted in the same unit
 */
public record HeldOut(PublishedRun run, boolean isCounted, double published, double predicted) {

    /** Returns what the prediction is too high by, as a share of what was published; below 0 where it is too low. */
    public double error() {
        return predicted / published - 1;
    }
}
