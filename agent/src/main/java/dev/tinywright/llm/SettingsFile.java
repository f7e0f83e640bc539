package dev.tinywright.llm;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A YAML file with one table, read strictly. Messages name keys of the table and lines, never values: one file holds secrets. */
record SettingsFile(Path file, String what) {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /**
     * Returns the table; an empty one where there is no file.
     *
     * @throws TinywrightException (usage) where it is no table or has other keys
     */
    Map<String, JsonNode> table(Set<String> known) {
        Map<String, JsonNode> table = table();
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                throw usage("there is no setting called '" + Secrets.redact(key) + "'", names(known));
            }
        }
        return table;
    }

    /** The same, whatever its keys. */
    Map<String, JsonNode> table() {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            JsonNode root = MAPPER.readTree(Files.readString(file));
            if (root.isMissingNode() || root.isNull()) {
                return Map.of();
            }
            if (!root.isObject()) {
                throw usage(what + " is no table", "write it as lines of 'name: value'");
            }
            Map<String, JsonNode> table = new LinkedHashMap<>();
            root.properties().forEach(entry -> table.put(entry.getKey(), entry.getValue()));
            return table;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw usage(
                    what + " is no YAML" + (at == null ? "" : ", line " + at.getLineNr()),
                    "write it as lines of 'name: value'");
        } catch (IOException e) {
            throw usage(what + " cannot be read", "make it yours to read");
        }
    }

    /** Returns the table where all of its values are texts. */
    Map<String, String> texts(Set<String> known) {
        Map<String, String> texts = new LinkedHashMap<>();
        table(known).forEach((key, value) -> {
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw usage(key + " is no text", "write " + key + ": \"…\"");
            }
            texts.put(key, value.textValue());
        });
        return texts;
    }

    TinywrightException usage(String problem, String hint) {
        return TinywrightException.usage(problem, file.toString(), hint);
    }

    private static String names(Set<String> known) {
        return "the settings are " + String.join(", ", new TreeSet<>(known));
    }
}
