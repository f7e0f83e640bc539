package dev.tinywright.sensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a sensor's YAML file, strictly. A channel or read with {@code numbers: 0-7} stands for one of each number, which
 * replaces {@code {n}} in its texts.
 */
final class SensorFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String HINT = "docs/sensors.md describes each key and has an example";
    private static final List<String> KEYS =
            List.of("id", "name", "words", "library", "include", "channels", "declare", "setup", "reads", "source");
    private static final List<String> LIBRARY_KEYS = List.of("name", "version", "header");
    private static final List<String> CHANNEL_KEYS =
            List.of("name", "words", "unit", "variable", "world", "low", "high", "noise", "whole", "numbers");
    private static final List<String> READ_KEYS = List.of("channels", "ready", "code", "numbers", "rate");

    private SensorFile() {}

    /** @throws TinywrightException (usage) naming {@code where} and the key that is wrong */
    static Sensor parse(String yaml, String where) {
        try {
            return sensor(YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw mistake(e.getOriginalMessage().lines().findFirst().orElse("unreadable") + line, where);
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()), where);
        }
    }

    private static TinywrightException mistake(String what, String where) {
        return TinywrightException.usage("not a sensor: " + what, where, HINT);
    }

    private static Sensor sensor(JsonNode root) {
        allow(root, KEYS, "");
        Optional<Sensor.Library> library = library(root.path("library"));
        List<String> include = new ArrayList<>();
        library.ifPresent(l -> include.add("#include <" + l.header() + ">"));
        include.addAll(texts(root, "include", ""));
        List<Sensor.Channel> channels = new ArrayList<>();
        items(root, "channels")
                .forEach(node -> numbers(node, "channels.").forEach(number -> channels.add(channel(node, number))));
        List<Sensor.Read> reads = new ArrayList<>();
        items(root, "reads").forEach(node -> numbers(node, "reads.").forEach(number -> reads.add(read(node, number))));
        return new Sensor(
                text(root, "id", ""),
                text(root, "name", ""),
                texts(root, "words", ""),
                library,
                channels,
                new Sensor.Code(include, optional(root, "declare"), optional(root, "setup"), reads),
                text(root, "source", ""));
    }

    private static Optional<Sensor.Library> library(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        allow(node, LIBRARY_KEYS, "library.");
        return Optional.of(new Sensor.Library(
                text(node, "name", "library."), text(node, "version", "library."), text(node, "header", "library.")));
    }

    private static Sensor.Channel channel(JsonNode node, String number) {
        allow(node, CHANNEL_KEYS, "channels.");
        return new Sensor.Channel(
                numbered(text(node, "name", "channels."), number),
                texts(node, "words", "channels.").stream()
                        .map(word -> numbered(word, number))
                        .toList(),
                text(node, "unit", "channels."),
                numbered(text(node, "variable", "channels."), number),
                numbered(text(node, "world", "channels."), number),
                number(node, "low"),
                number(node, "high"),
                number(node, "noise"),
                truth(node, "whole"));
    }

    private static Sensor.Read read(JsonNode node, String number) {
        allow(node, READ_KEYS, "reads.");
        return new Sensor.Read(
                texts(node, "channels", "reads.").stream()
                        .map(channel -> numbered(channel, number))
                        .toList(),
                numbered(optional(node, "ready"), number),
                numbered(text(node, "code", "reads."), number).stripTrailing(),
                missing(node.path("rate")) ? 0 : node.path("rate").asDouble());
    }

    private static String numbered(String text, String number) {
        return text.replace("{n}", number);
    }

    /** Returns the numbers of {@code numbers: 0-7}; one empty text where there is no such key. */
    private static List<String> numbers(JsonNode node, String at) {
        String range = optional(node, "numbers");
        if (range.isEmpty()) {
            return List.of("");
        }
        if (!range.matches("\\d{1,2}-\\d{1,2}")) {
            throw new IllegalArgumentException("'" + at + "numbers' is '" + range + "', not such as 0-7");
        }
        int dash = range.indexOf('-');
        List<String> numbers = new ArrayList<>();
        for (int n = Integer.parseInt(range.substring(0, dash));
                n <= Integer.parseInt(range.substring(dash + 1));
                n++) {
            numbers.add(Integer.toString(n));
        }
        return numbers;
    }

    private static void allow(JsonNode node, List<String> keys, String at) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    at.isEmpty()
                            ? "the file has no keys"
                            : "'" + at.substring(0, at.length() - 1) + "' has no keys below it");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown key '" + at + name + "'; known there: " + String.join(", ", keys));
            }
        });
    }

    private static Iterable<JsonNode> items(JsonNode root, String key) {
        JsonNode node = root.path(key);
        if (!node.isArray()) {
            throw new IllegalArgumentException("the key '" + key + "' is " + (missing(node) ? "missing" : "no list"));
        }
        return node;
    }

    private static boolean missing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String text(JsonNode node, String key, String at) {
        JsonNode value = node.path(key);
        if (missing(value)) {
            throw new IllegalArgumentException("the key '" + at + key + "' is missing");
        }
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("the key '" + at + key + "' is not a text");
        }
        return value.asText();
    }

    private static String optional(JsonNode node, String key) {
        return missing(node.path(key)) ? "" : text(node, key, "").stripTrailing();
    }

    private static List<String> texts(JsonNode node, String key, String at) {
        JsonNode value = node.path(key);
        if (missing(value)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("the key '" + at + key + "' is no list");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static double number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    "the key 'channels." + key + "' is " + (missing(value) ? "missing" : "not a number"));
        }
        return value.asDouble();
    }

    private static boolean truth(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!missing(value) && !value.isBoolean()) {
            throw new IllegalArgumentException("the key 'channels." + key + "' is not true or false");
        }
        return value.asBoolean(false);
    }
}
