package dev.tinywright.lower;

/**
 * That the output of a call may share memory with one of its inputs: the input must start at least {@code lead} bytes
 * behind the start of the output. A kernel that writes nothing before it has read what lay there and after has a lead of 0:
 * it works in place. Negative leads are possible where the output is shorter than the input.
 *
 * @param input its position among the call's activation inputs
 * @param lead in bytes
 * @param exactly whether the input must start there and nowhere else, as for a kernel that works on one channel after another:
 *     what it writes must be what it has read, element by element
 */
public record Overlap(int input, int lead, boolean exactly) {
    public Overlap(int input, int lead) {
        this(input, lead, false);
    }

    /** The output is the input's memory, or lies apart. */
    public static Overlap exactly(int input) {
        return new Overlap(input, 0, true);
    }
}
