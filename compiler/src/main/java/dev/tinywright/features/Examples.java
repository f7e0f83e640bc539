package dev.tinywright.features;

import java.util.Arrays;

/**
 * Numbered examples of one {@link InputFormat}, read when asked for: there may be more than memory holds. Safe for many
 * threads; the same index always gives the same numbers.
 */
public interface Examples {
    int size();

    /** Returns the numbers of an example, of the format's length, NaN where one is missing. For reading only. */
    float[] get(int index);

    /** Returns examples that are in memory. The array is shared: do not write to it. */
    static Examples of(float[][] rows) {
        return new Examples() {
            @Override
            public int size() {
                return rows.length;
            }

            @Override
            public float[] get(int index) {
                return rows[index];
            }
        };
    }

    /** Returns some of these, in the order of {@code indices}. */
    default Examples select(int[] indices) {
        int[] chosen = Arrays.copyOf(indices, indices.length);
        Examples all = this;
        return new Examples() {
            @Override
            public int size() {
                return chosen.length;
            }

            @Override
            public float[] get(int index) {
                return all.get(chosen[index]);
            }
        };
    }
}
