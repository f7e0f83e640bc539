package dev.tinywright.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Constant arrays of an input stage, for the template. */
final class Tables {
    private final List<Map<String, Object>> all = new ArrayList<>();
    private int bytes;

    /** Adds an array of structures, a line and a comment each. */
    void rows(String type, String name, String title, List<List<String>> rows, List<String> comments, int rowBytes) {
        add(type, name, title, rows.size(), CText.rows(rows, comments), rowBytes);
    }

    /** Adds an array of numbers, or of anything else that is {@code count} elements long. */
    void add(String type, String name, String title, int count, String body, int elementBytes) {
        all.add(Map.of("title", CText.wrapped(title, " * "), "type", type, "name", name, "count", count, "rows", body));
        bytes += count * elementBytes;
    }

    List<Map<String, Object>> all() {
        return all;
    }

    int bytes() {
        return bytes;
    }
}
