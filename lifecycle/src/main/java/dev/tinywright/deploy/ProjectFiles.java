package dev.tinywright.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.packaging.CheckRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a build left in a project's folder: {@code out/} and {@code app/}. */
public final class ProjectFiles {
    private static final Pattern CONTRACT = Pattern.compile("#define \\w+_CONTRACT \"([0-9a-f]{8})\"");
    private static final Pattern VERSION = Pattern.compile("#define \\w+_VERSION (\\S+)");

    private ProjectFiles() {}

    /** @throws TinywrightException where there is no finished build */
    public static Deployment read(Path project, Boards boards) {
        Path report = project.resolve("out").resolve("report.json");
        Path libraryFolder = project.resolve("out").resolve("library");
        if (!Files.isRegularFile(report) || !Files.isDirectory(libraryFolder)) {
            throw TinywrightException.usage(
                    "there is no finished build here",
                    project.toString(),
                    "run tinywright build first, or name the project folder");
        }
        try {
            JsonNode facts = new ObjectMapper().readTree(report.toFile());
            Map<String, String> library = texts(libraryFolder);
            Map.Entry<String, String> header = library.entrySet().stream()
                    .filter(file -> file.getKey().endsWith(".h")
                            && CONTRACT.matcher(file.getValue()).find())
                    .findFirst()
                    .orElseThrow(() -> new IOException("no header in out/library names its contract"));
            String model = header.getKey().substring(0, header.getKey().length() - 2);
            String contract = first(CONTRACT, header.getValue());
            String id = facts.path("board").path("id").asText();
            Path check = project.resolve("out").resolve("check.csv");
            return new Deployment(
                    project,
                    boards.byId(id).orElseThrow(() -> new IOException("the board " + id + " is not known")),
                    model,
                    first(VERSION, header.getValue()).replace("\"", ""),
                    contract,
                    CheckSketch.write(model, contract),
                    application(
                            project, facts.path("application").path("sketch").asText("")),
                    library,
                    Files.exists(check) ? Optional.of(CheckRows.read(check)) : Optional.empty(),
                    number(facts.path("device").path("accuracy")),
                    number(facts.path("latency").path("millis")),
                    bytes(facts));
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot read the build: " + e.getMessage(),
                    project.resolve("out").toString(),
                    "run tinywright build again");
        }
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().matches(".*\\.[ch]")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /** Returns the sketch that the build has judged. */
    private static Optional<Sketch> application(Path project, String sketch) {
        Path main = project.resolve(sketch);
        return sketch.isEmpty() || !Files.isRegularFile(main) ? Optional.empty() : Optional.of(SketchFolder.read(main));
    }

    private static String bytes(JsonNode facts) {
        JsonNode sketch = facts.path("application");
        if (sketch.path("flashBytes").isNumber()) {
            return "the sketch with its Arduino core: "
                    + sketch.path("flashBytes").asLong() + " B flash, "
                    + sketch.path("ramBytes").asLong() + " B RAM without stack";
        }
        JsonNode memory = facts.path("memory");
        return memory.path("flashBytes").isNumber()
                ? "the model alone: " + memory.path("flashBytes").asLong() + " B flash, "
                        + memory.path("ramBytes").asLong() + " B RAM; its Arduino core comes on top"
                : "";
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
