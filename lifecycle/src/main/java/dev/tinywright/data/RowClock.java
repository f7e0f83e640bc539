package dev.tinywright.data;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How often rows were taken, from a column of times: the median step from one row to the next of a file. Knows ISO 8601
 * dates with times, times of day, and numbers in a unit that the header, the name or the size tells (epochs of s, ms, µs
 * and ns). Where the unit stays open, or the steps are too uneven to speak of a rate, it says nothing.
 */
final class RowClock {
    private static final int MOST_STEPS = 100_000;
    private static final int LEAST_STEPS = 9;
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ISO_DATE_TIME,
            DateTimeFormatter.ofPattern("yyyy-M-d H:mm[:ss][.SSSSSS][.SSS][.S]", Locale.ROOT),
            DateTimeFormatter.ofPattern("yyyy/M/d H:mm[:ss][.SSS]", Locale.ROOT));

    private final ColumnNames.Named column;
    private final double[] steps = new double[MOST_STEPS];
    private int count;
    private int lastFile = -1;
    private double last = Double.NaN;
    private double largest;
    private boolean fractions;
    private boolean numbers;

    /** @param header of the column */
    RowClock(String header) {
        this.column = ColumnNames.split(header);
    }

    /** Takes the time of the next row. */
    void add(int file, String cell, char decimal) {
        double time = time(cell.strip(), decimal);
        if (!Double.isNaN(time)) {
            double step = time - last;
            if (file == lastFile && step > 0 && count < MOST_STEPS) {
                steps[count++] = step;
            }
            largest = Math.max(largest, Math.abs(time));
            last = time;
            lastFile = file;
        }
    }

    /** Returns seconds for dates and times of day, the number itself for numbers. */
    private double time(String cell, char decimal) {
        String plain = decimal == ',' ? cell.replace(',', '.') : cell;
        if (plain.matches("[-+]?\\d{1,20}(\\.\\d*)?([eE][-+]?\\d{1,2})?")) {
            numbers = true;
            double value = Double.parseDouble(plain);
            fractions |= value != Math.rint(value);
            return value;
        }
        return seconds(cell);
    }

    private static double seconds(String cell) {
        for (DateTimeFormatter format : DATES) {
            try {
                LocalDateTime time = LocalDateTime.from(format.parse(cell));
                return nanos(Duration.between(LocalDateTime.of(1970, 1, 1, 0, 0), time));
            } catch (DateTimeException e) {
                // another format, then
            }
        }
        try {
            return nanos(Duration.between(LocalTime.MIN, LocalTime.parse(cell)));
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static double nanos(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    OptionalDouble rateHz() {
        double unit = numbers ? secondsPerUnit() : 1;
        if (count < LEAST_STEPS || Double.isNaN(unit)) {
            return OptionalDouble.empty();
        }
        double[] sorted = Arrays.copyOf(steps, count);
        Arrays.sort(sorted);
        double median = sorted[count / 2];
        long near = Arrays.stream(sorted)
                .filter(step -> step > 0.5 * median && step < 2 * median)
                .count();
        return near >= 0.8 * count ? OptionalDouble.of(1 / (median * unit)) : OptionalDouble.empty();
    }

    private double secondsPerUnit() {
        List<String> words = ColumnNames.words(column.name());
        String unit = column.unit().isEmpty() ? "" : column.unit().toLowerCase(Locale.ROOT);
        if (unit.matches("ns") || words.contains("ns") || words.contains("nanosecond")) {
            return 1e-9;
        }
        if (unit.matches("us|µs|μs")
                || words.contains("us")
                || words.contains("microsecond")
                || words.contains("micro")) {
            return 1e-6;
        }
        if (unit.matches("ms|msec")
                || words.stream().anyMatch(List.of("ms", "milli", "millisecond", "msec")::contains)) {
            return 1e-3;
        }
        if (unit.matches("s|sec|seconds?") || words.stream().anyMatch(List.of("s", "sec", "second")::contains)) {
            return 1;
        }
        if (unit.matches("min|minutes?")) {
            return 60;
        }
        return unit.isEmpty() ? bySize() : Double.NaN;
    }

    /** Epoch times tell their unit by their size, 2001 to 2286; small numbers with fractions are taken for seconds. */
    private double bySize() {
        for (double perSecond : new double[] {1, 1e3, 1e6, 1e9}) {
            if (largest > 1e9 * perSecond && largest < 1e10 * perSecond) {
                return 1 / perSecond;
            }
        }
        return fractions && largest < 1e9 ? 1 : Double.NaN;
    }
}
