package dev.tinywright.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A permutation test for any signal at all (Ojala and Garriga 2010): do the real labels make models better than the
 * same labels shuffled? Three statistics, see {@link SignalStatistics}, share the shuffles; the smallest of their
 * p-values is judged against the smallest of each shuffle (Westfall and Young 1993), which needs no further correction.
 */
public final class SignalTest {
    private static final int SHUFFLES = 999;
    private static final double LEVEL = 0.01;
    private static final int MOST_UNITS = 2000;
    private static final int FEWEST_UNITS = 300;
    /** Units times features at most, so that wide tables take no longer. */
    private static final int MOST_VALUES = 600_000;
    /** With fewer distinct rows than this the columns are codes, and equal rows are observations of their own. */
    private static final int DISTINCT_ENOUGH = 50;

    private SignalTest() {}

    /**
     * Tests whether {@code features}, (rows, features), say anything about {@code classes}. Identical rows count once,
     * with the label of a random one of them: copies are no evidence. Above 2,000 rows a random part is used.
     */
    public static Signal test(float[][] features, int[] classes, long seed) {
        int[] units = units(features, new SplittableRandom(seed));
        float[][] rows = Arrays.stream(units).mapToObj(i -> features[i]).toArray(float[][]::new);
        int[] labels = compact(Arrays.stream(units).map(i -> classes[i]).toArray());
        int present = Arrays.stream(labels).max().orElse(-1) + 1;
        if (present < 2 || rows.length < 4) {
            return new Signal(
                    false,
                    present == 0 ? 0 : 1.0 / present,
                    present == 0 ? 0 : 1.0 / present,
                    1,
                    rows.length + " different rows of " + present + " classes are too few to test for a signal");
        }
        SplittableRandom random = new SplittableRandom(seed);
        SignalStatistics statistics = new SignalStatistics(rows, present, random.split());
        double[][] measured = measure(statistics, labels, random);
        return signal(measured, rows.length, present);
    }

    /** Returns the statistics of the real labels, then those of each shuffle. */
    private static double[][] measure(SignalStatistics statistics, int[] labels, SplittableRandom random) {
        long[] seeds = random.longs(SHUFFLES + 1L).toArray();
        return IntStream.rangeClosed(0, SHUFFLES)
                .parallel()
                .mapToObj(s -> statistics.of(s == 0 ? labels : shuffled(labels, seeds[s])))
                .toArray(double[][]::new);
    }

    private static Signal signal(double[][] measured, int rows, int classes) {
        double p = correctedP(measured);
        double neighbours = measured[0][SignalStatistics.NEIGHBOURS];
        double linear = measured[0][SignalStatistics.LINEAR];
        double chance = 1.0 / classes;
        boolean found = p <= LEVEL;
        String evidence = String.format(
                Locale.ROOT,
                "%s: balanced accuracy %.1f %% by nearest neighbours and %.1f %% by a linear discriminant, leave-one-out,"
                        + " chance is %.1f %%; the most telling column shares %.3f nats with the classes; shuffled labels look as telling with p = %.3f"
                        + " (permutation test, %d shuffles, %d different rows)",
                found ? "the columns tell the classes apart" : "no model tells the classes apart better than chance",
                100 * neighbours,
                100 * linear,
                100 * chance,
                measured[0][SignalStatistics.SINGLE],
                p,
                SHUFFLES,
                rows);
        return new Signal(found, Math.max(neighbours, linear), chance, p, evidence);
    }

    /** Returns the share of labelings, the real one among them, whose smallest p-value is no larger than the real one's. */
    private static double correctedP(double[][] measured) {
        double[] smallest = new double[measured.length];
        Arrays.fill(smallest, 1);
        for (int t = 0; t < measured[0].length; t++) {
            int test = t;
            double[] sorted =
                    Arrays.stream(measured).mapToDouble(m -> m[test]).sorted().toArray();
            for (int s = 0; s < measured.length; s++) {
                int atLeast = measured.length - firstNotBelow(sorted, measured[s][test]);
                smallest[s] = Math.min(smallest[s], (double) atLeast / measured.length);
            }
        }
        long asGood = Arrays.stream(smallest).filter(p -> p <= smallest[0]).count();
        return (double) asGood / measured.length;
    }

    private static int firstNotBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int[] shuffled(int[] labels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] copy = labels.clone();
        for (int i = copy.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = copy[i];
            copy[i] = copy[j];
            copy[j] = swap;
        }
        return copy;
    }

    /** Returns the rows to test with: one of each set of identical rows, not too many. */
    private static int[] units(float[][] features, SplittableRandom random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, features.length).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        int columns = features.length == 0 ? 1 : Math.max(1, features[0].length);
        int most = Math.clamp(MOST_VALUES / columns, FEWEST_UNITS, MOST_UNITS);
        Map<List<Float>, Integer> distinct = new LinkedHashMap<>();
        for (int i : order) {
            if (distinct.size() == most) {
                break;
            }
            distinct.putIfAbsent(boxed(features[i]), i);
        }
        List<Integer> kept = distinct.size() >= DISTINCT_ENOUGH || distinct.size() == features.length
                ? List.copyOf(distinct.values())
                : order.subList(0, Math.min(most, order.size()));
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Float> boxed(float[] row) {
        List<Float> boxed = new ArrayList<>(row.length);
        for (float value : row) {
            boxed.add(value);
        }
        return boxed;
    }

    /** Renumbers the classes that occur as 0, 1, … */
    private static int[] compact(int[] classes) {
        int[] present = Arrays.stream(classes).distinct().sorted().toArray();
        return Arrays.stream(classes).map(c -> Arrays.binarySearch(present, c)).toArray();
    }
}
