package dev.tinywright.codegen;

import dev.tinywright.features.InputFormat;
import dev.tinywright.features.WindowProgram;
import java.util.List;

/**
 * How a device looks at a recording that never ends: windows one stride apart, and what it makes of their scores.
 *
 * @param strideFrames from window to window; rounded up to whole slices where the front end computes slices
 * @param averageOver windows whose scores are averaged, 1 to 32
 * @param threshold least averaged share of the likeliest class for an event, in 256ths, 0 to 255
 * @param refractoryFrames after an event no other is reported
 * @param quiet classes, by position, that are no events: background, silence, idle
 */
public record Streaming(int strideFrames, int averageOver, int threshold, int refractoryFrames, List<Integer> quiet) {
    public Streaming {
        quiet = List.copyOf(quiet);
        if (strideFrames < 1
                || averageOver < 1
                || averageOver > 32
                || threshold < 0
                || threshold > 255
                || refractoryFrames < 0) {
            throw new IllegalArgumentException("not a way to stream: stride " + strideFrames + ", average over "
                    + averageOver + ", threshold " + threshold + ", refractory " + refractoryFrames);
        }
    }

    /** Returns what is used where nobody has looked: four windows overlap, their mean must be above one half. */
    public static Streaming usual(InputFormat.Window window) {
        return new Streaming(Math.max(1, window.frames() / 4), 4, 128, window.frames(), List.of());
    }

    /** Returns how many windows after an event report none. */
    public int refractoryWindows() {
        return (refractoryFrames + strideFrames - 1) / strideFrames;
    }

    /** Returns the same with a stride of whole slices, where the front end of a stream computes slices. */
    public Streaming aligned(WindowProgram program) {
        WindowMemory memory = WindowMemory.of(program);
        return memory.isSliced() ? aligned(memory.slice().strideFrames()) : this;
    }

    /** Returns after how many frames the first window is ready: all of it, or its last whole slice where it is computed so. */
    public static int neededFrames(WindowProgram program) {
        WindowMemory memory = WindowMemory.of(program);
        return memory.isSliced()
                ? memory.slice().seenFrames()
                : program.format().frames();
    }

    /** Returns the same with a stride of whole slices. */
    Streaming aligned(int sliceStride) {
        int stride = (strideFrames + sliceStride - 1) / sliceStride * sliceStride;
        return new Streaming(stride, averageOver, threshold, refractoryFrames, quiet);
    }
}
