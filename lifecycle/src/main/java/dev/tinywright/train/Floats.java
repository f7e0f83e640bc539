package dev.tinywright.train;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Numbers that are gathered one after the other. */
final class Floats {
    private float[] values = new float[1024];
    private int count;

    void add(float value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    void add(float[] more) {
        for (float value : more) {
            add(value);
        }
    }

    float[] toArray() {
        return Arrays.copyOf(values, count);
    }

    /** Returns the numbers of a tensor, row-major. */
    static float[] of(Tensor tensor) {
        Tensor contiguous = tensor.detach().contiguous();
        float[] copy = new float[(int) contiguous.numel()];
        contiguous.data_ptr_float().get(copy);
        return copy;
    }
}
