package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divides rows into training, validation and test. Rows that belong together, called a unit, stay on one side: rows with
 * equal readings, or a group.
 */
final class Splitter {
    static final byte TRAINING = 0;
    static final byte VALIDATION = 1;
    static final byte TEST = 2;

    private static final int GROUP_DRAWS = 500;

    private final int[] unitOf;
    private final int[] classes;
    private final int labels;
    private final SplittableRandom random;
    private final int[] sizes;
    private final int[] firstClass;
    private final byte[] sides;

    private Splitter(int[] unitOf, int[] classes, int labels, long seed) {
        this.unitOf = dense(unitOf);
        this.classes = classes;
        this.labels = labels;
        this.random = new SplittableRandom(seed);
        int units = Arrays.stream(this.unitOf).max().orElse(-1) + 1;
        this.sizes = new int[units];
        this.firstClass = new int[units];
        this.sides = new byte[units];
        for (int row = classes.length - 1; row >= 0; row--) {
            sizes[this.unitOf[row]]++;
            firstClass[this.unitOf[row]] = classes[row];
        }
    }

    /**
     * Returns the side of each row.
     *
     * @param unitOf number of the unit of each row, not negative
     * @param classes class of each row, below {@code labels}
     * @param groups true where units are groups, which may hold several classes
     */
    static byte[] split(int[] unitOf, int[] classes, int labels, SplitSettings settings, boolean groups) {
        Splitter splitter = new Splitter(unitOf, classes, labels, settings.seed());
        boolean mixed = groups && !splitter.isEachUnitOfOneClass();
        if (mixed) {
            splitter.requireThreeGroups();
            int[][] counts = splitter.classCounts();
            splitter.divideGroups(counts, TEST, settings.test());
            splitter.divideGroups(counts, VALIDATION, settings.validation());
        } else {
            splitter.divideByClass(TEST, settings.test());
            splitter.divideByClass(VALIDATION, settings.validation());
        }
        byte[] sideOfRow = new byte[classes.length];
        for (int row = 0; row < sideOfRow.length; row++) {
            sideOfRow[row] = splitter.sides[splitter.unitOf[row]];
        }
        return sideOfRow;
    }

    /** As {@link #split} by rows, where it is given which rows are to be tested on; equal rows are all on one side of that. */
    static byte[] withGivenTest(int[] unitOf, int[] classes, int labels, SplitSettings settings, boolean[] test) {
        Splitter splitter = new Splitter(unitOf, classes, labels, settings.seed());
        for (int row = 0; row < test.length; row++) {
            if (test[row]) {
                splitter.sides[splitter.unitOf[row]] = TEST;
            }
        }
        splitter.divideByClass(VALIDATION, settings.validation());
        byte[] sideOfRow = new byte[classes.length];
        for (int row = 0; row < sideOfRow.length; row++) {
            sideOfRow[row] = splitter.sides[splitter.unitOf[row]];
        }
        return sideOfRow;
    }

    /** Returns the side of each of so many rows in order of time: what is to be predicted comes after what was learned from. */
    static byte[] byTime(int rows, SplitSettings settings) {
        byte[] sides = new byte[rows];
        int test = Math.max(1, (int) Math.round(settings.test() * rows));
        int validation = Math.max(1, (int) Math.round(settings.validation() * (rows - test)));
        Arrays.fill(sides, Math.max(0, rows - test), rows, TEST);
        Arrays.fill(sides, Math.max(0, rows - test - validation), Math.max(0, rows - test), VALIDATION);
        return sides;
    }

    /** Numbers units by their first row, so that the draw does not depend on how they were numbered before. */
    private static int[] dense(int[] unitOf) {
        int[] numbers = new int[Arrays.stream(unitOf).max().orElse(-1) + 1];
        int next = 0;
        int[] dense = new int[unitOf.length];
        for (int row = 0; row < dense.length; row++) {
            if (numbers[unitOf[row]] == 0) {
                numbers[unitOf[row]] = ++next;
            }
            dense[row] = numbers[unitOf[row]] - 1;
        }
        return dense;
    }

    private boolean isEachUnitOfOneClass() {
        return IntStream.range(0, classes.length).allMatch(row -> classes[row] == firstClass[unitOf[row]]);
    }

    private void requireThreeGroups() {
        if (sizes.length < 3) {
            throw TinywrightException.failed(
                    "a split by group needs at least 3 groups, the data has " + sizes.length,
                    "plan.yaml, split",
                    "set split.by to row, or record more groups");
        }
    }

    private int[][] classCounts() {
        int[][] counts = new int[sizes.length][labels];
        for (int row = 0; row < classes.length; row++) {
            counts[unitOf[row]][classes[row]]++;
        }
        return counts;
    }

    /** Gives {@code side} its share of every class, from the units that are still in training. */
    private void divideByClass(byte side, double share) {
        for (int c = 0; c < labels; c++) {
            int label = c;
            int[] free = free(unit -> firstClass[unit] == label);
            int rows = Arrays.stream(free).map(unit -> sizes[unit]).sum();
            shuffle(free);
            fill(side, free, (int) Math.round(share * rows));
        }
    }

    private int[] free(IntPredicate which) {
        return IntStream.range(0, sizes.length)
                .filter(unit -> sides[unit] == TRAINING && which.test(unit))
                .toArray();
    }

    /** Takes the units that bring it nearer to {@code target} rows, at least one, and leaves one for each part to come. */
    private void fill(byte side, int[] free, int target) {
        int left = free.length;
        int leave = leave(side);
        int rows = 0;
        for (int unit : free) {
            if (left > leave && 2L * rows + sizes[unit] <= 2L * target) {
                sides[unit] = side;
                rows += sizes[unit];
                left--;
            }
        }
        if (rows == 0 && left > leave) {
            int smallest = free[0];
            for (int unit : free) {
                smallest = sizes[unit] < sizes[smallest] ? unit : smallest;
            }
            sides[smallest] = side;
        }
    }

    private static int leave(byte side) {
        return side == TEST ? 2 : 1;
    }

    /** Draws many divisions of mixed groups and keeps the one whose classes are nearest to their share. */
    private void divideGroups(int[][] counts, byte side, double share) {
        int[] free = free(unit -> true);
        int[] total = sum(counts, free);
        int target = Math.max(1, (int) Math.round(share * Arrays.stream(total).sum()));
        int[] best = {};
        double bestCost = Double.POSITIVE_INFINITY;
        for (int draw = 0; draw < GROUP_DRAWS; draw++) {
            shuffle(free);
            int[] taken = take(free, target, leave(side));
            double cost = cost(sum(counts, taken), total, share);
            if (cost < bestCost) {
                bestCost = cost;
                best = taken;
            }
        }
        for (int unit : best) {
            sides[unit] = side;
        }
    }

    private int[] take(int[] order, int target, int leave) {
        int taken = 0;
        int rows = 0;
        while (taken < order.length - leave
                && rows < target
                && (taken == 0 || rows + sizes[order[taken]] / 2 < target)) {
            rows += sizes[order[taken++]];
        }
        return Arrays.copyOf(order, taken);
    }

    /** How far the shares of the classes are from the share wanted; a class left out or used up costs 1 more. */
    private static double cost(int[] counts, int[] total, double share) {
        double cost = 0;
        for (int c = 0; c < counts.length; c++) {
            if (total[c] > 0) {
                boolean lost = counts[c] == 0 || counts[c] == total[c];
                cost += Math.abs((double) counts[c] / total[c] - share) + (lost ? 1 : 0);
            }
        }
        return cost;
    }

    private int[] sum(int[][] counts, int[] units) {
        int[] sum = new int[labels];
        for (int unit : units) {
            for (int c = 0; c < labels; c++) {
                sum[c] += counts[unit][c];
            }
        }
        return sum;
    }

    /** Fisher and Yates. */
    private void shuffle(int[] units) {
        for (int i = units.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = units[i];
            units[i] = units[j];
            units[j] = swap;
        }
    }
}
