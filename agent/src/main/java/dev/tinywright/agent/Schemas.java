package dev.tinywright.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** The schemas that answers must fit: those of task.yaml and plan.yaml, within what an answer has around them. */
final class Schemas {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Schemas() {}

    /**
     * What plans of a model's are for: of plan.yaml, an answer may have what there is use for.
     *
     * @param without sections that are left out
     * @param features blocks that there are
     */
    record Scope(Set<String> without, Set<String> features) {
        static final Scope TABLE = new Scope(
                Set.of("window", "picture", "continuous"),
                Set.of("standardize", "min-max", "clip-outliers", "robust-scale", "log", "pairs"));
        static final Scope SIGNALS = new Scope(
                Set.of("data", "split", "picture"),
                Set.of(
                        "standardize",
                        "min-max",
                        "robust-scale",
                        "difference",
                        "remove-mean",
                        "high-pass",
                        "low-pass",
                        "raw",
                        "statistics",
                        "spectrum",
                        "wavelet"));
        static final Scope SOUND = new Scope(
                Set.of("data", "split", "picture"),
                Set.of(
                        "standardize",
                        "min-max",
                        "robust-scale",
                        "high-pass",
                        "low-pass",
                        "statistics",
                        "spectrum",
                        "wavelet",
                        "mel",
                        "mfcc"));
        static final Scope PICTURES = new Scope(
                Set.of("data", "split", "window", "continuous"),
                Set.of("standardize", "min-max", "grey", "crop", "resize"));
    }

    /** Words for people, and what a person alone may write. */
    private static final List<String> LEFT_OUT = List.of("description", "default", "examples", "keep", "title");

    /** @param decides whether the answer says if it is done */
    static JsonNode plans(Scope scope, boolean decides) {
        ObjectNode root = read(decides ? "next" : "plans");
        ObjectNode plan = published("plan");
        plan.remove(List.of("$schema", "$id"));
        LEFT_OUT.forEach(word -> plan.findParents(word).forEach(part -> ((ObjectNode) part).remove(word)));
        ObjectNode parts = (ObjectNode) plan.path("properties");
        parts.remove(scope.without);
        ArrayNode features = (ArrayNode) parts.at("/features/items/oneOf");
        for (int i = features.size() - 1; i >= 0; i--) {
            if (!scope.features.contains(
                    features.path(i).at("/properties/uses/const").asText())) {
                features.remove(i);
            }
        }
        for (JsonNode block : parts.at("/data/items/oneOf")) {
            if (block.at("/properties/run") instanceof ObjectNode) {
                ((ObjectNode) block.path("properties")).putObject("does").put("type", "string");
            }
        }
        ((ObjectNode) root.at("/properties/plans/items/properties")).set("plan", plan);
        return root;
    }

    /** Returns a plan as an answer has it, on one line, without what has a default and what is not a model's to say. */
    static String example(Plan plan) {
        try {
            ObjectNode json = (ObjectNode) YAML.readTree(PlanFile.text(plan));
            json.remove(List.of("data", "split", "quantize", "codegen"));
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode task() {
        return read("task");
    }

    static JsonNode answer() {
        return read("answer");
    }

    static JsonNode change() {
        return read("change");
    }

    private static ObjectNode published(String name) {
        return load(PlanFile.class, "/dev/tinywright/schema/" + name + ".schema.json");
    }

    private static ObjectNode read(String name) {
        return load(Schemas.class, "/dev/tinywright/prompts/" + name + ".schema.json");
    }

    private static ObjectNode load(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + resource);
            }
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
