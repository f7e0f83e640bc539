package dev.tinywright.llm;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where keys come from: the environment, else a file that its owner alone can read.
 *
 * @param environment of the process
 * @param file YAML, {@code provider: key}; need not be there
 */
public record Keys(Map<String, String> environment, Path file) {
    private static final Map<String, List<String>> VARIABLES = Map.of(
            "openai", List.of("OPENAI_API_KEY"),
            "anthropic", List.of("ANTHROPIC_API_KEY"),
            "gemini", List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
            "mistral", List.of("MISTRAL_API_KEY"),
            "ollama", List.of());

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    public Keys {
        environment = Map.copyOf(environment);
    }

    /** Returns the environment's keys and those of {@code keys.yaml} in the folder of the user's settings. */
    public static Keys usual(Path settingsFolder) {
        return new Keys(System.getenv(), settingsFolder.resolve("keys.yaml"));
    }

    /**
     * Returns the key for a provider; none where it has none.
     *
     * @throws TinywrightException (usage) where the file can be read by others, or is no table of keys
     */
    public Optional<Key> find(String provider) {
        return VARIABLES.getOrDefault(provider, List.of()).stream()
                .map(variable -> environment.getOrDefault(variable, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .or(() -> Optional.ofNullable(inFile().get(provider)))
                .map(Key::of);
    }

    /**
     * Returns the key that a model is asked with; none for servers that want none: Ollama, and any at an address of the user's.
     *
     * @throws TinywrightException (usage) where one is needed and missing
     */
    public Optional<Key> forModel(ModelName name, Optional<String> url) {
        Optional<Key> key = find(name.provider());
        if (key.isEmpty() && !name.provider().equals("ollama") && url.isEmpty()) {
            String variable =
                    VARIABLES.getOrDefault(name.provider(), List.of("?")).getFirst();
            throw TinywrightException.usage(
                    "there is no key for " + name.provider(),
                    "--llm " + name,
                    "set " + variable + ", or write '" + name.provider() + ": <key>' into " + file + " (chmod 600)");
        }
        return key;
    }

    private Map<String, String> inFile() {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        requireOwnersAlone();
        return new SettingsFile(file, "the key file").texts(Set.copyOf(ModelName.PROVIDERS));
    }

    private void requireOwnersAlone() {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw TinywrightException.usage(
                        "the key file can be read or changed by others", file.toString(), "run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw TinywrightException.usage("the key file cannot be read", file.toString(), "make it yours to read");
        }
    }

    /** Names the providers alone. */
    @Override
    public String toString() {
        return "Keys[" + file + "]";
    }
}
