package dev.tinywright.passes;

import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import java.util.Arrays;

/** Whether equal bytes of two tensors are equal numbers. */
final class SameScaling {
    private SameScaling() {}

    static boolean of(Tensor a, Tensor b) {
        return a.type() == b.type()
                && a.scaling().isPresent() == b.scaling().isPresent()
                && a.scaling().stream().allMatch(s -> equal(s, b.requiredScaling()));
    }

    private static boolean equal(Scaling a, Scaling b) {
        return Arrays.equals(a.scales(), b.scales()) && a.zeroPoint() == b.zeroPoint() && a.axis() == b.axis();
    }
}
