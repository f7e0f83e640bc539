package dev.tinywright.lower;

import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import java.util.stream.IntStream;

/**
 * Finds how far behind the start of its output an input must start so that a kernel never overwrites what it has yet to
 * read. What a kernel does is told byte by byte, in its order; the lead is the furthest that a write reaches beyond any later
 * read. Bytes are counted from the start of the input and of the output.
 */
public final class OverlapRule {
    /** When a kernel reads the windows of the pixels that it computes together. */
    public enum Reads {
        /** All of them before it writes any of these pixels: into registers or scratch memory. */
        BEFORE_WRITING,
        /** Some again after it has written some of these pixels, as with one channel after another. */
        WHILE_WRITING
    }

    private final int inputBytes;
    private int written;
    private int lead;

    private OverlapRule(int inputBytes) {
        this.inputBytes = inputBytes;
        this.written = Integer.MIN_VALUE;
        this.lead = -inputBytes;
    }

    /** Starts the account of a kernel that no other method here describes. */
    public static OverlapRule of(int inputBytes) {
        return new OverlapRule(inputBytes);
    }

    /** The kernel reads from the input, nothing before {@code start}. */
    public OverlapRule read(int start) {
        if (start < inputBytes && written != Integer.MIN_VALUE) {
            lead = Math.max(lead, written - start);
        }
        return this;
    }

    /** The kernel writes to the output, nothing from {@code end} on. */
    public OverlapRule write(int end) {
        written = Math.max(written, end);
        return this;
    }

    /** Bytes from the start of the output to that of the input, at least; not below minus the length of the input. */
    public int lead() {
        return lead;
    }

    /** The same as {@link #lead}, for an input of a call. */
    public Overlap overlap(int input) {
        return new Overlap(input, lead);
    }

    /** Reads element by element and writes each to where it was, or has read everything before it writes. */
    public static Overlap inPlace(int input) {
        return new Overlap(input, 0);
    }

    /** Reads an element, then writes it, from the first to the last; they may differ in size. */
    public static Overlap elementwise(int input, int elements, int inputWidth, int outputWidth) {
        OverlapRule rule = of(elements * inputWidth);
        for (int i = 0; i < elements; i++) {
            rule.read(i * inputWidth).write((i + 1) * outputWidth);
        }
        return rule.overlap(input);
    }

    /**
     * A window over an int8 picture whose output pixels are computed in their order, some at a time. Where a row has fewer
     * left than that, these are computed together; a kernel that runs on across rows is one over a picture of a single row.
     *
     * @param in (1, height, width, channels)
     * @param out of the same form
     * @param together output pixels of a row: 1, a pair, or the width of the output for whole rows
     */
    public static int windowed(
            Shape in, Shape out, Window window, int kernelY, int kernelX, int together, Reads reads) {
        OverlapRule rule = of(in.elements());
        for (int y = 0; y < out.height(); y++) {
            int row = y;
            for (int x = 0; x < out.width(); x += together) {
                int end = Math.min(out.width(), x + together);
                int first = IntStream.range(x, end)
                        .map(pixel -> first(in, window, row, pixel, kernelY, kernelX))
                        .min()
                        .orElseThrow();
                rule.read(first).write((row * out.width() + end) * out.channels());
                if (reads == Reads.WHILE_WRITING) {
                    rule.read(first);
                }
            }
        }
        return rule.lead();
    }

    /**
     * As {@link #windowed}, of a kernel that copies each input row to scratch memory once, just before it computes the
     * first output row that needs it, and reads nothing but the copies.
     */
    public static int rowsCopied(Shape in, Shape out, Window window, int kernelY) {
        OverlapRule rule = of(in.elements());
        int copied = 0;
        for (int y = 0; y < out.height(); y++) {
            int bottom = y * window.strideY() - window.padding().top() + (kernelY - 1) * window.dilationY();
            if (copied <= Math.min(bottom, in.height() - 1)) {
                rule.read(copied * in.width() * in.channels());
                copied = bottom + 1;
            }
            rule.write((y + 1) * out.width() * out.channels());
        }
        return rule.lead();
    }

    /** First byte of the input that the window of an output pixel covers. */
    private static int first(Shape in, Window window, int y, int x, int kernelY, int kernelX) {
        int row = first(y * window.strideY() - window.padding().top(), window.dilationY(), kernelY, in.height());
        int column = first(x * window.strideX() - window.padding().left(), window.dilationX(), kernelX, in.width());
        return row == in.height() || column == in.width() ? in.elements() : (row * in.width() + column) * in.channels();
    }

    /** First position of a window inside of a picture; the length of the picture where there is none. */
    private static int first(int start, int dilation, int kernel, int length) {
        for (int k = 0; k < kernel; k++) {
            int at = start + k * dilation;
            if (at >= 0 && at < length) {
                return at;
            }
        }
        return length;
    }
}
