package dev.tinywright.quantize;

import dev.tinywright.tensor.Quantization;
import java.util.Arrays;

/**
 * The range of a vector's values over the calibration rows, 0 included, in float32.
 *
 * @param min at most 0
 * @param max at least 0
 */
record ActivationRange(float min, float max) {

    /**
     * Returns the range that leaves out the share {@code 100 − percentile} of the values at each end; 100 is minimum to
     * maximum. Sorts {@code values}.
     */
    static ActivationRange of(float[] values, double percentile) {
        Arrays.sort(values);
        int leftOut = (int) Math.floor(values.length * (100 - percentile) / 100);
        return new ActivationRange(Math.min(values[leftOut], 0f), Math.max(values[values.length - 1 - leftOut], 0f));
    }

    /**
     * Returns the int8 quantization that covers this range, with 0 exactly representable: {@code scale = (max − min) /
     * 255}, no smaller than {@code minScale}. A range of nothing but 0 (a dead layer) gets the scale 1/255.
     */
    Quantization quantization(float minScale) {
        double width = (double) max - min;
        float scale = width == 0 ? 1f / 255 : Math.max((float) (width / 255), minScale);
        long zeroPoint = Math.round(-128 - min / (double) scale);
        return new Quantization(scale, (int) Math.clamp(zeroPoint, -128L, 127L));
    }
}
