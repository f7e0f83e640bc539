package dev.tinywright.train;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The running means and variances of batch normalization in one flat tensor. */
final class Statistics {
    private final Tensor values;
    private long taken;

    /** For so many channels in all. */
    Statistics(int channels) {
        values = torch.zeros(2L * channels);
    }

    /** Returns the next statistics, which begin with {@code first}. */
    Tensor take(long channels, int first) {
        Tensor view = values.narrow(0, taken, channels);
        view.fill_(new org.bytedeco.pytorch.Scalar(first));
        taken += channels;
        return view;
    }

    float[] copy() {
        float[] copy = new float[(int) values.size(0)];
        if (copy.length > 0) {
            values.data_ptr_float().get(copy);
        }
        return copy;
    }

    void restore(float[] copy) {
        if (copy.length > 0) {
            values.data_ptr_float().put(copy);
        }
    }
}
