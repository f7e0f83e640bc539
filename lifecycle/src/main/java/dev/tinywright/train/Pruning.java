package dev.tinywright.train;

/**
 * Cuts a tree back to the part, from its root, of at most so many leaves whose splits help most together: what
 * cost-complexity pruning looks for (Breiman et al. 1984, §3.3), found for every number of leaves, by dynamic programming
 * (Bohanec and Bratko 1994, "Trading accuracy for simplicity in decision trees").
 */
final class Pruning {
    private Pruning() {}

    /**
     * @param leaves at least 1
     * @return a tree of as many leaves, or of all that it has if they are fewer
     */
    static Branch prune(Branch tree, int leaves) {
        return tree.leaves() <= leaves ? tree : kept(Table.of(tree, leaves), leaves);
    }

    private static Branch kept(Table table, int leaves) {
        return table instanceof Table.OfSplit split && leaves > 1
                ? kept(split, split.first()[leaves - 1], leaves)
                : new Branch.Leaf(table.branch().answer());
    }

    private static Branch kept(Table.OfSplit table, int below, int leaves) {
        Branch.Split split = table.branch();
        return new Branch.Split(
                split.answer(),
                split.feature(),
                split.threshold(),
                split.gain(),
                kept(table.below(), below),
                kept(table.above(), leaves - below));
    }

    /** The best that a part of the tree can do with 1, 2, … leaves. */
    private sealed interface Table {
        Branch branch();

        /** Gains, one for each number of leaves from 1. */
        double[] gains();

        static Table of(Branch branch, int most) {
            return switch (branch) {
                case Branch.Leaf leaf -> new OfLeaf(leaf);
                case Branch.Split split -> ofSplit(split, of(split.below(), most), of(split.above(), most), most);
            };
        }

        private static Table ofSplit(Branch.Split split, Table below, Table above, int most) {
            double[] gains = new double[Math.min(split.leaves(), most)];
            int[] first = new int[gains.length];
            for (int left = 1; left <= below.gains().length; left++) {
                for (int right = 1; right <= above.gains().length && left + right <= gains.length; right++) {
                    double gain = split.gain() + below.gains()[left - 1] + above.gains()[right - 1];
                    int place = left + right - 1;
                    if (first[place] == 0 || gain > gains[place]) {
                        gains[place] = gain;
                        first[place] = left;
                    }
                }
            }
            return new OfSplit(split, below, above, gains, first);
        }

        record OfLeaf(Branch.Leaf branch) implements Table {
            private static final double[] NOTHING = {0};

            @Override
            public double[] gains() {
                return NOTHING;
            }
        }

        /** @param first how many of so many leaves are below */
        @SuppressWarnings("ArrayRecordComponent") // internal, never compared
        record OfSplit(Branch.Split branch, Table below, Table above, double[] gains, int[] first) implements Table {}
    }
}
