package dev.tinywright.train;

import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Follows the smallest and largest value of an activation while it is trained as int8, and rounds it as int8 does. */
final class Range {
    /** Share of a batch in the running range: about the last hundred batches count. */
    private static final double NEWS = 0.01;

    private static final double SMALLEST_STEP = 1e-8;

    private double least;
    private double most;
    private boolean known;

    /** Moves the range towards that of a batch; the first batches widen it to theirs. */
    void follow(Tensor x, boolean widen) {
        T_TensorTensor_T ends = torch.aminmax(x.detach());
        double low = Math.min(0, ends.get0().item_double());
        double high = Math.max(0, ends.get1().item_double());
        if (!known || widen) {
            least = Math.min(least, low);
            most = Math.max(most, high);
        } else {
            least += NEWS * (low - least);
            most += NEWS * (high - most);
        }
        known = true;
    }

    /** Returns x as its nearest int8 values stand for it; gradients pass where x is within the range. */
    Tensor round(Tensor x) {
        double scale = Math.max((most - least) / 255, SMALLEST_STEP);
        long zeroPoint = Math.clamp(Math.round(-128 - least / scale), -128, 127);
        return torch.fake_quantize_per_tensor_affine(x, scale, zeroPoint, -128, 127);
    }

    ActivationRange named(String layer) {
        return new ActivationRange(layer, (float) least, (float) most);
    }

    double[] copy() {
        return new double[] {least, most};
    }

    void restore(double[] copy) {
        least = copy[0];
        most = copy[1];
    }
}
