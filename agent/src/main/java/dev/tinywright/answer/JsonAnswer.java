package dev.tinywright.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_PROBLEMS = 8;
    private static final String ASK = "answer with one JSON object and nothing else";

    public JsonAnswer {
        problems = List.copyOf(problems);
        repairs = List.copyOf(repairs);
    }

    /** A candidate, read; {@code problems} is what does not fit the schema. */
    private record Fit(JsonNode value, List<Diagnosis> problems, JsonText.Read read) {}

    /**
     * Returns the JSON in {@code text} that fits {@code schema}; of several that do, the last. Where none fits, the problems are
     * those of the one that comes nearest.
     *
     * @param schema JSON Schema, draft 2020-12
     */
    public static JsonAnswer read(String text, JsonNode schema) {
        if (text.length() > MOST_CHARACTERS) {
            return failed("the answer has " + text.length() + " characters, at most " + MOST_CHARACTERS + " are read");
        }
        String said = Thoughts.without(text);
        if (said.isBlank()) {
            return failed("the answer is empty");
        }
        List<JsonText.Read> reads = JsonText.in(said);
        List<Fit> fits = new ArrayList<>();
        for (JsonText.Read read : reads) {
            read.value().ifPresent(value -> fits.add(new Fit(value, Violations.of(value, schema), read)));
        }
        Optional<Fit> right = fits.reversed().stream()
                .filter(fit -> fit.problems().isEmpty() && !fit.read().cut())
                .findFirst()
                .or(() -> fits.stream().filter(fit -> fit.problems().isEmpty()).findFirst());
        if (right.isPresent()) {
            return new JsonAnswer(
                    Optional.of(right.get().value()),
                    List.of(),
                    right.get().read().repairs());
        }
        if (reads.stream().anyMatch(JsonText.Read::cut)) {
            return failed(Violations.TRUNCATED);
        }
        Optional<Fit> best = fits.reversed().stream()
                .min(Comparator.comparingInt(fit -> fit.problems().size()));
        return best.map(fit -> new JsonAnswer(
                        Optional.empty(), limited(fit.problems()), fit.read().repairs()))
                .orElseGet(() -> failed(unreadable(reads)));
    }

    private static List<Diagnosis> limited(List<Diagnosis> problems) {
        return problems.size() <= MOST_PROBLEMS ? problems : problems.subList(0, MOST_PROBLEMS);
    }

    private static Diagnosis unreadable(List<JsonText.Read> reads) {
        return reads.stream()
                .flatMap(read -> read.problem().stream())
                .map(problem -> new Diagnosis("the JSON cannot be read: " + problem, "", ASK))
                .findFirst()
                .orElse(new Diagnosis("there is no JSON in the answer", "", ASK));
    }

    private static JsonAnswer failed(String what) {
        return failed(new Diagnosis(what, "", ASK));
    }

    private static JsonAnswer failed(Diagnosis problem) {
        return new JsonAnswer(Optional.empty(), List.of(problem), List.of());
    }
}
