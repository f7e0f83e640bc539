package dev.tinywright.packaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks the files of a package by the written rules of its format: what needs no toolchain, so that every package is checked
 * as it is written.
 */
final class PackageCheck {
    private static final int LONGEST_PATH = 200;

    private PackageCheck() {}

    /** Returns what is wrong, each in a sentence; nothing where all is well. */
    static List<String> problems(PackageForm form, PackageFiles files) {
        List<String> problems = new ArrayList<>(paths(files));
        problems.addAll(
                switch (form) {
                    case ARDUINO -> ArduinoRules.problems(files);
                    case PLATFORMIO -> PlatformIoRules.problems(files);
                    case ESP_IDF -> EspIdfRules.problems(files);
                    case ZEPHYR -> ZephyrRules.problems(files);
                    case CMSIS_PACK -> CmsisPackRules.problems(files);
                    case CMAKE, MAKEFILE, SINGLE_HEADER, TFLITE_ARRAY -> List.of();
                });
        return List.copyOf(problems);
    }

    /** Paths that every file system and every zip tool takes: ASCII, relative, not the same but for capitals. */
    private static List<String> paths(PackageFiles files) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String path : files.asMap().keySet()) {
            if (!path.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")) {
                problems.add("the path '" + path + "' is not made of letters, digits, dots, dashes and underscores");
            }
            if (path.length() > LONGEST_PATH) {
                problems.add("the path '" + path + "' is longer than " + LONGEST_PATH + " characters");
            }
            if (!seen.add(path.toLowerCase(Locale.ROOT))) {
                problems.add("two paths differ only in capitals: '" + path + "'");
            }
        }
        return problems;
    }

    /** Collects problems of one manifest. */
    static final class Findings {
        private final String file;
        private final List<String> problems = new ArrayList<>();

        Findings(String file) {
            this.file = file;
        }

        void require(boolean holds, String problem) {
            if (!holds) {
                problems.add(file + ": " + problem);
            }
        }

        /** A value that matches a pattern and is not too long. */
        void matches(String key, String value, String pattern, int most) {
            require(value.matches(pattern), key + " '" + value + "' does not match " + pattern);
            require(value.codePointCount(0, value.length()) <= most, key + " is longer than " + most + " characters");
        }

        List<String> problems() {
            return problems;
        }
    }

    /** Returns the folder of a file that there must be exactly one of, with its slash. */
    static String rootOf(PackageFiles files, String manifest) {
        List<String> roots = files.asMap().keySet().stream()
                .filter(path ->
                        path.equals(manifest) || path.matches("[^/]+/" + java.util.regex.Pattern.quote(manifest)))
                .map(path -> path.substring(0, path.length() - manifest.length()))
                .toList();
        return roots.size() == 1 ? roots.getFirst() : "";
    }
}
