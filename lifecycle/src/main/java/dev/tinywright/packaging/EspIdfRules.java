package dev.tinywright.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.packaging.PackageCheck.Findings;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of an ESP-IDF component: the manifest's reference (docs.espressif.com/projects/idf-component-manager, "Manifest file"
 * and "Versioning") and the build system's (docs.espressif.com/projects/esp-idf, "Build System", component CMakeLists files).
 */
final class EspIdfRules {
    private static final String MANIFEST = "idf_component.yml";
    private static final Set<String> KEYS = Set.of(
            "version",
            "targets",
            "dependencies",
            "description",
            "maintainers",
            "license",
            "tags",
            "files",
            "examples",
            "url",
            "repository",
            "repository_info",
            "documentation",
            "issues",
            "discussion");
    private static final Pattern SOURCE = Pattern.compile("\"(src/[^\"]+\\.c)\"");

    private EspIdfRules() {}

    static List<String> problems(PackageFiles files) {
        String root = PackageCheck.rootOf(files, MANIFEST);
        Findings findings = new Findings(root + MANIFEST);
        if (!files.has(root + MANIFEST)) {
            return List.of(MANIFEST + ": there is none, or more than one");
        }
        JsonNode manifest = Yaml.read(files.textOf(root + MANIFEST));
        manifest.fieldNames().forEachRemaining(key -> findings.require(KEYS.contains(key), "there is no key " + key));
        findings.require(manifest.path("version").isTextual(), "version is not a text");
        findings.matches(
                "version",
                manifest.path("version").asText(),
                "\\d+\\.\\d+\\.\\d+(~\\d+)?(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?",
                60);
        findings.require(!manifest.path("description").asText().isBlank(), "description is missing");
        findings.require(
                manifest.path("dependencies").path("idf").asText().matches("[<>=~^]*\\d+(\\.\\d+)*"),
                "dependencies.idf is no version");
        findings.matches("component folder", root.replace("/", ""), "[a-z][a-z0-9_-]*", 64);
        buildFile(files, root, findings);
        return findings.problems();
    }

    private static void buildFile(PackageFiles files, String root, Findings findings) {
        String text = files.has(root + "CMakeLists.txt") ? files.textOf(root + "CMakeLists.txt") : "";
        findings.require(text.startsWith("idf_component_register("), "CMakeLists.txt does not register the component");
        Matcher source = SOURCE.matcher(text);
        int sources = 0;
        while (source.find()) {
            findings.require(files.has(root + source.group(1)), source.group(1) + " is not there");
            sources++;
        }
        long there = files.below(root + "src/").asMap().keySet().stream()
                .filter(path -> path.endsWith(".c"))
                .count();
        findings.require(sources == there, "CMakeLists.txt names " + sources + " sources of " + there);
    }
}
