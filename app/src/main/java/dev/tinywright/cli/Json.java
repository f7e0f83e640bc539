package dev.tinywright.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tinywright.diag.Diagnosis;
import java.util.Map;

/** What {@code --json} prints. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String error(Diagnosis diagnosis) {
        return of(Map.of(
                "error", Map.of("what", diagnosis.what(), "where", diagnosis.where(), "hint", diagnosis.hint())));
    }
}
