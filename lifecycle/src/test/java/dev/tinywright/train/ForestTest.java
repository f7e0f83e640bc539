package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestTest {
    private static final float[][] ROWS = Blobs.rows(300, 4, 3, 3, 1);
    private static final int[] CLASSES = Blobs.classes(300, 3);

    @Test
    void classifiesRowsItHasNotSeen() {
        Forest forest = Forest.grow(ROWS, CLASSES, 3, 50, 1);
        assertThat(accuracy(Arrays.stream(Blobs.rows(300, 4, 3, 3, 2))
                        .map(forest::shares)
                        .toArray(float[][]::new)))
                .isGreaterThan(0.93);
    }

    @Test
    void outOfBagSharesAreAnHonestOpinion() {
        float[][] noise = Blobs.rows(300, 4, 3, 0, 1);
        Forest forest = Forest.grow(noise, CLASSES, 3, 50, 1);
        assertThat(accuracy(Arrays.stream(noise).map(forest::shares).toArray(float[][]::new)))
                .as("learned by heart")
                .isGreaterThan(0.95);
        assertThat(accuracy(forest.outOfBagShares(noise))).as("out of bag").isBetween(0.2, 0.47);
    }

    @Test
    void sharesSumToOne() {
        Forest forest = Forest.grow(ROWS, CLASSES, 3, 20, 1);
        for (float[] shares : forest.outOfBagShares(ROWS)) {
            assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1f, within(1e-5f));
        }
    }

    @Test
    void sameSeedSameForest() {
        float[][] once = Forest.grow(ROWS, CLASSES, 3, 20, 1).outOfBagShares(ROWS);
        assertThat(Forest.grow(ROWS, CLASSES, 3, 20, 1).outOfBagShares(ROWS)).isDeepEqualTo(once);
        assertThat(Arrays.deepEquals(Forest.grow(ROWS, CLASSES, 3, 20, 2).outOfBagShares(ROWS), once))
                .isFalse();
    }

    @Test
    void ordersNegativeValuesAndStopsAtConstantOnes() {
        float[][] rows = {{-3, 7}, {-2, 7}, {-1, 7}, {-0f, 7}, {0f, 7}, {1, 7}, {2, 7}, {3, 7}};
        int[] classes = {0, 0, 0, 1, 1, 1, 1, 1};
        Forest forest = Forest.grow(rows, classes, 2, 100, 1);
        assertThat(forest.shares(new float[] {-2.5f, 7})[0]).isGreaterThan(0.9f);
        assertThat(forest.shares(new float[] {2.5f, 7})[1]).isGreaterThan(0.9f);
        float[][] equal = {{1}, {1}, {1}, {1}};
        assertThat(Forest.grow(equal, new int[] {0, 1, 0, 1}, 2, 400, 1).shares(new float[] {1})[0])
                .isCloseTo(0.5f, within(0.1f));
    }

    @Test
    void ofManyFeaturesEachTreeSeesOthers() {
        float[][] rows = Blobs.rows(60, 1000, 3, 1, 4);
        Forest forest = Forest.grow(rows, Blobs.classes(60, 3), 3, 12, new TreeLimits(2, 4, 1), 1);
        assertThat(Arrays.stream(forest.weights(1000).features()).distinct().count())
                .isGreaterThan(15);
        float[][] fresh = Blobs.rows(60, 1000, 3, 1, 5);
        long right = IntStream.range(0, 60)
                .filter(i -> Metrics.best(forest.shares(fresh[i]), 0, 3) == i % 3)
                .count();
        assertThat(right).isGreaterThan(30);
    }

    private static double accuracy(float[][] shares) {
        int right = 0;
        for (int i = 0; i < shares.length; i++) {
            right += Metrics.best(shares[i], 0, 3) == CLASSES[i] ? 1 : 0;
        }
        return (double) right / shares.length;
    }
}
