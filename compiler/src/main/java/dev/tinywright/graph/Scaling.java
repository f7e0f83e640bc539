package dev.tinywright.graph;

import dev.tinywright.tensor.Quantization;

/**
 * How the integers of a tensor stand for real numbers: {@code real = scale · (q − zeroPoint)}, with one scale for all, or one
 * for each index along an axis. Jacob et al. 2018, arXiv:1712.05877, §2.1; the TensorFlow Lite 8-bit quantization
 * specification.
 *
 * @param scales one, or as many as the axis is long; positive and finite. The record's own: do not write to it
 * @param zeroPoint of all of them
 * @param axis that several scales are along; 0 where there is one
 */
@SuppressWarnings("ArrayRecordComponent") // equality of graphs is asked of their bytes, never of this
public record Scaling(float[] scales, int zeroPoint, int axis) {
    public Scaling {
        for (float scale : scales) {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("not a scale: " + scale);
            }
        }
        if (scales.length == 0 || axis < 0) {
            throw new IllegalArgumentException(scales.length + " scales along axis " + axis);
        }
    }

    public static Scaling of(float scale, int zeroPoint) {
        return new Scaling(new float[] {scale}, zeroPoint, 0);
    }

    public static Scaling of(Quantization quantization) {
        return of(quantization.scale(), quantization.zeroPoint());
    }

    /** The scale of all, or of index 0. */
    public float scale() {
        return scales[0];
    }

    /** The scale of an index along the axis. */
    public float scale(int index) {
        return scales[scales.length == 1 ? 0 : index];
    }

    public boolean isPerChannel() {
        return scales.length > 1;
    }
}
