package dev.tinywright.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.Diagnosis;
import java.util.List;
import java.util.Optional;

/**
 * JSON that a model answered, read tolerantly and then validated strictly.
 *
 * @param value empty where there was none, or where it does not fit the schema
 * @param problems exact: which part, what it is, what it must be; empty exactly where there is a value
 * @param repairs what was put right to read it, in sentences
 */
public record JsonAnswer(Optional<JsonNode> value, List<Diagnosis> problems, List<String> repairs) {
    public JsonAnswer {
        problems = List.copyOf(problems);
        repairs = List.copyOf(repairs);
    }

    /** Returns the JSON object in {@code text}, from its first brace to its last, if it fits {@code schema}. */
    public static JsonAnswer read(String text, JsonNode schema) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from < 0 || to < from) {
            return failed(new Diagnosis("there is no JSON in the answer", "", "answer with one JSON object"));
        }
        try {
            JsonNode value = new com.fasterxml.jackson.databind.ObjectMapper().readTree(text.substring(from, to + 1));
            List<Diagnosis> problems = com.networknt.schema.SchemaRegistry.withDefaultDialect(
                            com.networknt.schema.SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(value)
                    .stream()
                    .map(e -> new Diagnosis(
                            e.getMessage(), e.getInstanceLocation().toString(), ""))
                    .toList();
            return problems.isEmpty()
                    ? new JsonAnswer(Optional.of(value), List.of(), List.of())
                    : new JsonAnswer(Optional.empty(), problems, List.of());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return failed(new Diagnosis("the JSON cannot be read: " + e.getOriginalMessage(), "", ""));
        }
    }

    private static JsonAnswer failed(Diagnosis problem) {
        return new JsonAnswer(Optional.empty(), List.of(problem), List.of());
    }
}
