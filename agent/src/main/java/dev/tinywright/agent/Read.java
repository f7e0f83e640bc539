package dev.tinywright.agent;

import dev.tinywright.diag.Diagnosis;
import java.util.List;
import java.util.Optional;

/**
 * What was read out of an answer.
 *
 * @param candidate empty where it could not be read
 * @param gate the first gate that it did not pass: parse or schema
 * @param problems why not; empty exactly where there is a candidate
 * @param repairs what was put right by rules, in sentences
 */
record Read<C>(Optional<C> candidate, String gate, List<Diagnosis> problems, List<String> repairs) {
    Read {
        problems = List.copyOf(problems);
        repairs = List.copyOf(repairs);
    }

    static <C> Read<C> of(C candidate, List<String> repairs) {
        return new Read<>(Optional.of(candidate), "schema", List.of(), repairs);
    }

    static <C> Read<C> failed(String gate, List<Diagnosis> problems) {
        return new Read<>(Optional.empty(), gate, problems, List.of());
    }
}
