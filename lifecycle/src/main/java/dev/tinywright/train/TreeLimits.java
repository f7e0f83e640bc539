package dev.tinywright.train;

/**
 * What bounds a tree.
 *
 * @param depth tests from root to leaf at most
 * @param leaves at most; splits that help most stay
 * @param leafRows rows of a leaf at least
 */
record TreeLimits(int depth, int leaves, int leafRows) {
    static final TreeLimits NONE = new TreeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
}
