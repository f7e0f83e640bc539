package dev.tinywright.features;

import java.util.Arrays;

/** What is kept of a column that is seen once, value by value, however many there are. */
final class ColumnSample {
    private static final int MOST = 1 << 14;

    /** Every so many values one is kept; doubled whenever there are too many. */
    private int stride = 1;

    private int[] kept = new int[256];
    private int size;
    private long count;
    private double mean;
    private double squares;
    private int smallest = Integer.MAX_VALUE;
    private int largest = Integer.MIN_VALUE;

    /** Mean and sum of squared distances one value at a time: Welford 1962. */
    void add(int value) {
        if (count % stride == 0) {
            keep(value);
        }
        count++;
        double distance = value - mean;
        mean += distance / count;
        squares += distance * (value - mean);
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
    }

    private void keep(int value) {
        if (size == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                kept[i] = kept[2 * i];
            }
            size = MOST / 2;
            stride *= 2;
        }
        if (size == kept.length) {
            kept = Arrays.copyOf(kept, 2 * size);
        }
        kept[size++] = value;
    }

    double mean() {
        return mean;
    }

    double deviation() {
        return Math.sqrt(squares / count);
    }

    int smallest() {
        return smallest;
    }

    int largest() {
        return largest;
    }

    /** Returns the values that were kept, evenly spread over all, sorted. */
    int[] sorted() {
        int[] sorted = Arrays.copyOf(kept, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
