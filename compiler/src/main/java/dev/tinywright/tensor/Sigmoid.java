package dev.tinywright.tensor;

/** Logistic function and hyperbolic tangent of the TensorFlow Lite reference kernels, in integers alone. */
public final class Sigmoid {
    private Sigmoid() {}

    /** Returns 1 / (1 + e^−x), Q0.31, of {@code x}, Q4.27. */
    public static int logistic(int x) {
        if (x == 0) {
            return 1 << 30;
        }
        int positive = Softmax.reciprocalOfOnePlus(Softmax.expOfNegative(-Math.abs(x), 4));
        return x > 0 ? positive : Integer.MAX_VALUE - positive;
    }

    /** Returns (1 − e^−2x) / (1 + e^−2x), Q0.31, of {@code x}, Q4.27. */
    public static int tanh(int x) {
        if (x == 0) {
            return 0;
        }
        // The same bits mean twice as much with one integer bit more.
        int positive = Softmax.oneMinusOverOnePlus(Softmax.expOfNegative(-Math.abs(x), 5));
        return x > 0 ? positive : -positive;
    }
}
