package dev.tinywright.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranges of a number with about as many rows each: what stands in for classes where rows are counted, shown and divided, so that
 * each part of a split has low numbers and high ones. A number with few different values has a range for each.
 */
final class Ranges {
    private static final int MOST_VALUES = 8;
    private static final int RANGES = 5;

    private final float[] starts;
    private final List<String> names;

    private Ranges(float[] starts, List<String> names) {
        this.starts = starts;
        this.names = List.copyOf(names);
    }

    /** @param numbers NaN where missing */
    static Ranges of(float[] numbers) {
        float[] sorted = sorted(numbers);
        float[] different = different(sorted);
        return different.length <= MOST_VALUES ? ofValues(different) : ofSorted(sorted, RANGES);
    }

    /** Returns at most {@code count} ranges, however few different values there are. */
    static Ranges ofShares(float[] numbers, int count) {
        return ofSorted(sorted(numbers), count);
    }

    /** True where each different number is a range. */
    boolean isOfValues() {
        return names.stream().noneMatch(name -> name.contains(" "));
    }

    /** Returns how many of {@code numbers} are in the range that has fewest. */
    int fewest(float[] numbers) {
        int[] counts = new int[starts.length];
        for (float number : numbers) {
            counts[of(number)]++;
        }
        return Arrays.stream(counts).min().orElse(0);
    }

    private static float[] sorted(float[] numbers) {
        float[] sorted = new float[numbers.length];
        int size = 0;
        for (float number : numbers) {
            if (!Float.isNaN(number)) {
                sorted[size++] = number;
            }
        }
        sorted = Arrays.copyOf(sorted, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private static float[] different(float[] sorted) {
        float[] different = new float[sorted.length];
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                different[size++] = sorted[i];
            }
        }
        return Arrays.copyOf(different, size);
    }

    private static Ranges ofValues(float[] values) {
        List<String> names = new ArrayList<>();
        for (float value : values) {
            names.add(text(value));
        }
        return new Ranges(values, names);
    }

    private static Ranges ofSorted(float[] sorted, int count) {
        if (sorted.length == 0) {
            return ofValues(new float[] {0});
        }
        float[] starts = new float[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            float start = sorted[(int) ((long) i * sorted.length / count)];
            if (size == 0 || start > starts[size - 1]) {
                starts[size++] = start;
            }
        }
        float[] own = Arrays.copyOf(starts, size);
        List<String> texts = texts(own);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add(
                    i == size - 1
                            ? texts.get(i) + " and more"
                            : i == 0 ? "below " + texts.get(1) : texts.get(i) + " to " + texts.get(i + 1));
        }
        return new Ranges(own, names);
    }

    /** Returns starts in few digits, as many as tell them apart. */
    private static List<String> texts(float[] starts) {
        for (int digits = 4; digits < 9; digits++) {
            MathContext few = new MathContext(digits);
            List<String> texts = new ArrayList<>();
            for (float start : starts) {
                texts.add(text(new BigDecimal(start).round(few).floatValue()));
            }
            if (texts.stream().distinct().count() == starts.length) {
                return texts;
            }
        }
        return IntStream.range(0, starts.length).mapToObj(i -> text(starts[i])).toList();
    }

    private static String text(float value) {
        String text = Float.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    List<String> names() {
        return names;
    }

    /** Returns the range that a number is in; one that is missing is in the first. */
    int of(float number) {
        int range = 0;
        while (range + 1 < starts.length && number >= starts[range + 1]) {
            range++;
        }
        return range;
    }

    /** Returns the range of each number. */
    int[] codes(float[] numbers) {
        int[] codes = new int[numbers.length];
        Arrays.setAll(codes, i -> of(numbers[i]));
        return codes;
    }
}
