package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.pipeline.Explanation;
import dev.tinywright.pipeline.Project;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the last build measured and why its plan is as it is: all that a question about it is answered from.
 *
 * @param explanation the rules' sentences
 * @param values of report.json by key, {@code device.accuracy}, as text with units, in the order of the report
 */
record BuildFacts(List<String> explanation, Map<String, String> values) {
    private static final List<String> PARTS = List.of("device", "verdict", "memory", "application", "attempts");

    /** What holds rows of the data, or says again what another part does. */
    private static final Set<String> LEFT_OUT = Set.of("failures", "firstLines", "goals", "emulator", "ranOn");

    private static final Set<String> SHARES = Set.of("accuracy", "f1", "accuracyInterval");
    private static final int MOST_CHARACTERS = 400;

    BuildFacts {
        explanation = List.copyOf(explanation);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads a project's record and report.
     *
     * @throws dev.tinywright.diag.TinywrightException (usage) where nothing was built yet
     */
    static BuildFacts read(Project project) {
        return of(Explanation.read(project), report(project.out().resolve("report.json")));
    }

    private static JsonNode report(Path file) {
        try {
            return Files.isRegularFile(file) ? Schemas.JSON.readTree(file.toFile()) : Schemas.JSON.createObjectNode();
        } catch (IOException unreadable) {
            return Schemas.JSON.createObjectNode(); // the explanation is enough
        }
    }

    static BuildFacts of(List<String> explanation, JsonNode report) {
        Map<String, String> values = new LinkedHashMap<>();
        add("device.accuracy", "accuracy", report.at("/device/accuracy"), values); // what most questions are about
        PARTS.forEach(part -> add(part, part, report.path(part), values));
        for (JsonNode goal : report.at("/verdict/goals")) {
            goal(goal, values);
        }
        return new BuildFacts(
                explanation.stream().filter(line -> !line.isBlank()).toList(), values);
    }

    /** Returns the record as a prompt shows it: figures by key, then the sentences. */
    Hole hole() {
        Map<String, String> withoutAttempts = values.entrySet().stream()
                .filter(e -> !e.getKey().startsWith("attempts"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
        return Hole.of(
                text(values) + sentences(), text(withoutAttempts) + sentences(), text(withoutAttempts) + "(and more)");
    }

    private static String text(Map<String, String> values) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        values.forEach((key, value) -> lines.add("- " + key + ": " + value));
        return lines.toString();
    }

    private String sentences() {
        return explanation.stream()
                .map(line -> "- " + Quoted.of(line.strip(), MOST_CHARACTERS))
                .collect(Collectors.joining("\n"));
    }

    /** Returns everything, for looking figures up. */
    String all() {
        return String.join("\n", explanation) + "\n" + String.join("\n", values.values());
    }

    private static void add(String key, String name, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties().stream()
                    .filter(e -> !LEFT_OUT.contains(e.getKey()))
                    .forEach(e -> add(key + "." + e.getKey(), e.getKey(), e.getValue(), values));
        } else if (node.isArray() && node.path(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                add(key + "[" + i + "]", name, node.path(i), values);
            }
        } else if (node.isArray() && !node.isEmpty()) {
            values.put(
                    key,
                    StreamSupport.stream(node.spliterator(), false)
                            .map(value -> text(name, value))
                            .collect(Collectors.joining(SHARES.contains(name) ? " to " : ", ")));
        } else if (node.isValueNode() && !node.isNull() && !node.asText().isEmpty()) {
            values.put(key, text(name, node));
        }
    }

    private static void goal(JsonNode goal, Map<String, String> values) {
        String metric = goal.path("name").asText();
        String unit =
                switch (metric) {
                    case "flash", "ram" -> "Bytes";
                    case "latency" -> "Millis";
                    default -> metric;
                };
        String key = "verdict.goals." + metric;
        values.put(key + ".wanted", goal.path("relation").asText() + " " + text(unit, goal.path("wanted")));
        if (goal.path("measured").isNumber()) {
            values.put(key + ".measured", text(unit, goal.path("measured")));
            values.put(key + ".met", text("met", goal.path("met")));
        }
    }

    /** Returns a value with the unit that its name has. */
    private static String text(String name, JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        if (!value.isNumber()) {
            return Quoted.of(value.asText(), MOST_CHARACTERS);
        }
        BigDecimal number = value.decimalValue();
        if (SHARES.contains(name)) {
            return plain(number.movePointRight(2).setScale(1, RoundingMode.HALF_UP)) + " %";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String unit = lower.endsWith("bytes") ? " B" : lower.endsWith("millis") ? " ms" : "";
        return plain(
                        value.isIntegralNumber()
                                ? number
                                : number.round(new MathContext(4)).stripTrailingZeros())
                + unit;
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
