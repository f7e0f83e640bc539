package dev.tinywright.tflite;

import dev.tinywright.graph.Node;
import dev.tinywright.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operators on shapes. A model that was made for any batch asks for the shape of a tensor, takes the batch from it, and puts
 * it in front of the other sizes:
 *
 * <pre>
 * SHAPE ── STRIDED_SLICE ── PACK ─┐      as a file of fixed sizes has all these numbers,
 *   x ───────────────────────── RESHAPE   the RESHAPE alone is left
 * </pre>
 */
final class KnownNumbers {
    private static final String INSTEAD =
            "convert the model for fixed sizes: keras.Input(shape=…, batch_size=1), and stack with tf.concat";

    private KnownNumbers() {}

    static List<Node> shape(FileOperator operator) {
        operator.takes(1, 1);
        return operator.makes(operator.aside(0).shape().dims());
    }

    /** One after another, along a new first axis. */
    static List<Node> pack(FileOperator operator) {
        operator.takes(1, 64);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < operator.inputs(); i++) {
            if (!operator.knows(i) || operator.options().int32(1) != 0) {
                throw operator.refused("it packs more than the sizes of a tensor", INSTEAD);
            }
            numbers.addAll(ints(operator.constant(i, "numbers")));
        }
        return operator.makes(numbers);
    }

    /** Of a vector of known numbers. */
    static List<Node> slice(FileOperator operator) {
        List<Integer> numbers = ints(operator.constant(0, "numbers"));
        Shape x = operator.aside(0).shape();
        if (x.rank() != 1) {
            throw operator.refused("it cuts numbers of " + x, INSTEAD);
        }
        SliceRanges ranges = SliceRanges.of(operator, x);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < ranges.shape().elements(); i++) {
            taken.add(
                    numbers.get(ranges.begin().getFirst() + i * ranges.strides().getFirst()));
        }
        return operator.makes(taken);
    }

    private static List<Integer> ints(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
