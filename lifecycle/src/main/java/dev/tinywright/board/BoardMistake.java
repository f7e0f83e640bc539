package dev.tinywright.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a board file, in the words of the file instead of the YAML library's. */
final class BoardMistake {
    private BoardMistake() {}

    /** Returns the first key that is unknown or missing; {@code prefix} is where {@code tree} stands, "emulator.". */
    static Optional<String> inKeys(JsonNode tree, Class<?> type, String prefix) {
        if (!tree.isObject()) {
            return Optional.of(
                    prefix.isEmpty()
                            ? "the file has no keys"
                            : "'" + prefix.substring(0, prefix.length() - 1) + "' has no keys below it");
        }
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (var names = tree.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return Optional.of("unknown key '" + prefix + name + "'; known there: " + String.join(", ", known));
            }
        }
        return Arrays.stream(type.getRecordComponents())
                .map(key -> inKey(tree, key, prefix))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> inKey(JsonNode tree, RecordComponent key, String prefix) {
        JsonNode value = tree.path(key.getName());
        if (value.isMissingNode() && mayBeAbsent(key)) {
            return Optional.empty();
        }
        if (value.isMissingNode() || value.isNull()) {
            return Optional.of("the key '" + prefix + key.getName() + "' is missing");
        }
        return key.getType().isRecord() ? inKeys(value, key.getType(), prefix + key.getName() + ".") : Optional.empty();
    }

    private static boolean mayBeAbsent(RecordComponent key) {
        return key.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static String of(JsonProcessingException e) {
        return switch (e) {
            case ValueInstantiationException refused
            when refused.getCause() instanceof IllegalArgumentException cause -> String.valueOf(cause.getMessage());
            case InvalidFormatException value ->
                "the key '" + key(value) + "' has the value '" + value.getValue() + "', which is not "
                        + kind(value.getTargetType());
            case JsonMappingException value
            when !key(value).isEmpty() -> "the key '" + key(value) + "' has a value of the wrong kind";
            default ->
                e.getOriginalMessage().lines().findFirst().orElse("unreadable")
                        + (e.getLocation() == null
                                ? ""
                                : " (line " + e.getLocation().getLineNr() + ")");
        };
    }

    private static String kind(Class<?> type) {
        if (type == double.class) {
            return "a number";
        }
        return type == long.class || type == Long.class ? "a whole number" : "a text";
    }

    private static String key(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
