package dev.tinywright.picture;

/**
 * A difference hash: whether each pixel of a picture of 16 x 17 is brighter than its neighbour, 256 bits. Near-equal pictures
 * differ in a few of them, whatever their size and brightness.
 */
public final class Print {
    static final int SIDE = 16;
    /** Bits of a print. */
    public static final int BITS = SIDE * SIDE;

    /** Differences below this much are noise, and count as none. */
    private static final float NOISE = 2;

    private Print() {}

    static long[] of(float[] grey) {
        long[] bits = new long[SIDE * SIDE / Long.SIZE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int at = i / SIDE * (SIDE + 1) + i % SIDE;
            if (grey[at + 1] - grey[at] > NOISE) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
        return bits;
    }

    /** Returns in how many bits two prints differ. */
    public static int distance(long[] a, long[] b) {
        int bits = 0;
        for (int i = 0; i < a.length; i++) {
            bits += Long.bitCount(a[i] ^ b[i]);
        }
        return bits;
    }

    /** Returns how many bits are set: few of them tell little. */
    public static int size(long[] print) {
        return distance(print, new long[print.length]);
    }
}
