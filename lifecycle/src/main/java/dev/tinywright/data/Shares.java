package dev.tinywright.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds readings that are shares of a total: they sum to one in every row, as colour does after r/(r+g+b). Sums of 100, as of
 * percentages, are left alone: the contract knows only shares of one.
 */
final class Shares {
    /** Fewer rows prove nothing. */
    private static final int MIN_ROWS = 10;
    /** Up to so many candidates all subsets are looked at; beyond it neighbours only. */
    private static final int ALL_SUBSETS = 12;

    private static final int LARGEST_GROUP = 32;
    /** Float32 carries 24 bits: a sum of a few shares is off by no more than this for each. */
    private static final double FLOAT_ERROR = 2e-7;

    private final float[][] rows;
    private final boolean[] candidate;
    private final double[] rounding;

    private Shares(float[][] rows, int readings) {
        this.rows = rows;
        this.candidate = new boolean[readings];
        this.rounding = new double[readings];
        for (int r = 0; r < readings; r++) {
            candidate[r] = isCandidate(r);
            rounding[r] = candidate[r] ? rounding(r) : 0;
        }
    }

    /** Returns the groups, smallest first looked for, none sharing a reading; positions in rising order. */
    static List<List<Integer>> in(float[][] rows, int readings) {
        return rows.length < MIN_ROWS ? List.of() : new Shares(rows, readings).find();
    }

    private List<List<Integer>> find() {
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int r = 0; r < candidate.length; r++) {
            if (candidate[r]) {
                open.add(r);
            }
        }
        for (int size = 2; size <= Math.min(LARGEST_GROUP, open.size()); size++) {
            for (int from = 0; from + size <= open.size(); from++) {
                List<Integer> group = List.copyOf(open.subList(from, from + size));
                if (sumsToOne(group)) {
                    groups.add(group);
                    open.removeAll(group);
                    from--;
                }
            }
        }
        if (groups.isEmpty() && open.size() <= ALL_SUBSETS) {
            subset(open).ifPresent(groups::add);
        }
        return groups;
    }

    private java.util.Optional<List<Integer>> subset(List<Integer> open) {
        for (int size = 2; size < open.size(); size++) {
            for (int bits = 0; bits < 1 << open.size(); bits++) {
                if (Integer.bitCount(bits) == size) {
                    List<Integer> group = chosen(open, bits);
                    if (sumsToOne(group)) {
                        return java.util.Optional.of(group);
                    }
                }
            }
        }
        return java.util.Optional.empty();
    }

    private static List<Integer> chosen(List<Integer> open, int bits) {
        List<Integer> group = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            if ((bits & 1 << i) != 0) {
                group.add(open.get(i));
            }
        }
        return group;
    }

    /** A share lies in 0 to 1 and varies; what is only ever 0 or 1 is a switch. */
    private boolean isCandidate(int reading) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        boolean between = false;
        for (float[] row : rows) {
            float value = row[reading];
            if (value < 0 || value > 1) {
                return false;
            }
            if (!Float.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                between |= value > 0 && value < 1;
            }
        }
        return between && low < high;
    }

    /** Returns half a unit of the last decimal that the column is written with, 2 to 6 of them; 0 where there are more. */
    private double rounding(int reading) {
        double unit = 0.01;
        for (int decimals = 2; decimals <= 6; decimals++) {
            if (isRoundedTo(reading, unit)) {
                return unit / 2;
            }
            unit /= 10;
        }
        return 0;
    }

    private boolean isRoundedTo(int reading, double unit) {
        for (float[] row : rows) {
            double steps = row[reading] / unit;
            if (!Float.isNaN(row[reading]) && Math.abs(steps - Math.rint(steps)) * unit > FLOAT_ERROR / 2) {
                return false;
            }
        }
        return true;
    }

    private boolean sumsToOne(List<Integer> group) {
        double tolerance = 0;
        for (int reading : group) {
            tolerance += rounding[reading] + FLOAT_ERROR;
        }
        int whole = 0;
        for (float[] row : rows) {
            double sum = 0;
            for (int reading : group) {
                sum += row[reading];
            }
            if (Math.abs(sum - 1) > tolerance) {
                return false;
            }
            whole += Double.isNaN(sum) ? 0 : 1; // a row with a missing share neither proves nor disproves
        }
        return whole >= MIN_ROWS;
    }
}
