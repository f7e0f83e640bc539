package dev.tinywright.data;

import java.util.Arrays;

/** Finds rows that are equal in all readings, missing ones included: a 64-bit hash, and a comparison where it meets. */
final class IdenticalRows {
    private IdenticalRows() {}

    /**
     * Returns for each of {@code rows} the position in {@code rows} of the first row equal to it, which may be itself.
     *
     * @param values (readings, rows of the table)
     * @param classes what must be equal beside the readings; empty to compare readings alone
     */
    static int[] firstEqual(float[][] values, int[] rows, int[] classes) {
        int capacity = Integer.highestOneBit(Math.max(rows.length, 8) - 1) << 2;
        int[] table = new int[capacity];
        Arrays.fill(table, -1);
        int[] first = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int slot = (int) hash(values, rows[i], classes) & (capacity - 1);
            while (table[slot] >= 0 && !equal(values, rows[table[slot]], rows[i], classes)) {
                slot = (slot + 1) & (capacity - 1);
            }
            if (table[slot] < 0) {
                table[slot] = i;
            }
            first[i] = table[slot];
        }
        return first;
    }

    private static long hash(float[][] values, int row, int[] classes) {
        long hash = classes.length == 0 ? 1 : classes[row] + 1L;
        for (float[] column : values) {
            hash = (hash ^ Float.floatToIntBits(column[row])) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private static boolean equal(float[][] values, int a, int b, int[] classes) {
        if (classes.length > 0 && classes[a] != classes[b]) {
            return false;
        }
        for (float[] column : values) {
            if (Float.floatToIntBits(column[a]) != Float.floatToIntBits(column[b])) {
                return false;
            }
        }
        return true;
    }
}
