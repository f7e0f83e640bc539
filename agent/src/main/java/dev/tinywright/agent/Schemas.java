package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.plan.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The schemas that answers must fit: those of task.yaml and plan.yaml, within what an answer has around them. */
final class Schemas {
    static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    /** @param decides whether the answer says if it is done */
    static JsonNode plans(boolean decides) {
        ObjectNode root = read(decides ? "next" : "plans");
        ObjectNode plan = published("plan");
        plan.remove("$schema");
        plan.remove("$id");
        plan.remove("title");
        plan.findParents("keep").forEach(part -> ((ObjectNode) part).remove("keep"));
        for (JsonNode block : plan.at("/properties/data/items/oneOf")) {
            if (block.at("/properties/run") instanceof ObjectNode) {
                ((ObjectNode) block.path("properties")).putObject("does").put("type", "string");
            }
        }
        ((ObjectNode) root.at("/properties/plans/items/properties")).set("plan", plan);
        return root;
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
