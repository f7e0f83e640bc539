package dev.tinywright.application;

import dev.tinywright.application.Expectations.Expected;
import dev.tinywright.application.Expectations.Level;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came out of the device, and what it stands for. */
final class Outputs {
    private final Expectations expectations;
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private final Map<Integer, TreeMap<Long, Level>> levels = new HashMap<>();

    Outputs(Expectations expectations, Trace trace) {
        this.expectations = expectations;
        expectations.expected().forEach((label, expected) -> expected.line()
                .ifPresent(line -> patterns.put(label, Pattern.compile(line))));
        for (Event event : trace.events()) {
            switch (event) {
                case Event.Pin pin -> level(pin.pin(), pin.micros(), pin.high() ? Level.HIGH : Level.LOW);
                case Event.Pwm pwm -> level(pwm.pin(), pwm.micros(), pwm.duty() >= 128 ? Level.HIGH : Level.LOW);
                default -> {}
            }
        }
    }

    private void level(int pin, long micros, Level level) {
        levels.computeIfAbsent(pin, key -> new TreeMap<>()).put(micros, level);
    }

    /** Returns the answers that expect a line like this. */
    Set<String> meanings(String line) {
        Set<String> meanings = new LinkedHashSet<>();
        String text = line.stripTrailing();
        patterns.forEach((label, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches() || pattern.matcher(line).matches()) {
                meanings.add(label);
            }
        });
        return meanings;
    }

    /** Returns the pins that any answer names. */
    Set<String> pins() {
        Set<String> pins = new TreeSet<>();
        expectations
                .expected()
                .values()
                .forEach(expected -> pins.addAll(expected.pins().keySet()));
        return pins;
    }

    /** Returns the levels that a pin may have for one of {@code answers}: all, where one of them does not name it. */
    Set<Level> allowed(String pin, Collection<String> answers) {
        Set<Level> allowed = new TreeSet<>();
        for (String answer : answers) {
            Expected expected = expectations.expected().get(answer);
            Level level = expected == null ? null : expected.pins().get(pin);
            allowed.addAll(level == null ? Set.of(Level.LOW, Level.HIGH) : Set.of(level));
        }
        return allowed;
    }

    /** Returns the level of a pin at a time; a pin that was never written is low. */
    Level level(String pin, long micros) {
        Map.Entry<Long, Level> entry = changes(pin).floorEntry(micros);
        return entry == null ? Level.LOW : entry.getValue();
    }

    /** Returns a pin's changes by time. */
    NavigableMap<Long, Level> changes(String pin) {
        return levels.getOrDefault(number(pin), new TreeMap<>());
    }

    boolean anyPinChanges() {
        return levels.values().stream().anyMatch(changes -> changes.size() > 1);
    }

    /** Returns the answers whose pins are as they are at a time. */
    Set<String> meanings(long micros) {
        List<String> meanings = new ArrayList<>();
        expectations.expected().forEach((answer, expected) -> {
            boolean same =
                    expected.pins().entrySet().stream().allMatch(pin -> level(pin.getKey(), micros) == pin.getValue());
            if (same && !expected.pins().isEmpty()) {
                meanings.add(answer);
            }
        });
        return new LinkedHashSet<>(meanings);
    }

    /** Returns a pin's number on Arduino boards: the built-in LED is 13, the coloured ones 22 to 24, A0 is 14. */
    static int number(String pin) {
        return switch (pin) {
            case "LED_BUILTIN" -> 13;
            case "LEDR" -> 22;
            case "LEDG" -> 23;
            case "LEDB" -> 24;
            default ->
                pin.startsWith("A") ? 14 + Integer.parseInt(pin.substring(1)) : Integer.parseInt(pin.replace("D", ""));
        };
    }
}
