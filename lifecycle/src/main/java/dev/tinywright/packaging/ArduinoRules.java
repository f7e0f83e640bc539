package dev.tinywright.packaging;

import dev.tinywright.packaging.PackageCheck.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules of the Arduino library specification (docs.arduino.cc/arduino-cli/library-specification), with the patterns that
 * arduino-lint checks them by (github.com/arduino/arduino-lint, etc/schemas/arduino-library-properties-definitions-schema.json
 * and general-definitions-schema.json), and of the sketch specification (docs.arduino.cc/arduino-cli/sketch-specification).
 */
final class ArduinoRules {
    static final String SEMVER = "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";
    private static final Set<String> KEYS = Set.of(
            "name",
            "version",
            "author",
            "maintainer",
            "sentence",
            "paragraph",
            "category",
            "url",
            "architectures",
            "depends",
            "dot_a_linkage",
            "includes",
            "precompiled",
            "ldflags",
            "license");
    private static final List<String> REQUIRED = List.of(
            "name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url", "architectures");
    private static final Set<String> CATEGORIES = Set.of(
            "Display",
            "Communication",
            "Signal Input/Output",
            "Sensors",
            "Device Control",
            "Timing",
            "Data Storage",
            "Data Processing",
            "Other");
    private static final Set<String> KINDS = Set.of("KEYWORD1", "KEYWORD2", "KEYWORD3", "LITERAL1", "LITERAL2");

    private ArduinoRules() {}

    static List<String> problems(PackageFiles files) {
        String root = PackageCheck.rootOf(files, "library.properties");
        if (!files.has(root + "library.properties")) {
            return List.of("library.properties: there is none, or more than one");
        }
        List<String> problems = new ArrayList<>();
        problems.addAll(properties(files, root));
        problems.addAll(folders(files, root));
        problems.addAll(keywords(files.textOf(root + "keywords.txt")));
        return problems;
    }

    private static List<String> properties(PackageFiles files, String root) {
        Findings findings = new Findings("library.properties");
        Map<String, String> values = new HashMap<>();
        for (String line : files.textOf(root + "library.properties").split("\n")) {
            int equals = line.indexOf('=');
            findings.require(equals > 0, "the line '" + line + "' is not key=value");
            String key = equals > 0 ? line.substring(0, equals).strip() : line;
            findings.require(KEYS.contains(key), "there is no field " + key);
            findings.require(
                    values.put(key, equals > 0 ? line.substring(equals + 1).strip() : "") == null,
                    key + " is there twice");
        }
        REQUIRED.forEach(key -> findings.require(!values.getOrDefault(key, "").isEmpty(), key + " is missing"));
        findings.matches("name", values.getOrDefault("name", ""), "(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 _.-]*", 63);
        findings.require(
                !values.getOrDefault("name", "").startsWith("Arduino")
                        && !values.getOrDefault("maintainer", "").startsWith("Arduino"),
                "name and maintainer of libraries that are not official do not begin with Arduino");
        findings.matches("version", values.getOrDefault("version", ""), SEMVER, 60);
        String category = values.getOrDefault("category", "");
        findings.require(CATEGORIES.contains(category), "there is no category " + category);
        findings.matches("url", values.getOrDefault("url", ""), "https?://[^\\s/]+(/\\S*)?", 300);
        for (String header : values.getOrDefault("includes", "").split(",")) {
            findings.require(files.has(root + "src/" + header), "includes names " + header + ", which is not in src");
        }
        return findings.problems();
    }

    /** A folder name like the library's; examples in folders named like their main tab. */
    private static List<String> folders(PackageFiles files, String root) {
        Findings findings = new Findings("folders");
        findings.matches("library folder", root.replace("/", ""), "[A-Za-z0-9][A-Za-z0-9_.-]*", 63);
        Set<String> examples = new java.util.TreeSet<>();
        for (String path : files.asMap().keySet()) {
            String[] steps = path.substring(root.length()).split("/");
            if (steps[0].equals("examples")) {
                findings.require(steps.length == 3, path + " is not examples/NAME/FILE");
                examples.add(steps[1]);
            }
        }
        findings.require(!examples.isEmpty(), "there is no example");
        for (String example : examples) {
            findings.matches("sketch folder", example, "[A-Za-z0-9_][A-Za-z0-9_.-]*", 63);
            findings.require(
                    files.has(root + "examples/" + example + "/" + example + ".ino"),
                    "the example " + example + " has no main tab " + example + ".ino");
        }
        return findings.problems();
    }

    /** One tab between a name and its kind. */
    private static List<String> keywords(String text) {
        Findings findings = new Findings("keywords.txt");
        Arrays.stream(text.split("\n")).forEach(line -> {
            String[] fields = line.split("\t", -1);
            findings.require(
                    fields.length == 2 && fields[0].matches("[A-Za-z_]\\w*") && KINDS.contains(fields[1]),
                    "the line '" + line + "' is not NAME, tab, KIND");
        });
        return findings.problems();
    }
}
