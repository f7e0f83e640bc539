package dev.tinywright.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.TinywrightException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which model is asked, where, and what it may spend, as far as anyone said. Said on the command line, in the environment
 * ({@code TINYWRIGHT_LLM}) and in {@code llm.yaml} in the folder of the user's settings; the first that says something wins.
 *
 * @param larger asked where the first makes the same mistake again
 * @param url of the server of both
 * @param maxDollars in US dollars
 * @param isPrivate whether no row of the data is sent; where one place says so, it is so
 */
public record LlmSettings(
        Optional<ModelName> model,
        Optional<ModelName> larger,
        Optional<String> url,
        OptionalInt maxCalls,
        OptionalLong maxTokens,
        OptionalDouble maxDollars,
        OptionalInt maxMinutes,
        OptionalInt maxRounds,
        boolean isPrivate) {
    public static final String VARIABLE = "TINYWRIGHT_LLM";

    private static final Set<String> KEYS = Set.of(
            "model", "larger", "url", "max-calls", "max-tokens", "max-dollars", "max-minutes", "max-rounds", "private");

    /** Nothing is said. */
    public static final LlmSettings NONE = new LlmSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            false);

    public LlmSettings {
        url.ifPresent(LlmSettings::requireUrl);
        requirePositive("max-calls", maxCalls.isPresent() ? OptionalDouble.of(maxCalls.getAsInt()) : none());
        requirePositive(
                "max-tokens", maxTokens.isPresent() ? OptionalDouble.of((double) maxTokens.getAsLong()) : none());
        requirePositive("max-dollars", maxDollars);
        requirePositive("max-minutes", maxMinutes.isPresent() ? OptionalDouble.of(maxMinutes.getAsInt()) : none());
        requirePositive("max-rounds", maxRounds.isPresent() ? OptionalDouble.of(maxRounds.getAsInt()) : none());
    }

    /** Returns what the command line says, then the environment, then the file. */
    public static LlmSettings of(LlmSettings commandLine, Map<String, String> environment, Path file) {
        return commandLine.orElse(fromEnvironment(environment)).orElse(fromFile(file));
    }

    /** @throws TinywrightException (usage) where the variable names no model */
    static LlmSettings fromEnvironment(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        return text.isEmpty() ? NONE : NONE.withModel(ModelName.parse(text));
    }

    /**
     * Returns what a file says; nothing where there is none.
     *
     * @throws TinywrightException (usage) where it has unknown settings or values of the wrong kind
     */
    public static LlmSettings fromFile(Path file) {
        return new Reader(new SettingsFile(file, "the file")).settings();
    }

    /** Returns the same with another model. */
    public LlmSettings withModel(ModelName name) {
        return new LlmSettings(
                Optional.of(name), larger, url, maxCalls, maxTokens, maxDollars, maxMinutes, maxRounds, isPrivate);
    }

    /** Returns these, and where they say nothing, {@code other}. The url goes with the model that it was said for. */
    public LlmSettings orElse(LlmSettings other) {
        boolean hasModel = model.isPresent();
        return new LlmSettings(
                model.or(other::model),
                larger.or(other::larger),
                hasModel && !model.equals(other.model) ? url : url.or(other::url),
                maxCalls.isPresent() ? maxCalls : other.maxCalls,
                maxTokens.isPresent() ? maxTokens : other.maxTokens,
                maxDollars.isPresent() ? maxDollars : other.maxDollars,
                maxMinutes.isPresent() ? maxMinutes : other.maxMinutes,
                maxRounds.isPresent() ? maxRounds : other.maxRounds,
                isPrivate || other.isPrivate);
    }

    private static OptionalDouble none() {
        return OptionalDouble.empty();
    }

    private static void requireUrl(String text) {
        try {
            URI uri = URI.create(text);
            if (Set.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw TinywrightException.usage(
                "'" + Secrets.redact(text) + "' is no address of a server",
                "--llm-url",
                "say http://… or https://…, for example http://localhost:11434");
    }

    private static void requirePositive(String name, OptionalDouble value) {
        if (value.isPresent() && !(value.getAsDouble() > 0)) {
            throw TinywrightException.usage(
                    "--" + name + " is not greater than 0", "--" + name, "to ask no model, say --planner rules");
        }
    }

    /** The file's values, each of its kind. */
    private static final class Reader {
        private final SettingsFile file;
        private final Map<String, JsonNode> table;

        Reader(SettingsFile file) {
            this.file = file;
            this.table = file.table(KEYS);
        }

        LlmSettings settings() {
            return new LlmSettings(
                    text("model").map(ModelName::parse),
                    text("larger").map(ModelName::parse),
                    text("url"),
                    whole("max-calls"),
                    table.containsKey("max-tokens")
                            ? OptionalLong.of(whole("max-tokens").getAsInt())
                            : OptionalLong.empty(),
                    number("max-dollars"),
                    whole("max-minutes"),
                    whole("max-rounds"),
                    value("private", JsonNode::isBoolean, "true or false")
                            .map(JsonNode::booleanValue)
                            .orElse(false));
        }

        private Optional<String> text(String key) {
            return value(key, JsonNode::isTextual, "a text").map(JsonNode::textValue);
        }

        private OptionalInt whole(String key) {
            return value(key, JsonNode::isInt, "a whole number")
                    .map(node -> OptionalInt.of(node.intValue()))
                    .orElse(OptionalInt.empty());
        }

        private OptionalDouble number(String key) {
            return value(key, JsonNode::isNumber, "a number")
                    .map(node -> OptionalDouble.of(node.doubleValue()))
                    .orElse(OptionalDouble.empty());
        }

        private Optional<JsonNode> value(String key, java.util.function.Predicate<JsonNode> fits, String kind) {
            Optional<JsonNode> value = Optional.ofNullable(table.get(key));
            if (value.isPresent() && !fits.test(value.get())) {
                throw file.usage(key + " is not " + kind, "write " + key + ": with " + kind);
            }
            return value;
        }
    }
}
