package dev.tinywright.graph;

import java.util.List;

/**
 * One operator at work.
 *
 * @param inputs indices of tensors, {@link #ABSENT} for an optional one that is left out at the end or in between
 * @param outputs indices of tensors
 */
public record Node(Op op, List<Integer> inputs, List<Integer> outputs) {
    /** Stands for an optional input that is not there. */
    public static final int ABSENT = -1;

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Node(Op op, int input, int output) {
        this(op, List.of(input), List.of(output));
    }
}
