package dev.tinywright.mind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;

/** Faults of answers in JSON. */
final class JsonSpoiler {
    private final Prompt prompt;
    private final SplittableRandom random;

    JsonSpoiler(Prompt prompt, SplittableRandom random) {
        this.prompt = prompt;
        this.random = random;
    }

    String spoil(Fault fault, String right) {
        if (fault == Fault.INVALID_JSON) {
            return invalid(right);
        }
        ObjectNode json = read(right);
        switch (fault) {
            case UNKNOWN_KEYS -> unknownKeys(json);
            case INVENTED_BLOCKS -> plans(json).forEach(this::inventBlock);
            case WRONG_UNITS -> plans(json).forEach(this::wrongUnits);
            case WRONG_FRAMING -> plans(json).forEach(JsonSpoiler::wrongFraming);
            case PLACEHOLDER_PATHS -> placeholders(json);
            default -> throw new IllegalArgumentException(fault.id() + " is no fault of JSON");
        }
        return json.toPrettyString();
    }

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) Protocol.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the right answer is no JSON: " + text, e);
        }
    }

    private String invalid(String right) {
        String json = read(right).toPrettyString();
        return switch (random.nextInt(5)) {
            case 0 -> json.replaceAll("(\\S)\\s*([}\\]])\\s*$", "$1,\n$2");
            case 1 -> json.replace('"', '\'');
            case 2 -> json.replaceFirst("\\{", "{\n  // the settings that fit this task best");
            case 3 -> json.replaceAll("\"(\\w+)\"( ?:)", "$1$2");
            default -> json.replaceFirst("\\s*}\\s*$", ",\n  \"score\" : NaN\n}");
        };
    }

    private void unknownKeys(ObjectNode json) {
        if (random.nextInt(2) == 0 || plans(json).isEmpty()) {
            json.put("confidence", 0.93).put("explanation", "chosen for a good balance of size and accuracy");
        } else {
            plans(json).forEach(plan -> plan.put("framework", "tensorflow")
                    .putObject("preprocessing")
                    .put("normalization", "standard"));
        }
    }

    /** Returns the plans of an answer; one that has none is made to propose some, as there is nothing else to get wrong. */
    private List<ObjectNode> plans(ObjectNode json) {
        boolean isOfPlans = prompt.job().equals("plan") || prompt.job().equals("next");
        if (isOfPlans && json.path("plans").isEmpty()) {
            json.setAll(ScriptedMind.nextTry(prompt));
        }
        return json.path("plans")
                .valueStream()
                .map(entry -> (ObjectNode) entry.path("plan"))
                .toList();
    }

    private void inventBlock(ObjectNode plan) {
        switch (random.nextInt(4)) {
            case 0 -> plan.withArray("data").addObject().put("uses", "smote").put("k", 5);
            case 1 -> plan.withArray("features").addObject().put("uses", "pca").put("components", 2);
            case 2 ->
                insert(plan.withArray("model"), "dropout", Protocol.object().put("rate", 0.2));
            default -> insert(plan.withArray("model"), "batchNorm", Protocol.object());
        }
    }

    private static void insert(ArrayNode layers, String name, ObjectNode settings) {
        ObjectNode layer = Protocol.object();
        layer.set(name, settings);
        layers.insert(layers.size() - 1, layer);
    }

    /** One unit was the commonest mistake of the study: 52 of 53 specifications of one model. */
    private void wrongUnits(ObjectNode plan) {
        ArrayNode layers = plan.withArray("model");
        ObjectNode last = layers.path(layers.size() - 1).path("dense") instanceof ObjectNode dense
                ? dense
                : layers.addObject().putObject("dense");
        int right = last.path("units").asInt();
        int wrong = random.nextInt(2) == 0 ? 1 : right + 1 + random.nextInt(8);
        last.put("units", wrong == right ? right + 1 : wrong);
        if (wrong == 1) {
            last.put("activation", "sigmoid");
        }
    }

    private static void wrongFraming(ObjectNode plan) {
        if (plan.path("picture") instanceof ObjectNode picture) {
            picture.put("height", 512).put("width", 512);
        } else {
            plan.putObject("window").put("length", 90).put("stride", 45);
        }
    }

    private void placeholders(ObjectNode json) {
        switch (prompt.job()) {
            case "plan", "next" ->
                plans(json).forEach(plan -> plan.withArray("data").addObject().put("run", "/path/to/your/clean.py"));
            case "answer" ->
                json.withArray("cites").addObject().put("figure", "96.2 %").put("key", "/path/to/report.json");
            default -> json.put("board", "<your-board-id>").put("application", "run /path/to/your/sketch.ino");
        }
    }
}
