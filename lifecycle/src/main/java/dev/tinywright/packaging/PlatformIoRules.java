package dev.tinywright.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.packaging.PackageCheck.Findings;
import java.util.List;
import java.util.Set;

/**
 * Rules of PlatformIO's library.json: the schema that PlatformIO publishes (github.com/platformio/platformio-core,
 * platformio/assets/schema/library.json) with what its descriptions say in words.
 */
final class PlatformIoRules {
    private static final String MANIFEST = "library.json";
    private static final Set<String> KEYS = Set.of(
            "$schema",
            "name",
            "version",
            "description",
            "keywords",
            "homepage",
            "repository",
            "authors",
            "license",
            "frameworks",
            "platforms",
            "headers",
            "examples",
            "dependencies",
            "export",
            "scripts",
            "build");

    private PlatformIoRules() {}

    static List<String> problems(PackageFiles files) {
        String root = PackageCheck.rootOf(files, MANIFEST);
        Findings findings = new Findings(MANIFEST);
        if (!files.has(root + MANIFEST)) {
            return List.of("library.json: there is none, or more than one");
        }
        JsonNode manifest;
        try {
            manifest = new ObjectMapper().readTree(files.textOf(root + MANIFEST));
        } catch (JsonProcessingException e) {
            return List.of("library.json: is not JSON: " + e.getOriginalMessage());
        }
        manifest.fieldNames().forEachRemaining(key -> findings.require(KEYS.contains(key), "there is no field " + key));
        findings.matches("name", manifest.path("name").asText(), "[a-z0-9]+(-[a-z0-9]+)*", 50);
        findings.matches("version", manifest.path("version").asText(), "\\d+\\.\\d+\\.\\d+(-[a-z0-9.]+)?", 20);
        findings.matches("description", manifest.path("description").asText(), "(?s).+", 255);
        findings.require(!manifest.path("keywords").isEmpty(), "keywords are missing");
        for (JsonNode keyword : manifest.path("keywords")) {
            findings.matches("keyword", keyword.asText(), "[a-z0-9]+(-[a-z0-9]+)*", 255);
        }
        for (JsonNode author : manifest.path("authors")) {
            findings.require(!author.path("name").asText().isEmpty(), "an author has no name");
        }
        findings.matches(
                "license", manifest.path("license").asText(), "[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*", 80);
        for (JsonNode header : manifest.path("headers")) {
            findings.require(
                    files.has(root + "include/" + header.asText()),
                    "headers names " + header.asText() + ", which is not in include");
        }
        for (JsonNode example : manifest.path("examples")) {
            example.path("files")
                    .forEach(file -> findings.require(
                            files.has(root + example.path("base").asText() + "/" + file.asText()),
                            "an example's file " + file.asText() + " is not there"));
        }
        return findings.problems();
    }
}
