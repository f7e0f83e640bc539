package dev.tinywright.application;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How a sketch calls a model of windows: it takes frames at a steady rate, and asks when a window is ready.
 *
 * @param streaming from window to window, and what is made of their answers
 * @param frames of a window
 * @param rateHz frames a second
 * @param inferenceMillis what the board takes for a window, as far as that is estimated
 * @param restarts whether frames are lost while the model works: each window begins after the answer for the last then
 */
public record WindowUse(
        Streaming streaming, int frames, double rateHz, OptionalDouble inferenceMillis, boolean restarts) {
    /** Of a frame, before those that were to come are missed: a sketch begins a new window then. */
    private static final double MOST_GAP = 1.5;

    /** Speeds that a port and a computer both have; the first is the usual one. */
    private static final int[] BAUDS = {115_200, 500_000, 1_000_000};
    /** Of a number with its comma. */
    private static final int CHARACTERS = 13;
    /** Of a character, with a little time in between. */
    private static final int BITS = 11;
    /** Characters that the port of an AVR core holds. */
    private static final int AVR_BUFFER = 64;

    /** @throws IllegalArgumentException for a contract without windows */
    public static WindowUse of(
            Contract contract, Streaming streaming, OptionalDouble inferenceMillis, Binding binding, Board board) {
        if (contract.rateHz().isEmpty()) {
            throw new IllegalArgumentException("a window has a rate");
        }
        WindowUse use =
                new WindowUse(streaming, contract.window(), contract.rateHz().getAsDouble(), inferenceMillis, false);
        boolean restarts = binding.origin() == Binding.Origin.SERIAL_LINES
                ? use.losesLines(contract.inputs().size(), board)
                : use.inferenceMicros() > use.mostGapMicros();
        return new WindowUse(streaming, use.frames(), use.rateHz(), inferenceMillis, restarts);
    }

    /** Returns the time from frame to frame, in whole microseconds. */
    long frameMicros() {
        return Math.max(1, Math.round(1e6 / rateHz));
    }

    Duration frame() {
        return Duration.ofNanos(frameMicros() * 1000);
    }

    Duration inference() {
        return Duration.ofNanos(Math.round(inferenceMillis.orElse(0) * 1000) * 1000);
    }

    private long inferenceMicros() {
        return inference().toNanos() / 1000;
    }

    /** Returns the longest time between two frames of a window. */
    long mostGapMicros() {
        return (long) (MOST_GAP * frameMicros());
    }

    /**
     * Returns whether lines are lost while the model works: more come than the port of an AVR core holds, or they come faster than
     * the model answers, which no port holds for long.
     */
    private boolean losesLines(int channels, Board board) {
        double held = AVR_BUFFER * 1e6 / (rateHz * channels * CHARACTERS);
        return inferenceMicros() > streaming.strideFrames() * frameMicros()
                || board.isAvr() && inferenceMicros() > held;
    }

    /** Returns the speed of the port at which lines come as fast as frames are wanted. */
    int baud(int channels) {
        double bits = rateHz * channels * CHARACTERS * BITS;
        return IntStream.of(BAUDS).filter(baud -> baud >= bits).findFirst().orElse(BAUDS[BAUDS.length - 1]);
    }

    /** Returns the time from decision to decision. */
    Duration step() {
        return restarts
                ? frame().multipliedBy(frames).plus(inference())
                : frame().multipliedBy(streaming.strideFrames());
    }
}
