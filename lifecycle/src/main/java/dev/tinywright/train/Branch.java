package dev.tinywright.train;

/** A grown tree, or a part of one, before it is cut back. */
sealed interface Branch {
    /** What the rows that come here would be answered if nothing followed: class shares, or one number. */
    float[] answer();

    int leaves();

    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Leaf(float[] answer) implements Branch {
        @Override
        public int leaves() {
            return 1;
        }
    }

    /**
     * @param threshold values of at most this go to {@code below}
     * @param gain how much less wrong the two sides are about their rows than the whole is; not negative
     */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Split(float[] answer, int feature, float threshold, double gain, Branch below, Branch above, int leaves)
            implements Branch {
        Split(float[] answer, int feature, float threshold, double gain, Branch below, Branch above) {
            this(answer, feature, threshold, gain, below, above, below.leaves() + above.leaves());
        }
    }
}
