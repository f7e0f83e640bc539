package dev.tinywright.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.packaging.PackageCheck.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules of a Zephyr module: the schema of module.yml and what is checked of its values in scripts/zephyr_module.py of
 * github.com/zephyrproject-rtos/zephyr, and the spelling of a Kconfig option.
 */
final class ZephyrRules {
    private static final String MANIFEST = "zephyr/module.yml";
    private static final Set<String> KEYS = Set.of("name", "build", "tests", "samples", "boards", "blobs");
    private static final Set<String> BUILD_KEYS = Set.of(
            "cmake",
            "kconfig",
            "cmake-ext",
            "kconfig-ext",
            "sysbuild-cmake",
            "sysbuild-kconfig",
            "sysbuild-cmake-ext",
            "sysbuild-kconfig-ext",
            "depends",
            "settings");

    private ZephyrRules() {}

    static List<String> problems(PackageFiles files) {
        String root = PackageCheck.rootOf(files, MANIFEST);
        Findings findings = new Findings(root + MANIFEST);
        if (!files.has(root + MANIFEST)) {
            return List.of(MANIFEST + ": there is none, or more than one");
        }
        JsonNode module = Yaml.read(files.textOf(root + MANIFEST));
        module.fieldNames().forEachRemaining(key -> findings.require(KEYS.contains(key), "there is no key " + key));
        JsonNode build = module.path("build");
        build.fieldNames()
                .forEachRemaining(key -> findings.require(BUILD_KEYS.contains(key), "there is no key build." + key));
        String name = module.path("name").asText();
        findings.matches("name", name, "[A-Za-z0-9][A-Za-z0-9_-]*", 64);
        findings.require(
                build.path("cmake").asText().equals(".") && files.has(root + "CMakeLists.txt"),
                "build.cmake is no folder with a CMakeLists.txt");
        String options = root + build.path("kconfig").asText();
        findings.require(files.has(options), "build.kconfig is no file");
        if (files.has(options)) {
            String option = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            findings.require(
                    files.textOf(options).startsWith("config " + option + "\n\tbool \""),
                    "Kconfig does not begin with config " + option);
            findings.require(
                    files.textOf(root + "CMakeLists.txt").startsWith("if(CONFIG_" + option + ")"),
                    "CMakeLists.txt does not ask for CONFIG_" + option);
        }
        for (JsonNode samples : module.path("samples")) {
            String folder = root + samples.asText() + "/";
            findings.require(
                    files.asMap().keySet().stream()
                            .anyMatch(path -> path.startsWith(folder) && path.endsWith("/prj.conf")),
                    "there is no sample with a prj.conf in " + samples.asText());
        }
        return findings.problems();
    }
}
