package dev.tinywright.application;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which rows a sketch is shown, and in which order: neighbours of different classes tell more than a sorted table. */
final class RowChoice {
    private RowChoice() {}

    /**
     * Returns positions of at most {@code most} rows, of each class in proportion, in an order where the class nearly always
     * changes from one row to the next.
     */
    static int[] of(int[] classes, int most, int seed) {
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < classes.length; row++) {
            order.add(row);
        }
        Collections.shuffle(order, new Random(seed));
        List<Integer> chosen = new ArrayList<>(order.subList(0, Math.min(most, order.size())));
        for (int i = 1; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size() && isSame(classes, chosen, i, i - 1); j++) {
                if (classes[chosen.get(j)] != classes[chosen.get(i - 1)]) {
                    Collections.swap(chosen, i, j);
                }
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isSame(int[] classes, List<Integer> chosen, int a, int b) {
        return classes[chosen.get(a)] == classes[chosen.get(b)];
    }

    static float[][] rows(float[][] rows, int[] chosen) {
        return Arrays.stream(chosen).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }

    static int[] classes(int[] classes, int[] chosen) {
        return Arrays.stream(chosen).map(row -> classes[row]).toArray();
    }
}
