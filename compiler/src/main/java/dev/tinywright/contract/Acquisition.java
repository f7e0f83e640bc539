package dev.tinywright.contract;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How the readings were recorded, as far as the data tells.
 *
 * @param ranges lowest and highest training value of each reading, in the order of the readings
 * @param shares groups of readings, by position, whose values sum to one in every row: each is a raw value divided by the
 *     sum of the group's raw values
 * @param rateHz rows per second, where a time column says so
 */
public record Acquisition(List<Range> ranges, List<List<Integer>> shares, OptionalDouble rateHz) {
    public Acquisition {
        ranges = List.copyOf(ranges);
        shares = shares.stream().map(List::copyOf).toList();
    }

    /** Returns what is known where nobody has looked at the data: as many readings, ranges of 0 to 0, which mean unknown. */
    public static Acquisition unknown(int readings) {
        return new Acquisition(Collections.nCopies(readings, new Range(0, 0)), List.of(), OptionalDouble.empty());
    }

    /** @param low at most {@code high}; both finite */
    public record Range(float low, float high) {
        public Range {
            if (!Float.isFinite(low) || !Float.isFinite(high) || low > high) {
                throw new IllegalArgumentException("not a range: " + low + " to " + high);
            }
        }
    }
}
