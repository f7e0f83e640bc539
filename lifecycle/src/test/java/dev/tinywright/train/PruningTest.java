package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PruningTest {
    private static final Branch LEAF = new Branch.Leaf(new float[] {1});

    private static Branch split(double gain, Branch below, Branch above) {
        return new Branch.Split(new float[] {(float) gain}, 0, 0, gain, below, above);
    }

    private static double gain(Branch branch) {
        return branch instanceof Branch.Split split ? split.gain() + gain(split.below()) + gain(split.above()) : 0;
    }

    @Test
    void theSplitsThatHelpLeastGo() {
        Branch tree = split(9, split(1, LEAF, LEAF), split(5, LEAF, split(3, LEAF, LEAF)));
        Branch.Split pruned = (Branch.Split) Pruning.prune(tree, 4);
        assertThat(pruned.below()).isInstanceOf(Branch.Leaf.class);
        assertThat(pruned.below().answer())
                .as("what the rows of the split were")
                .containsExactly(1);
        assertThat(pruned.above().leaves()).isEqualTo(3);
        assertThat(gain(Pruning.prune(tree, 3))).isEqualTo(14);
    }

    @Test
    void aSplitThatHelpsLittleStaysWhereThoseAfterItHelpMuch() {
        Branch tree = split(9, split(2, LEAF, LEAF), split(0.1, LEAF, split(8, LEAF, LEAF)));
        assertThat(gain(Pruning.prune(tree, 4))).isCloseTo(17.1, within(1e-9));
    }

    @Test
    void whatFitsStaysAndOneLeafIsTheAnswerOfTheRoot() {
        Branch tree = split(4, LEAF, LEAF);
        assertThat(Pruning.prune(tree, 2)).isSameAs(tree);
        assertThat(((Branch.Leaf) Pruning.prune(tree, 1)).answer()).containsExactly(4);
    }

    @Test
    void noOtherTreeOfAsManyLeavesHelpsMore() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            Branch tree = random(random, 4);
            for (int leaves = 1; leaves <= tree.leaves(); leaves++) {
                int most = leaves;
                Branch pruned = Pruning.prune(tree, leaves);
                assertThat(pruned.leaves()).isEqualTo(leaves);
                assertThat(gain(pruned))
                        .isCloseTo(
                                cut(tree)
                                        .filter(t -> t.leaves() <= most)
                                        .mapToDouble(PruningTest::gain)
                                        .max()
                                        .orElseThrow(),
                                within(1e-9));
            }
        }
    }

    private static Branch random(SplittableRandom random, int depth) {
        return depth == 0 || random.nextInt(4) == 0
                ? LEAF
                : split(random.nextDouble(), random(random, depth - 1), random(random, depth - 1));
    }

    /** All that can be made of a tree by cutting parts off. */
    private static Stream<Branch> cut(Branch tree) {
        return tree instanceof Branch.Split(float[] _, int _, float _, double gain, Branch below, Branch above, int _)
                ? Stream.concat(
                        Stream.of(LEAF), cut(below).flatMap(b -> cut(above).map(a -> split(gain, b, a))))
                : Stream.of(tree);
    }
}
