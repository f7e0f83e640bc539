package dev.tinywright.spec;

import java.util.List;
import java.util.Map;

/** A checked piece of YAML with the line it begins on, counted from 1. Made by {@link StrictYaml}. */
public sealed interface YamlNode {
    int line();

    /** Keys in the order of the file, each once. */
    record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {}

    /** Items in order. */
    record Items(int line, List<YamlNode> items) implements YamlNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * One value.
     *
     * @param text as the file has it, without quotes
     * @param type what YAML takes it for
     */
    record Value(int line, String text, Type type) implements YamlNode {}

    /** What YAML takes a value for. */
    enum Type {
        TEXT,
        WHOLE,
        NUMBER,
        FLAG,
        NOTHING
    }

    /** Returns what it is, for messages. */
    default String described() {
        return switch (this) {
            case Mapping mapping -> "a mapping";
            case Items items -> "a list";
            case Value value -> value.type() == Type.NOTHING ? "empty" : "'" + shortened(value.text()) + "'";
        };
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
