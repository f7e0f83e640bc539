package dev.tinywright.pipeline;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A random part of many rows, where all would cost time and memory and tell no more. */
final class RowSample {
    private RowSample() {}

    /** Returns which of {@code rows} rows to take: all, or {@code most} of them, in their order; the seed decides which. */
    static int[] of(int rows, int most, long seed) {
        int[] order = IntStream.range(0, rows).toArray();
        if (rows <= most) {
            return order;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < most; i++) {
            int j = random.nextInt(i, rows);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int[] kept = Arrays.copyOf(order, most);
        Arrays.sort(kept);
        return kept;
    }

    static float[][] rows(float[][] of, int[] kept) {
        return Arrays.stream(kept).mapToObj(row -> of[row]).toArray(float[][]::new);
    }

    static int[] classes(int[] of, int[] kept) {
        return Arrays.stream(kept).map(row -> of[row]).toArray();
    }

    static float[] numbers(float[] of, int[] kept) {
        float[] numbers = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            numbers[i] = of[kept[i]];
        }
        return numbers;
    }
}
