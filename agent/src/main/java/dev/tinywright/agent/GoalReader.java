package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Goals;
import dev.tinywright.spec.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a goal as a model wrote it: {@code {"metric": …, "bound": …, "quote": …}}. */
final class GoalReader {
    private GoalReader() {}

    /**
     * Returns the goal; where it is none, says why in {@code problems}. A goal that {@code said} has no words for was made up.
     *
     * @param goal fits its schema
     * @param said what the person said
     */
    static Optional<Goal> read(JsonNode goal, String said, List<Diagnosis> problems) {
        String key = goal.path("metric").asText();
        String quote = goal.path("quote").asText();
        if (quote.isBlank() || !plain(said).contains(plain(quote))) {
            problems.add(new Diagnosis(
                    "the goal for " + key + " quotes " + Quoted.name(quote) + ", which the sentence does not say",
                    "goals",
                    "leave the goal out, or quote the sentence's own words"));
            return Optional.empty();
        }
        try {
            return Optional.of(Goals.parse(metric(key), goal.path("bound").asText()));
        } catch (IllegalArgumentException e) {
            problems.add(new Diagnosis(String.valueOf(e.getMessage()), "goals", ""));
            return Optional.empty();
        }
    }

    /** @param key that the schema allows */
    static Metric metric(String key) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }
}
