package dev.tinywright.application;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Times and shares in a wish: "5 s", "half a second", "60 %", "0.6". */
final class WishAmounts {
    private static final Map<String, Double> MILLIS = Map.ofEntries(
            Map.entry("us", 1e-3),
            Map.entry("µs", 1e-3),
            Map.entry("microsecond", 1e-3),
            Map.entry("ms", 1.0),
            Map.entry("msec", 1.0),
            Map.entry("millis", 1.0),
            Map.entry("millisecond", 1.0),
            Map.entry("s", 1e3),
            Map.entry("sec", 1e3),
            Map.entry("second", 1e3),
            Map.entry("min", 6e4),
            Map.entry("minute", 6e4),
            Map.entry("h", 3.6e6),
            Map.entry("hr", 3.6e6),
            Map.entry("hour", 3.6e6));

    private final WishWords words;

    WishAmounts(WishWords words) {
        this.words = words;
    }

    /** A time, and the position after its words. */
    record Time(Duration duration, int to) {}

    /** A share of 1, and the position after its words. */
    record Share(double share, int to) {}

    /** Returns the time at {@code i}: "5 seconds", "second", "half a second", "a second". */
    Optional<Time> time(int i) {
        if (words.match(i, "half a?") > 0) {
            return unit(words.match(i, "half a?")).map(t -> scaled(t, 0.5));
        }
        if (words.match(i, "a? quarter of? a?") > 0) {
            return unit(words.match(i, "a? quarter of? a?")).map(t -> scaled(t, 0.25));
        }
        if (words.match(i, "a couple of") > 0) {
            return unit(i + 3).map(t -> scaled(t, 2));
        }
        OptionalDouble number = words.number(i);
        if (number.isPresent()) {
            return unit(i + 1).map(t -> scaled(t, number.getAsDouble()));
        }
        return unit(words.is(i, "a", "an", "one", "each", "every", "per") ? i + 1 : i);
    }

    private static Time scaled(Time time, double factor) {
        return new Time(Duration.ofNanos(Math.round(time.duration().toNanos() * factor)), time.to());
    }

    /** Returns a bare unit at {@code i} as one of it. */
    Optional<Time> unit(int i) {
        String key = words.key(i);
        Double millis = MILLIS.getOrDefault(key, MILLIS.get(WishWords.singular(key)));
        return millis == null
                ? Optional.empty()
                : Optional.of(new Time(Duration.ofNanos(Math.round(millis * 1e6)), i + 1));
    }

    /** Returns the share at {@code i}: "60 %", "60 percent", "0.6". */
    Optional<Share> share(int i) {
        OptionalDouble number = words.number(i);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        double value = number.getAsDouble();
        if (words.is(i + 1, "%", "percent", "pct") && value > 0 && value < 100) {
            return Optional.of(new Share(value / 100, i + 2));
        }
        boolean fraction = value > 0 && value < 1 && time(i).isEmpty();
        return fraction ? Optional.of(new Share(value, i + 1)) : Optional.empty();
    }
}
