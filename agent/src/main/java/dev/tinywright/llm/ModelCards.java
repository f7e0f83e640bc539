package dev.tinywright.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.ModelCard.Price;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of models: Tinywright's own table, {@code models.yaml}, and the user's, which wins.
 *
 * @param models by {@code provider/model}; a name is looked up exactly, then by the longest entry that it begins with
 */
public record ModelCards(Map<String, Entry> models) {
    private static final String RESOURCE = "models.yaml";
    private static final Set<String> PARTS = Set.of("sources", "models");
    private static final Set<String> KEYS =
            Set.of("context", "answer", "schema", "temperature", "thinking", "input", "output", "source");

    /** Small enough for any model that answers at all; a longer prompt is shortened, one that is cut is worthless. */
    private static final Entry UNKNOWN_OWN = new Entry(8192, 4096, false, true, 0, Optional.empty());

    private static final Entry UNKNOWN = new Entry(32_768, 4096, false, true, 0, Optional.empty());

    /** A card without its name. */
    record Entry(int context, int answer, boolean schema, boolean temperature, int thinking, Optional<Price> price) {
        ModelCard card(ModelName name, boolean isKnown) {
            return new ModelCard(name, context, answer, schema, temperature, thinking, price, isKnown);
        }
    }

    public ModelCards {
        models = Map.copyOf(models);
    }

    /**
     * Reads both tables.
     *
     * @param own the user's, {@code models.yaml} in the folder of their settings; need not be there
     * @throws TinywrightException (usage) where the user's has an error
     */
    public static ModelCards load(Path own) {
        Map<String, Entry> models = new LinkedHashMap<>(entries(shipped(), new SettingsFile(Path.of(RESOURCE), "")));
        SettingsFile file = new SettingsFile(own, "the table of models");
        models.putAll(entries(file.table(PARTS), file));
        return new ModelCards(models);
    }

    /** What may follow a name in the table for the same model: nothing, a date, "latest" or a tag of Ollama's. */
    private static final Pattern SAME_MODEL = Pattern.compile("|-\\d{4}-\\d{2}-\\d{2}|-\\d{8}|-latest|:.*");

    /** Returns the card of a model; careful assumptions where its name is in no table. */
    public ModelCard card(ModelName name) {
        String text = name.toString();
        return models.keySet().stream()
                .filter(key -> text.startsWith(key)
                        && SAME_MODEL.matcher(text.substring(key.length())).matches())
                .max(Comparator.comparingInt(String::length))
                .flatMap(key -> Optional.ofNullable(models.get(key)))
                .map(entry -> entry.card(name, true))
                .orElseGet(() -> unknown(name));
    }

    private static ModelCard unknown(ModelName name) {
        return (name.provider().equals("ollama") ? UNKNOWN_OWN : UNKNOWN).card(name, false);
    }

    private static Map<String, JsonNode> shipped() {
        try (InputStream in = ModelCards.class.getResourceAsStream(RESOURCE)) {
            Map<String, JsonNode> table = new LinkedHashMap<>();
            new YAMLMapper().readTree(in).properties().forEach(e -> table.put(e.getKey(), e.getValue()));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Entry> entries(Map<String, JsonNode> table, SettingsFile file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        JsonNode models = table.get("models");
        if (models != null) {
            JsonNode sources = table.get("sources");
            models.properties()
                    .forEach(e -> entries.put(
                            name(e.getKey(), file), new Reader(e.getKey(), e.getValue(), file).entry(sources)));
        }
        return entries;
    }

    private static String name(String text, SettingsFile file) {
        try {
            return ModelName.parse(text).toString();
        } catch (TinywrightException e) {
            throw file.usage(e.diagnosis().what(), "write provider/model, in quotes");
        }
    }

    /** One entry of a table. */
    private record Reader(String name, JsonNode node, SettingsFile file) {
        Entry entry(@org.jspecify.annotations.Nullable JsonNode sources) {
            node.properties().forEach(e -> requireKnown(e.getKey()));
            int context = number("context", true);
            int answer = node.has("answer") ? number("answer", true) : Math.max(1, context / 4);
            return new Entry(
                    context,
                    answer,
                    truth("schema", false),
                    truth("temperature", true),
                    node.has("thinking") ? number("thinking", false) : 0,
                    price(sources));
        }

        private void requireKnown(String key) {
            if (!KEYS.contains(key)) {
                throw file.usage(
                        name + " has an unknown setting '" + key + "'", "known are " + String.join(", ", KEYS));
            }
        }

        private int number(String key, boolean isPositive) {
            JsonNode value = node.path(key);
            if (!value.isInt() || value.intValue() < (isPositive ? 1 : 0)) {
                throw file.usage(name + ": " + key + " is no number of tokens", "write " + key + ": 32768");
            }
            return value.intValue();
        }

        private boolean truth(String key, boolean usual) {
            JsonNode value = node.path(key);
            if (!value.isMissingNode() && !value.isBoolean()) {
                throw file.usage(name + ": " + key + " is neither true nor false", "write " + key + ": true");
            }
            return value.isMissingNode() ? usual : value.booleanValue();
        }

        private Optional<Price> price(@org.jspecify.annotations.Nullable JsonNode sources) {
            if (!node.has("input") && !node.has("output")) {
                return Optional.empty();
            }
            JsonNode source = sources == null
                    ? node.path("")
                    : sources.path(node.path("source").asText());
            String from = source.path("from").asText(node.path("source").asText("the user's own table"));
            return Optional.of(new Price(
                    dollars("input"), dollars("output"), source.path("asOf").asText(""), from));
        }

        private double dollars(String key) {
            JsonNode value = node.path(key);
            if (!value.isNumber() || value.doubleValue() < 0) {
                throw file.usage(
                        name + ": " + key + " is no price",
                        "write input: and output:, in dollars for a million tokens");
            }
            return value.doubleValue();
        }
    }
}
