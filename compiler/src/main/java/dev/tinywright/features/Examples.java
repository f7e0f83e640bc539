package dev.tinywright.features;

import java.util.Arrays;
import java.util.List;

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

    /** Returns the examples of all, one after another. */
    static Examples concat(List<Examples> parts) {
        int[] ends = parts.stream().mapToInt(Examples::size).toArray();
        Arrays.parallelPrefix(ends, Integer::sum);
        List<Examples> all = List.copyOf(parts);
        return new Examples() {
            @Override
            public int size() {
                return ends.length == 0 ? 0 : ends[ends.length - 1];
            }

            @Override
            public float[] get(int index) {
                int part = 0;
                while (index >= ends[part]) {
                    part++;
                }
                return all.get(part).get(part == 0 ? index : index - ends[part - 1]);
            }
        };
    }
}
