package dev.tinywright.packaging;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files of a package: paths with slashes, relative to the form's folder, to bytes; in the order of the paths. */
final class PackageFiles {
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    PackageFiles text(String path, String text) {
        return bytes(path, text.getBytes(StandardCharsets.UTF_8));
    }

    PackageFiles bytes(String path, byte[] bytes) {
        if (files.put(path, bytes) != null) {
            throw new IllegalStateException("two files at " + path);
        }
        return this;
    }

    PackageFiles all(String folder, SortedMap<String, String> texts) {
        texts.forEach((name, text) -> text(folder + name, text));
        return this;
    }

    SortedMap<String, byte[]> asMap() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Returns the text of a file that is there. */
    String textOf(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new IllegalArgumentException("no file " + path + " among " + files.keySet());
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    /** Returns the one folder that everything is in; empty where there is none. */
    String commonFolder() {
        List<String> tops = files.keySet().stream()
                .map(path -> path.contains("/") ? path.substring(0, path.indexOf('/')) : "")
                .distinct()
                .toList();
        return tops.size() == 1 ? tops.getFirst() : "";
    }

    /** Returns the files below a folder, "src/", by their paths from there. */
    PackageFiles below(String folder) {
        PackageFiles inner = new PackageFiles();
        files.forEach((path, bytes) -> {
            if (path.startsWith(folder)) {
                inner.bytes(path.substring(folder.length()), bytes);
            }
        });
        return inner;
    }
}
