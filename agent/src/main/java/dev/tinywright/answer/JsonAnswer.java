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
}
