package dev.tinywright.llm;

import dev.tinywright.diag.TinywrightException;
import java.util.List;

/**
 * Which model of which provider: {@code openai/gpt-5-mini}, {@code ollama/qwen2.5-coder:14b}.
 *
 * @param provider one of {@link #PROVIDERS}
 * @param model as the provider names it; may itself hold slashes
 */
public record ModelName(String provider, String model) {
    /** Known providers; {@code openai} with a base URL is any server that speaks its protocol. */
    public static final List<String> PROVIDERS = List.of("openai", "anthropic", "gemini", "mistral", "ollama");

    /**
     * @param text {@code provider/model}
     * @throws TinywrightException (usage) where it is not, or names no known provider
     */
    public static ModelName parse(String text) {
        int slash = text.indexOf('/');
        String provider = slash < 0 ? text : text.substring(0, slash);
        if (!PROVIDERS.contains(provider) || slash == text.length() - 1 || slash < 0) {
            throw TinywrightException.usage(
                    "'" + text + "' names no language model",
                    "--llm",
                    "say provider/model, the provider one of " + String.join(", ", PROVIDERS)
                            + ", for example ollama/qwen2.5-coder:14b");
        }
        return new ModelName(provider, text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
