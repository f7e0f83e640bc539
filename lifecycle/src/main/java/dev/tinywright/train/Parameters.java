package dev.tinywright.train;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The weights and biases of a network in one flat tensor, and their gradients in another, so that an optimizer's step
 * is a handful of operations however many layers there are. Every layer's tensors are views into the two.
 */
final class Parameters {
    private final Tensor values;
    private final Tensor gradients;
    private final int count;
    private long taken;

    /** Parameters with these first values. */
    Parameters(float[] initial) {
        count = initial.length;
        values = Tensor.create(initial, count);
        gradients = torch.zeros(count);
    }

    Tensor values() {
        return values;
    }

    Tensor gradients() {
        return gradients;
    }

    float[] copy() {
        float[] copy = new float[count];
        values.data_ptr_float().get(copy);
        return copy;
    }

    void restore(float[] copy) {
        values.data_ptr_float().put(copy);
    }

    /** Returns the next parameters as a tensor of this shape. */
    Tensor take(long... shape) {
        return leaf(new long[0], shape);
    }

    /** Returns the next parameters, stored in this shape, with their axes in another order. */
    Tensor takePermuted(long[] order, long... shape) {
        return leaf(order, shape);
    }

    private Tensor leaf(long[] order, long... shape) {
        long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        Tensor leaf = view(values, order, length, shape).detach();
        leaf.set_requires_grad(true);
        // Backward adds to a gradient that is there already, in place: so it lands in the flat tensor.
        leaf.mutable_grad().put(view(gradients, order, length, shape));
        taken += length;
        return leaf;
    }

    private Tensor view(Tensor flat, long[] order, long length, long... shape) {
        Tensor view = flat.narrow(0, taken, length).view(shape);
        return order.length == 0 ? view : view.permute(order);
    }
}
