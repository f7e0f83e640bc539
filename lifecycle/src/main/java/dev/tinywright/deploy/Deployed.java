package dev.tinywright.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was put on a board last, {@code .tinywright/deployed.json}. */
record Deployed(String version, OptionalDouble accuracy) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the last deployment; empty where there was none, or where its note cannot be read. */
    static Optional<Deployed> last(Path project) {
        try {
            JsonNode node = JSON.readTree(file(project).toFile());
            JsonNode accuracy = node.path("accuracy");
            return Optional.of(new Deployed(
                    node.path("version").asText(),
                    accuracy.isNumber() ? OptionalDouble.of(accuracy.asDouble()) : OptionalDouble.empty()));
        } catch (IOException noneYet) {
            return Optional.empty();
        }
    }

    static void note(Deployment deployment, String port) {
        Path file = file(deployment.project());
        ObjectNode node = JSON.createObjectNode()
                .put("board", deployment.board().id())
                .put("port", port)
                .put("version", deployment.version())
                .put("contract", deployment.contract());
        deployment.accuracy().ifPresent(accuracy -> node.put("accuracy", accuracy));
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling("deployed.json.part");
            Files.writeString(part, node.toPrettyString() + "\n");
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "the board is flashed, but that cannot be noted: " + e.getMessage(),
                    file.toString(),
                    "make the folder writable");
        }
    }

    private static Path file(Path project) {
        return project.resolve(".tinywright").resolve("deployed.json");
    }
}
