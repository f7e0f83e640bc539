package dev.tinywright.reference;

/**
 * Logistic function and hyperbolic tangent of int16, by straight lines between 256 values of the logistic function from 0 to
 * 10.6: those of the TensorFlow Lite reference kernels. {@code tw_lstm_s8.c} gives the same bits.
 */
final class SigmoidTable {
    /**
     * Q0.16. Entry {@code i} is the value at {@code i / 24}, raised by half of what a straight line to the next value lacks
     * in the middle, so that lines are as much above as below; the last is the most that 16 bits hold.
     */
    private static final int[] TABLE = table();

    private static final int LAST = TABLE.length - 1;

    private SigmoidTable() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length - 1; i++) {
            double onLine = (value(i) + value(i + 1)) / 2;
            table[i] = (int) Math.round(value(i) + (value(i + 0.5) - onLine) / 2);
        }
        table[table.length - 1] = 0xffff;
        return table;
    }

    private static double value(double index) {
        return 0x1p16 / (1 + StrictMath.exp(-index / 24));
    }

    /** Returns 1 / (1 + e^−x), Q0.15, of {@code x}, Q3.12: {@code |x| · 24} is an index and 9 bits behind it. */
    static int logistic(int x) {
        int size = Math.abs(x) * 3;
        int index = size >> 9;
        int share =
                index >= LAST ? 0x7fff << 10 : (TABLE[index] << 9) + (size & 0x1ff) * (TABLE[index + 1] - TABLE[index]);
        int result = x >= 0 ? share + (1 << 9) : (1 << 25) - share + (1 << 9) - 1;
        return result >> 10;
    }

    /**
     * Returns tanh x = 2 / (1 + e^−2x) − 1, Q0.15.
     *
     * @param x of the scale {@code 2^(power − 12)}
     * @param power in [−18, 12]; below 0 {@code x} is rounded, half up
     */
    static int tanh(int x, int power) {
        int scaled = power >= 0 ? x * (3 << power) : (x * 3 + (1 << (-power - 1))) >> -power;
        int size = Math.abs(scaled);
        int index = size >> 8;
        int share =
                index >= LAST ? 0xffff << 8 : (TABLE[index] << 8) + (size & 0xff) * (TABLE[index + 1] - TABLE[index]);
        int above = share - (1 << 23); // what the logistic function has above a half
        return (scaled >= 0 ? above + (1 << 7) : -above + (1 << 7) - 1) >> 8;
    }
}
