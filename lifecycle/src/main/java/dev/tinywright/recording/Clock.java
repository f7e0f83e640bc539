package dev.tinywright.recording;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of times counts: seconds in its unit, told by its name, or by the size of its steps. */
record Clock(double secondsPerUnit, String why) {
    private static final double TYPICAL_MS = 1;

    /** Returns the clock of a column called {@code name}, or none where the values do not grow. */
    static Optional<Clock> of(String name, String unit, double[] times) {
        if (times.length < 2 || Arrays.stream(times).anyMatch(Double::isNaN)) {
            return Optional.empty();
        }
        double step = medianStep(times);
        if (!(step > 0)) {
            return Optional.empty();
        }
        String word =
                unit.isEmpty() ? suffix(name) : unit.toLowerCase(Locale.ROOT).strip();
        return Optional.of(named(word).orElseGet(() -> guessed(times[0], step)));
    }

    private static String suffix(String name) {
        List<String> words = List.of(name.toLowerCase(Locale.ROOT).split("[^a-zµ]+"));
        return words.isEmpty() ? "" : words.getLast();
    }

    private static Optional<Clock> named(String unit) {
        double seconds =
                switch (unit) {
                    case "s", "sec", "secs", "second", "seconds" -> 1;
                    case "ms", "msec", "millis", "milliseconds", "millisecond" -> 1e-3;
                    case "us", "µs", "usec", "micros", "microseconds", "microsecond" -> 1e-6;
                    case "ns", "nanos", "nanoseconds", "nanosecond" -> 1e-9;
                    case "min", "minutes" -> 60;
                    case "h", "hours" -> 3600;
                    default -> 0;
                };
        return seconds == 0 ? Optional.empty() : Optional.of(new Clock(seconds, "its unit is " + unit));
    }

    /** A time since 1970 is told by its size, another by whether its steps are whole. */
    private static Clock guessed(double first, double step) {
        if (first > 1e17) {
            return new Clock(1e-9, "nanoseconds since 1970, by their size");
        }
        if (first > 1e14) {
            return new Clock(1e-6, "microseconds since 1970, by their size");
        }
        if (first > 1e11) {
            return new Clock(1e-3, "milliseconds since 1970, by their size");
        }
        if (first > 1e9 || step != Math.rint(step) || step < TYPICAL_MS) {
            return new Clock(1, "seconds, because its steps are small");
        }
        return step < 2000
                ? new Clock(1e-3, "milliseconds, because it grows by whole numbers")
                : new Clock(1e-6, "microseconds, because it grows by thousands");
    }

    /** Returns the usual step; of a clock that stands still for many rows, and never goes back, the usual step it makes. */
    static double medianStep(double[] times) {
        double[] steps = new double[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        double median = steps[steps.length / 2];
        double[] growing = Arrays.stream(steps).filter(step -> step > 0).toArray();
        boolean coarse = median == 0 && steps[0] == 0 && growing.length > 0;
        return coarse ? growing[growing.length / 2] : median;
    }

    /** Returns seconds since 1970 of "2026-03-01T12:00:00.25Z" or with a space or without a zone; NaN where it is no such time. */
    static double iso(String text) {
        if (text.length() < 16 || text.charAt(4) != '-') {
            return Double.NaN;
        }
        String plain = text.replace(' ', 'T');
        try {
            return seconds(Instant.parse(plain));
        } catch (DateTimeParseException e) {
            return local(plain);
        }
    }

    private static double local(String text) {
        try {
            return seconds(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() * 1e-9;
    }
}
