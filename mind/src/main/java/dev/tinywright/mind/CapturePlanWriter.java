package dev.tinywright.mind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proposes plans for recordings, sounds and pictures: the prompt's examples in other widths, as the measured numbers ask for. */
final class CapturePlanWriter {
    private static final String EXAMPLES = "examples of plans that work on this data";
    private static final List<Double> WIDER = List.of(2.0, 3.0);
    private static final List<Double> NARROWER = List.of(0.75, 0.5);
    private static final double FIRST = 1.5;

    private final List<ObjectNode> examples;

    private CapturePlanWriter(List<ObjectNode> examples) {
        this.examples = examples;
    }

    /** Returns a writer for a prompt that shows examples of such plans; empty where it asks for plans for a table. */
    static Optional<CapturePlanWriter> of(Prompt prompt) {
        List<ObjectNode> examples = new ArrayList<>();
        for (String line : prompt.section(EXAMPLES).lines().toList()) {
            try {
                if (Protocol.JSON.readTree(line) instanceof ObjectNode plan) {
                    examples.add(plan);
                }
            } catch (JsonProcessingException e) {
                // a line that is no plan is no example
            }
        }
        return examples.isEmpty() ? Optional.empty() : Optional.of(new CapturePlanWriter(examples));
    }

    ObjectNode first() {
        ObjectNode answer = Protocol.object();
        answer.set("plans", plans(FIRST, "half as wide again as the example: room for classes that are alike"));
        return answer;
    }

    ObjectNode next(Prompt prompt) {
        String missing = prompt.section("missing").strip();
        boolean wantsQuality = missing.contains("accuracy") || missing.contains("f1") || missing.contains("mae");
        List<Double> widths = wantsQuality ? WIDER : NARROWER;
        long rounds = prompt.section("attempts")
                        .lines()
                        .filter(line -> line.matches("\\| \\d+ \\|.*"))
                        .count()
                / 2;
        ObjectNode answer = Protocol.object();
        if (missing.startsWith("nothing") || rounds > widths.size()) {
            answer.put("decision", "done").put("why", "nothing is missing that a further plan would give");
            answer.putArray("plans");
            return answer;
        }
        answer.put("decision", "try")
                .put("why", "still missing: " + missing.lines().findFirst().orElse(""));
        double width = widths.get((int) Math.max(0, rounds - 1));
        answer.set("plans", plans(width, "another width, as this is missing: " + missing));
        return answer;
    }

    /** The cheapest example, and the last, which sees most. */
    private ArrayNode plans(double width, String reason) {
        ArrayNode plans = ScriptedMind.array();
        List<ObjectNode> chosen = examples.size() == 1 ? examples : List.of(examples.getFirst(), examples.getLast());
        for (ObjectNode example : chosen) {
            ObjectNode plan = example.deepCopy();
            scale(plan.path("model"), width);
            plans.addObject()
                    .put("reason", reason + (plans.size() == 1 ? "" : ", of another family"))
                    .set("plan", plan);
        }
        return plans;
    }

    /** The last layer, which has no activation, stays as it is. */
    private static void scale(JsonNode layers, double width) {
        for (JsonNode layer : layers) {
            if (layer.path("dense") instanceof ObjectNode dense && dense.has("activation")) {
                scale(dense, "units", width);
            }
            if (layer.path("conv") instanceof ObjectNode conv) {
                scale(conv, "filters", width);
            }
            if (layer.path("forest") instanceof ObjectNode forest) {
                scale(forest, "trees", width);
            }
            if (layer.path("kmeans") instanceof ObjectNode kmeans) {
                scale(kmeans, "clusters", width);
            }
            scale(layer.at("/residual/layers"), width);
        }
    }

    private static void scale(ObjectNode layer, String key, double width) {
        layer.put(key, Math.max(2, (int) Math.rint(layer.path(key).asInt() * width)));
    }
}
