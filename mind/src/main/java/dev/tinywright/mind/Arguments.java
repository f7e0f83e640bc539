package dev.tinywright.mind;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options of the command line.
 *
 * @param portFile the server's address is written to it once it listens
 */
record Arguments(MindServer.Options options, Optional<Path> portFile) {
    static final String USAGE =
            "usage: MindServer [--port N] [--faults 0.3] [--seed 7] [--only wrong-header,…] [--window TOKENS] [--log FILE]"
                    + " [--port-file FILE]";

    private static final Set<String> KNOWN =
            Set.of("--port", "--faults", "--seed", "--only", "--window", "--log", "--port-file");

    /** @throws IllegalArgumentException with what is wrong and the usage */
    static Arguments parse(String... words) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!KNOWN.contains(words[i]) || i + 1 == words.length) {
                throw new IllegalArgumentException("what is '" + words[i] + "'? " + USAGE);
            }
            given.put(words[i], words[i + 1]);
        }
        MindServer.Options options =
                MindServer.Options.of(faults(given)).withPort(Integer.parseInt(given.getOrDefault("--port", "0")));
        if (given.containsKey("--window")) {
            options = options.withWindow(Integer.parseInt(given.getOrDefault("--window", "")));
        }
        if (given.containsKey("--log")) {
            options = options.withLog(Path.of(given.getOrDefault("--log", "")));
        }
        return new Arguments(
                options, Optional.ofNullable(given.get("--port-file")).map(Path::of));
    }

    private static Faults faults(Map<String, String> given) {
        Faults faults = Faults.at(
                Double.parseDouble(given.getOrDefault("--faults", "0")),
                Long.parseLong(given.getOrDefault("--seed", "0")));
        String only = given.getOrDefault("--only", "").toLowerCase(Locale.ROOT);
        return only.isBlank()
                ? faults
                : faults.only(Arrays.stream(only.split(","))
                        .map(String::strip)
                        .map(Fault::named)
                        .toArray(Fault[]::new));
    }
}
