package dev.tinywright.graph;

/** What an operator does to its result last: limits in real numbers. */
public enum Clamp {
    NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    RELU(0, Float.POSITIVE_INFINITY),
    RELU_N1_TO_1(-1, 1),
    RELU6(0, 6);

    private final float min;
    private final float max;

    Clamp(float min, float max) {
        this.min = min;
        this.max = max;
    }

    /** Returns the lowest q of an int8 output with this scale and zero point, as the reference kernels compute it. */
    public int lowest(Scaling output) {
        return lowest(output, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** Returns the lowest q of an int8 or int16 output. */
    public int lowest(Tensor output) {
        return output.type() == DataType.INT16
                ? lowest(output.requiredScaling(), Short.MIN_VALUE, Short.MAX_VALUE)
                : lowest(output.requiredScaling());
    }

    private int lowest(Scaling output, int least, int most) {
        return Float.isInfinite(min) ? least : Math.clamp(output.zeroPoint() + roundedSteps(min, output), least, most);
    }

    /** Returns the highest q of an int8 output with this scale and zero point. */
    public int highest(Scaling output) {
        return highest(output, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** Returns the highest q of an int8 or int16 output. */
    public int highest(Tensor output) {
        return output.type() == DataType.INT16
                ? highest(output.requiredScaling(), Short.MIN_VALUE, Short.MAX_VALUE)
                : highest(output.requiredScaling());
    }

    private int highest(Scaling output, int least, int most) {
        return Float.isInfinite(max) ? most : Math.clamp(output.zeroPoint() + roundedSteps(max, output), least, most);
    }

    /** Half away from zero, in float32, as TfLiteRound does. */
    private static long roundedSteps(float limit, Scaling output) {
        float steps = limit / output.scale();
        return steps < 0 ? -(long) Math.floor(0.5 - steps) : (long) Math.floor(0.5 + steps);
    }
}
