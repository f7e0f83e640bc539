package dev.tinywright.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.diag.Diagnosis;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerTest {
    private static final JsonNode SCHEMA = json("""
            {"type": "object", "additionalProperties": false, "required": ["board"],
             "properties": {
               "board": {"type": "string"},
               "kind": {"enum": ["classification", "regression"]},
               "epochs": {"type": "integer", "minimum": 1},
               "blocks": {"type": "array", "items": {"oneOf": [
                 {"type": "object", "additionalProperties": false, "required": ["uses", "fill"],
                  "properties": {"uses": {"const": "impute"}, "fill": {"enum": ["zero", "mean"]}}},
                 {"type": "object", "additionalProperties": false, "required": ["uses"],
                  "properties": {"uses": {"const": "balance"}}}]}}}}
            """);
    private static final String RIGHT = "{\"board\": \"pico\", \"epochs\": 5}";

    @Test
    void plainJsonIsReadWithoutRepairs() {
        assertThat(read(RIGHT).repairs()).isEmpty();
        assertRead(RIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure! Here {as asked} is it:\n```json\n%s\n```\nHope it helps!",
                "<think>Maybe {\"board\": \"uno\"}?</think>\n%s",
                "thinking aloud {\"board\": \"uno\"}</think>%s",
                "The form is ```json\n{\"example\": \"...\"}\n``` and the answer is ```json\n%s\n```",
                "First {\"board\": \"uno\"}, no, better: %s",
                "\ufeff%s",
                "```json\n%s\n",
                "[1, 2] and %s"
            })
    void proseAroundSeveralBlocksAndUnclosedFence(String answer) {
        assertRead(answer.replace("%s", RIGHT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"board\": \"pico\", \"epochs\": 5,}",
                "{'board': 'pico', 'epochs': 5}",
                "{board: \"pico\", epochs: 5}",
                "{// the board\n\"board\": \"pico\", /* so many */ \"epochs\": 5}",
                "{\"board\": \"pico\", # the board\n \"epochs\": 5}",
                "{“board”: “pico”, “epochs”: 5}",
                "{\"board\": \"pico\", \"blocks\": [{\"uses\": \"balance\"}], \"epochs\": +5}"
            })
    void invalidJsonIsReadAndTold(String answer) {
        assertThat(read(answer).problems()).isEmpty();
        assertThat(read(answer).value().orElseThrow().path("board").asText()).isEqualTo("pico");
        assertThat(read(answer).repairs()).hasSize(1);
    }

    @Test
    void bracketsThatAreMissingBehindTheLastOneAreAdded() {
        JsonAnswer answer = read("{\"board\": \"pico\", \"blocks\": [{\"uses\": \"balance\"}");
        assertThat(answer.value()).isPresent();
        assertThat(answer.repairs()).containsExactly("Closed 2 brackets at the end.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"board\": \"pi", "{\"board\": \"pico\", \"epochs\": 1", "```json\n{\"board\": \"pico\",\n"})
    void truncatedAnswersAreNotGuessed(String answer) {
        assertThat(read(answer).problems()).singleElement().satisfies(d -> assertThat(d.what())
                .contains("truncated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "<think>only {thoughts}</think>", "I cannot do this.", "use {curly} brackets"})
    void emptyAndProseOnlyAreProblems(String answer) {
        assertThat(read(answer).value()).isEmpty();
        assertThat(read(answer).problems()).hasSize(1);
    }

    @Test
    void unknownKeysAreNamedWithTheNearest() {
        assertThat(read("{\"board\": \"pico\", \"epoch\": 5}").problems())
                .containsExactly(new Diagnosis("the answer has the unknown key 'epoch'", "", "did you mean 'epochs'?"));
    }

    @Test
    void violationsSayWhatIsAndWhatMustBe() {
        assertThat(read("{\"board\": \"pico\", \"kind\": \"clasification\"}").problems())
                .containsExactly(new Diagnosis(
                        "'/kind' is 'clasification', it must be one of classification, regression",
                        "/kind",
                        "did you mean 'classification'?"));
        assertThat(read("{\"kind\": \"regression\"}").problems())
                .extracting(Diagnosis::what)
                .containsExactly("the answer lacks the key 'board'");
        assertThat(read("{\"board\": \"pico\", \"epochs\": \"5\"}").problems())
                .singleElement()
                .satisfies(d -> assertThat(d.what()).contains("/epochs", "integer", "\"5\""));
        assertThat(read("{\"board\": \"pico\", \"epochs\": NaN}").problems())
                .anySatisfy(d -> assertThat(d.what()).contains("no number"));
    }

    @Test
    void inventedBlocksAreComparedWithTheKnownOnes() {
        assertThat(read("{\"board\": \"pico\", \"blocks\": [{\"uses\": \"impute\", \"fill\": \"median\"}]}")
                        .problems())
                .containsExactly(new Diagnosis(
                        "'/blocks/0/fill' is 'median', it must be one of zero, mean",
                        "/blocks/0/fill",
                        "did you mean 'mean'?"));
        assertThat(read("{\"board\": \"pico\", \"blocks\": [{\"uses\": \"balance\"}, {\"uses\": \"smote\", \"k\": 5}]}")
                        .problems())
                .containsExactly(new Diagnosis(
                        "'/blocks/1/uses' is 'smote', it must be one of impute, balance", "/blocks/1/uses", ""));
    }

    @Test
    void placeholdersAreFound() {
        assertThat(Placeholders.find("{\"run\": \"/path/to/your/clean.py\", \"board\": \"<your-board-id>\"}"))
                .hasSize(1);
        assertThat(Placeholders.find(
                        "int x;\n// ... rest of the code\n// TODO\nf(a, ...);\n#include \"your_model_here.h\""))
                .extracting(Diagnosis::where)
                .containsExactly("line 2", "line 3", "line 5");
    }

    @Test
    void mutatedAnswersNeverThrow() {
        SplittableRandom random = new SplittableRandom(11);
        String around =
                "Sure:\n```json\n{\"board\": 'pico', \"blocks\": [{\"uses\": \"impute\", \"fill\": \"zero\"},], “kind”: NaN}\n```\n";
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder(around);
            for (int k = random.nextInt(6); k >= 0 && text.length() > 0; k--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]\"'\\,:/“\n\u0000".charAt(random.nextInt(13)));
                    default -> text.setLength(at);
                }
            }
            JsonAnswer answer = read(text.toString());
            assertThat(answer.value().isEmpty())
                    .as(text::toString)
                    .isEqualTo(!answer.problems().isEmpty());
        }
        assertThat(read("{\"a\":".repeat(100_000)).problems()).isNotEmpty();
        assertThat(read("[".repeat(100_000)).problems()).isNotEmpty();
        assertThat(read("{'".repeat(100_000)).problems()).isNotEmpty();
    }

    private static void assertRead(String answer) {
        assertThat(read(answer).problems()).isEmpty();
        assertThat(read(answer).value()).contains(json(RIGHT));
    }

    private static JsonAnswer read(String text) {
        return JsonAnswer.read(text, SCHEMA);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
