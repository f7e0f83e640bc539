package dev.tinywright.mind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinywright.mind.Device.Behaviour;
import dev.tinywright.mind.Device.SensorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads what a prompt for a sketch says of the device, in its sections Model, Readings and Must be seen. What it does not say is
 * not known: there is no sensor and no library that this class has heard of.
 */
final class DeviceReader {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern CLASSIFY = Pattern.compile("(\\w+)_classify\\(");
    private static final Pattern HEADER = Pattern.compile("#include <([^>]+)>");
    private static final Pattern COUNT = Pattern.compile("_READINGS]; // (\\d+) of them");
    private static final Pattern INPUT = Pattern.compile("(?m)^//\\s+readings\\[(\\d+)]: (.*)$");
    private static final Pattern SHARE = Pattern.compile(", share: raw value / sum of (.*)$");
    private static final Pattern LABELS = Pattern.compile("_label\\(result\\.best\\) // [^:]*: (.*)");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^\\s+readings\\[\\d+] = (.*?);");
    private static final Pattern TIME = Pattern.compile("([\\d.]+)\\s*(us|ms|s|min)");

    private final Prompt prompt;

    private DeviceReader(Prompt prompt) {
        this.prompt = prompt;
    }

    static Device device(Prompt prompt) {
        DeviceReader reader = new DeviceReader(prompt);
        String model = prompt.section("model");
        JsonNode expected = reader.expected();
        List<String> inputs = reader.inputs(model);
        return new Device(
                Prompt.find(CLASSIFY, model).orElse("model"),
                Prompt.find(HEADER, model).orElse("model.h"),
                inputs,
                shares(model),
                labels(model),
                reader.sensors(),
                ASSIGNMENT
                        .matcher(prompt.section("readings"))
                        .results()
                        .map(found -> found.group(1))
                        .toList(),
                millis(expected.path("period").asText("1 s")),
                behaviours(expected.path("expect")),
                unsureBelow(expected.path("unsureBelow")));
    }

    /** Returns expect.yaml as the prompt shows it, which is what the rules made of the words and is to be kept. */
    static String expectations(Prompt prompt, Device device) {
        String shown = prompt.section("must be seen");
        return shown.contains("expect:") ? shown : SketchText.expectations(device);
    }

    private JsonNode expected() {
        try {
            return YAML.readTree(prompt.section("must be seen"));
        } catch (JsonProcessingException e) {
            return YAML.createObjectNode();
        }
    }

    private List<String> inputs(String model) {
        List<String> names = new ArrayList<>();
        INPUT.matcher(model)
                .results()
                .map(found -> found.group(2).replaceFirst(", (in |share: |-?[\\d.]+(E-?\\d+)? to ).*", ""))
                .forEach(names::add);
        int count = Prompt.find(COUNT, model).map(Integer::parseInt).orElse(names.size());
        while (names.size() < count) {
            names.add("reading " + names.size());
        }
        return names;
    }

    /** Inputs that are shares of the same sum are one group. */
    private static List<List<Integer>> shares(String model) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (MatchResult input : INPUT.matcher(model).results().toList()) {
            Prompt.find(SHARE, input.group(2)).ifPresent(sum -> groups.computeIfAbsent(sum, _ -> new ArrayList<>())
                    .add(Integer.parseInt(input.group(1))));
        }
        return List.copyOf(groups.values());
    }

    private static List<String> labels(String model) {
        String listed = Prompt.find(LABELS, model).orElse("");
        return QUOTED.matcher(listed)
                .results()
                .map(label -> label.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    /** Each card begins with the sensor's name and a colon; what is indented is code. */
    private List<SensorCode> sensors() {
        List<Card> cards = new ArrayList<>();
        for (String line : prompt.section("readings").lines().toList()) {
            if (line.startsWith("Then:")) {
                break;
            }
            if (line.endsWith(":") && (line.contains(", library ") || line.contains(", read by the core"))) {
                cards.add(new Card());
            } else if (!cards.isEmpty()) {
                cards.getLast().take(line);
            }
        }
        return cards.stream().map(Card::code).toList();
    }

    /** One sensor's card, line by line. */
    private static final class Card {
        private final List<String> includes = new ArrayList<>();
        private final StringBuilder declare = new StringBuilder();
        private final StringBuilder setup = new StringBuilder();
        private final List<String> ready = new ArrayList<>();
        private final List<StringBuilder> read = new ArrayList<>();
        private StringBuilder part = declare;

        private void take(String line) {
            if (line.startsWith("  ")) {
                part.append(line.substring(2)).append('\n');
            } else if (line.startsWith("#include")) {
                includes.add(line);
            } else if (line.startsWith("a new value is there when: ")) {
                ready.add(line.substring(line.indexOf(": ") + 2));
            } else if (line.startsWith("in setup()")) {
                part = setup;
            } else if (line.startsWith("to read")) {
                part = new StringBuilder();
                read.add(part);
            }
        }

        private SensorCode code() {
            return new SensorCode(
                    includes,
                    declare.toString().strip(),
                    setup.toString().strip(),
                    ready,
                    read.stream().map(StringBuilder::toString).toList());
        }
    }

    private static long millis(String time) {
        return TIME.matcher(time)
                .results()
                .findFirst()
                .map(found -> Math.round(Double.parseDouble(found.group(1)) * factor(found.group(2))))
                .orElse(1000L);
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "us" -> 0.001;
            case "ms" -> 1;
            case "s" -> 1000;
            default -> 60_000;
        };
    }

    private static Map<String, Behaviour> behaviours(JsonNode expect) {
        Map<String, Behaviour> behaviours = new LinkedHashMap<>();
        expect.properties().forEach(entry -> {
            Map<String, Boolean> pins = new LinkedHashMap<>();
            entry.getValue()
                    .path("pins")
                    .properties()
                    .forEach(pin ->
                            pins.put(pin.getKey(), pin.getValue().asText().equals("high")));
            behaviours.put(
                    entry.getKey(), new Behaviour(entry.getValue().path("line").asText(), pins));
        });
        return behaviours;
    }

    private static OptionalDouble unsureBelow(JsonNode share) {
        Optional<Double> value = share.isNumber()
                ? Optional.of(share.asDouble())
                : Prompt.find(Pattern.compile("([\\d.]+) ?%"), share.asText())
                        .map(percent -> Double.parseDouble(percent) / 100);
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
