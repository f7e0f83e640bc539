package dev.tinywright.train;

/**
 * What bounds a tree.
 *
 * @param depth tests from root to leaf at most
 * @param leaves at most; splits that help most come first
 * @param leafRows rows of a leaf at least
 * @param allFeatures whether each split looks at every feature, instead of √features
 */
record TreeLimits(int depth, int leaves, int leafRows, boolean allFeatures) {
    static final TreeLimits NONE = new TreeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, false);

    TreeLimits onAllFeatures() {
        return new TreeLimits(depth, leaves, leafRows, true);
    }
}
