package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.Regressor;

class CartTest {
    private static final int FEATURES = 12;
    private static final TreeLimits DEEP = new TreeLimits(20, Integer.MAX_VALUE, 1);

    /** The features that change. */
    private static final int[] ALL = {1, 2, 3, 4, 6, 7, 8, 9, 10, 11};

    /** Features 3 and 10 decide; feature 0 is zero and feature 5 the same everywhere. */
    private static float[][] rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][FEATURES];
        for (float[] row : rows) {
            for (int f = 0; f < FEATURES; f++) {
                row[f] = f == 0 ? 0 : f == 5 ? -7.5f : (float) (random.nextGaussian() * Math.pow(10, f - 6));
            }
        }
        return rows;
    }

    private static int[] classes(float[][] rows) {
        return Arrays.stream(rows)
                .mapToInt(row -> row[10] > 3000 ? 3 : row[3] < 0.0002 ? 0 : 1)
                .toArray();
    }

    private static float[] numbers(float[][] rows) {
        float[] numbers = new float[rows.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 1e6f + (rows[i][10] > 3000 ? 40 : 0) + 5000 * rows[i][3];
        }
        return numbers;
    }

    private static TreeRows known(float[][] rows) {
        return new TreeRows(rows, rows.length, FEATURES);
    }

    private static int[] ones(int count) {
        int[] times = new int[count];
        Arrays.fill(times, 1);
        return times;
    }

    private static List<Branch.Split> splits(Branch branch) {
        List<Branch.Split> splits = new ArrayList<>();
        if (branch instanceof Branch.Split split) {
            splits.add(split);
            splits.addAll(splits(split.below()));
            splits.addAll(splits(split.above()));
        }
        return splits;
    }

    private static float[] answer(Branch branch, float[] row) {
        return branch instanceof Branch.Split split
                ? answer(row[split.feature()] <= split.threshold() ? split.below() : split.above(), row)
                : branch.answer();
    }

    @Test
    void theFeaturesThatDecideAreFoundUnderTheirOwnNumbers() {
        float[][] rows = rows(250, 1);
        Branch tree =
                new Cart<>(known(rows), new ClassTarget(classes(rows), 4)).grow(ones(250), ALL, FEATURES, DEEP, 1);
        assertThat(splits(tree)).extracting(Branch.Split::feature).containsOnly(3, 10);
        float[][] fresh = rows(500, 2);
        int[] right = classes(fresh);
        long hits = IntStream.range(0, 500)
                .filter(i -> answer(tree, fresh[i])[right[i]] == 1)
                .count();
        assertThat(hits).isGreaterThan(475);
    }

    /** The sample leaves rows out and takes others several times; class 2 is in none. */
    @Test
    void everyRowGetsTheSharesThatTheLibraryGivesIt() {
        float[][] rows = rows(700, 3);
        int[] classes = classes(rows);
        for (int i = 0; i < classes.length; i += 5) {
            classes[i] = 1; // so that leaves mix
        }
        TreeRows known = known(rows);
        ClassTarget target = new ClassTarget(classes, 4);
        TreeLimits limits = new TreeLimits(5, Integer.MAX_VALUE, 4);
        int[] times = IntStream.range(0, 700).map(i -> i % 4).toArray();
        int[] taken = IntStream.range(0, 700).filter(i -> times[i] > 0).toArray();
        Branch tree = new Cart<>(known, target).grow(times, known.features(), 3, limits, 9);

        Dataset<Label> sample = new CartRows<>(known, target, known.features()).sample(taken, times);
        TreeModel<Label> theirs =
                target.trainer(limits, 3f / known.features().length, 9).train(sample);
        assertThat(tree.leaves()).isGreaterThan(8);
        for (int i = 0; i < taken.length; i++) {
            Example<Label> example = sample.getExample(i);
            Prediction<Label> wanted = theirs.predict(example);
            float[] got = answer(tree, rows[taken[i]]);
            assertThat(got[2]).as("a class without rows").isZero();
            for (Label label : wanted.getOutputScores().values()) {
                assertThat(got[Integer.parseInt(label.getLabel())]).isCloseTo((float) label.getScore(), within(1e-6f));
            }
        }
    }

    @Test
    void everyRowGetsTheNumberThatTheLibraryGivesIt() {
        float[][] rows = rows(700, 4);
        float[] numbers = numbers(rows);
        TreeRows known = known(rows);
        NumberTarget target = new NumberTarget(numbers);
        TreeLimits limits = new TreeLimits(6, Integer.MAX_VALUE, 5);
        Branch tree = new Cart<>(known, target).grow(ones(700), known.features(), 4, limits, 2);

        int[] all = IntStream.range(0, 700).toArray();
        Dataset<Regressor> sample = new CartRows<>(known, target, known.features()).sample(all, ones(700));
        TreeModel<Regressor> theirs =
                target.trainer(limits, 4f / known.features().length, 2).train(sample);
        double mean = mean(numbers);
        double deviation = Math.sqrt(IntStream.range(0, 700)
                .mapToDouble(i -> Math.pow(numbers[i] - mean, 2) / 700)
                .sum());
        for (int i = 0; i < 700; i++) {
            double wanted = mean
                    + deviation
                            * theirs.predict(sample.getExample(i)).getOutput().getValues()[0];
            assertThat((double) answer(tree, rows[i])[0]).isCloseTo(wanted, within(0.1));
        }
    }

    private static double mean(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }

    /** No other border of the root's would leave a smaller squared error, of those with enough rows on both sides. */
    @Test
    void theFirstSplitOfNumbersIsTheBest() {
        float[][] rows = rows(120, 5);
        float[] numbers = numbers(rows);
        Branch tree = new Cart<>(known(rows), new NumberTarget(numbers))
                .grow(ones(120), ALL, FEATURES, new TreeLimits(1, 2, 30), 1);
        assertThat(tree).isInstanceOf(Branch.Split.class);
        Branch.Split root = (Branch.Split) tree;
        double best = Double.POSITIVE_INFINITY;
        for (int f = 0; f < FEATURES; f++) {
            for (float[] border : rows) {
                best = Math.min(best, error(rows, numbers, f, border[f]));
            }
        }
        assertThat(error(rows, numbers, root.feature(), root.threshold())).isCloseTo(best, within(1e-6 * best));
    }

    /** Squared error of both sides of a split; infinite where one has fewer than 30 rows. */
    private static double error(float[][] rows, float[] numbers, int feature, float border) {
        double error = 0;
        for (boolean below : new boolean[] {true, false}) {
            double[] side = IntStream.range(0, rows.length)
                    .filter(i -> rows[i][feature] <= border == below)
                    .mapToDouble(i -> numbers[i])
                    .toArray();
            double mean = Arrays.stream(side).average().orElse(0);
            error += side.length < 30
                    ? Double.POSITIVE_INFINITY
                    : Arrays.stream(side).map(y -> (y - mean) * (y - mean)).sum();
        }
        return error;
    }

    @Test
    void limitsOfDepthLeavesAndRowsAreKept() {
        float[][] rows = rows(600, 6);
        int[] noise = IntStream.range(0, 600).map(i -> i * 7 % 3).toArray();
        Cart<Label> cart = new Cart<>(known(rows), new ClassTarget(noise, 3));
        Branch tree = cart.grow(ones(600), ALL, 4, new TreeLimits(9, 20, 9), 1);
        assertThat(tree.leaves()).isEqualTo(20);
        Forest.Tree flat = Forest.Tree.of(tree, new BitSet());
        int[] rowsOf = new int[20];
        for (float[] row : rows) {
            int node = 0;
            int depth = 0;
            while (flat.feature()[node] >= 0) {
                node = flat.next()[node] + (row[flat.feature()[node]] <= flat.threshold()[node] ? 0 : 1);
                depth++;
            }
            assertThat(depth).isLessThanOrEqualTo(9);
            rowsOf[flat.next()[node]]++;
        }
        assertThat(Arrays.stream(rowsOf).min().orElseThrow()).isGreaterThanOrEqualTo(9);
        assertThat(cart.grow(ones(600), ALL, 4, new TreeLimits(1, 20, 1), 1).leaves())
                .isEqualTo(2);
    }

    @Test
    void rowsOfOneClassOrOfNoFeatureAreOneLeaf() {
        float[][] rows = rows(40, 7);
        Branch one = new Cart<>(known(rows), new ClassTarget(new int[40], 2)).grow(ones(40), ALL, 4, DEEP, 1);
        assertThat(one.leaves()).isEqualTo(1);
        assertThat(one.answer()).containsExactly(1, 0);
        float[] same = new float[40];
        Arrays.fill(same, 12.5f);
        Branch number = new Cart<>(known(rows), new NumberTarget(same)).grow(ones(40), ALL, 4, DEEP, 1);
        assertThat(number.leaves()).isEqualTo(1);
        assertThat(number.answer()).containsExactly(12.5f);
        Branch blind = new Cart<>(known(new float[40][3]), new NumberTarget(numbers(rows)))
                .grow(ones(40), new int[0], 1, DEEP, 1);
        assertThat(blind.leaves()).isEqualTo(1);
        assertThat((double) blind.answer()[0]).isCloseTo(mean(numbers(rows)), within(0.2));
    }

    @Test
    void numbersOfAnySizeAreLearned() {
        float[][] rows = rows(200, 8);
        for (float scale : new float[] {1e-12f, 1, 1e9f}) {
            float[] numbers = new float[200];
            for (int i = 0; i < 200; i++) {
                numbers[i] = (100 + (rows[i][10] > 0 ? 1 : 0)) * scale;
            }
            Branch tree = new Cart<>(known(rows), new NumberTarget(numbers))
                    .grow(ones(200), ALL, FEATURES, new TreeLimits(4, 8, 5), 1);
            for (int i = 0; i < 200; i++) {
                assertThat(answer(tree, rows[i])[0]).isCloseTo(numbers[i], within(0.01f * scale));
            }
        }
    }
}
