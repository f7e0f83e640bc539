package dev.tinywright.reference;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.FixedPoint;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Sigmoid;
import java.util.function.IntUnaryOperator;

/** What a function of one int8 gives for each of them. */
public final class UnaryTable {
    /** Integer bits, beside the sign, of the argument of a logistic function or tangent. */
    private static final int INTEGER_BITS = 4;

    private UnaryTable() {}

    /** Returns 256 outputs: that of {@code x} at {@code x + 128}. */
    public static byte[] of(Op.Unary op, Scaling input, Scaling output) {
        return table(
                switch (op.kind()) {
                    case LOGISTIC -> x -> logistic(x, input);
                    case TANH -> x -> tanh(x, input);
                    case RELU -> rescale(input, output, Clamp.RELU);
                    case RELU_N1_TO_1 -> rescale(input, output, Clamp.RELU_N1_TO_1);
                    case RELU6 -> rescale(input, output, Clamp.RELU6);
                    case LEAKY_RELU -> leakyRelu(op.alpha(), input, output);
                    case HARD_SWISH -> HardSwishParameters.of(input, output)::apply;
                });
    }

    private static byte[] table(IntUnaryOperator function) {
        byte[] table = new byte[256];
        for (int x = -128; x < 128; x++) {
            table[x + 128] = (byte) function.applyAsInt(x);
        }
        return table;
    }

    /** Output scale 1/256, zero point −128. */
    private static int logistic(int x, Scaling input) {
        int real = x - input.zeroPoint();
        if (Math.abs(real) >= radius(input)) {
            return real <= 0 ? -128 : 127;
        }
        int share = Sigmoid.logistic(toFixedPoint(input).apply(real));
        return Math.min(FixedPoint.roundingShiftRight(share, 31 - 8) - 128, 127);
    }

    /** Output scale 1/128, zero point 0. */
    private static int tanh(int x, Scaling input) {
        int real = x - input.zeroPoint();
        if (Math.abs(real) >= radius(input)) {
            return real <= 0 ? -128 : 127;
        }
        int tanh = Sigmoid.tanh(toFixedPoint(input).apply(real));
        return Math.clamp(FixedPoint.roundingShiftRight(tanh, 31 - 7), -128, 127);
    }

    /** Q4.27. */
    private static Requantizer toFixedPoint(Scaling input) {
        return Requantizer.of(Math.scalb((double) input.scale(), 31 - INTEGER_BITS));
    }

    /** Distance from the zero point from which on the function counts as saturated: near 15, of which 4 bits hold no more. */
    private static double radius(Scaling input) {
        int shift = Math.getExponent(Math.scalb((double) input.scale(), 31 - INTEGER_BITS)) + 1;
        return Math.floor(Math.scalb((1 << INTEGER_BITS) - 1.0, 31 - INTEGER_BITS - shift));
    }

    private static IntUnaryOperator rescale(Scaling input, Scaling output, Clamp clamp) {
        Requantizer factor = Requantizer.of(input.scale() / output.scale());
        int min = clamp.lowest(output);
        int max = clamp.highest(output);
        return x -> Math.clamp(factor.apply(x - input.zeroPoint()) + (long) output.zeroPoint(), min, max);
    }

    private static IntUnaryOperator leakyRelu(float alpha, Scaling input, Scaling output) {
        Requantizer above = Requantizer.of(input.scale() / output.scale());
        Requantizer below = Requantizer.of(Math.abs(input.scale() * alpha / output.scale()));
        int sign = alpha < 0 ? -1 : 1;
        return x -> {
            int real = x - input.zeroPoint();
            int result = real >= 0 ? above.apply(real) : sign * below.apply(real);
            return Math.clamp(result + (long) output.zeroPoint(), -128, 127);
        };
    }
}
