package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Right answers: each fact in them is the prompt's. */
class ScriptedMindTest {
    private static JsonNode answer(String prompt) {
        return Client.json(new ScriptedMind().answer(Prompt.of(prompt)));
    }

    @Test
    void readsATaskFromTheSentenceAndTheData() {
        JsonNode task = answer(Samples.TASK.text());

        assertThat(task.path("board").asText()).isEqualTo("arduino-nano-33-ble-sense");
        assertThat(task.path("label").asText()).isEqualTo("Fruit");
        assertThat(texts(task.path("labels"))).containsExactly("apple", "banana", "orange");
        assertThat(task.at("/goals/0/bound").asText()).isEqualTo(">= 90 %");
        assertThat(Samples.TASK.section("sentence"))
                .contains(task.at("/goals/0/quote").asText());
        assertThat(task.path("application").asText()).isEqualTo("print the fruit once a second");
        assertThat(task.path("questions")).isEmpty();
    }

    @Test
    void readsAnotherTaskJustTheSame() {
        JsonNode task = answer("""
                # Job: task
                ## Sentence
                "Which \\"tea\\" is it? On a Pico, 95 % right, in 20 KiB of flash; blink the LED for green."
                ## Data
                "Tea" (label), "colour" (reading)
                values of the label column: "green", "black", "\\"mixed\\""
                ## Boards
                pico (Raspberry Pi Pico)
                ## Rules' reading
                nothing
                ## Answer
                at most 3
                """);

        assertThat(task.path("board").asText()).isEqualTo("pico");
        assertThat(task.path("label").asText()).isEqualTo("Tea");
        assertThat(texts(task.path("labels"))).containsExactly("green");
        assertThat(task.at("/goals/0/bound").asText()).isEqualTo(">= 95 %");
        assertThat(task.at("/goals/1/bound").asText()).isEqualTo("<= 20 KiB");
        assertThat(task.path("application").asText()).isEqualTo("blink the LED for green");
    }

    @Test
    void asksForTheBoardWhereTheSentenceNamesNoneAndTakesTheAnswer() {
        String prompt = """
                # Job: task
                ## Sentence
                "Tell green tea from black"
                ## Data
                "Tea" (label)
                ## Boards
                host, pico, pico-2, teensy-4-0
                ## Rules' reading
                nothing
                ## Answer
                at most 3
                """;

        assertThat(answer(prompt).at("/questions/0/about").asText()).isEqualTo("board");
        assertThat(answer(prompt.replace("at most 3", "at most 0")).path("questions"))
                .isEmpty();
        JsonNode told = answer(prompt.replace("black\"", "black\"\nasked: \"Which?\" answered: \"pico-2\""));
        assertThat(told.path("board").asText()).isEqualTo("pico-2");
        assertThat(told.path("questions")).isEmpty();
    }

    @Test
    void proposesTwoNetworksWithAUnitForEachClass() {
        JsonNode plans = answer(Samples.PLAN.text()).path("plans");

        assertThat(plans).hasSize(2);
        assertThat(plans.valueStream()
                        .map(plan -> plan.at("/plan/model/0/dense/units").asInt()))
                .containsExactly(16, 8);
        assertThat(plans).allSatisfy(plan -> assertThat(plan.toString())
                .contains("{\"dense\":{\"units\":3}}", "drop-duplicates", "standardize")
                .doesNotContain("impute", "normalize-labels", "\"run\""));
    }

    @Test
    void preparesTheDataAsItsFactsAskFor() {
        String prompt = """
                # Job: plan
                ## Data
                40 rows, 0 repeat another, 2 lack a reading
                labels that look the same: "a and A"
                - "Red": 0.1000 to 99.00, median 0.5000, 1 missing, 1 outliers, 5 % of its variance between classes
                ## Blocks
                a program: {"run": "steps/Name.java", "does": "..."}
                ## Answer
                [{"dense": {"units": 8, "activation": "relu"}}, {"dense": {"units": 2}}]
                """;

        assertThat(answer(prompt).path("plans")).allSatisfy(plan -> assertThat(plan.toString())
                .contains("impute", "normalize-labels", "\"run\":\"steps/RemoveGlitches.java\""));
        assertThat(answer(prompt.replace("99.00", "0.900")).toString()).doesNotContain("\"run\"");
    }

    @Test
    void triesWhatWasNotTriedAndEndsWhereNothingIsMissing() {
        JsonNode more = answer(Samples.NEXT.text());
        JsonNode smaller = answer(Samples.NEXT.text().replace("accuracy >= 90 %", "flash <= 3 KiB"));
        JsonNode done = answer(Samples.NEXT.text().replace("accuracy >= 90 %", "nothing"));

        assertThat(more.path("decision").asText()).isEqualTo("try");
        assertThat(more.at("/plans/0/plan/model")).hasSize(3);
        assertThat(more.toString()).doesNotContain("\"units\":32");
        assertThat(smaller.at("/plans/0/plan/model/0/dense/units").asInt()).isLessThan(8);
        assertThat(done.path("decision").asText()).isEqualTo("done");
        assertThat(done.path("plans")).isEmpty();
    }

    @Test
    void plansRecordingsInWidthsOfItsOwn() {
        JsonNode plans = answer(Samples.RECORDINGS.text()).path("plans");

        assertThat(plans).hasSize(2);
        assertThat(plans.at("/0/plan/model/0/dense/units").asInt()).isEqualTo(24);
        assertThat(plans.at("/1/plan/model/0/conv/filters").asInt()).isEqualTo(12);
        assertThat(plans.at("/1/plan/model/1/residual/layers/0/conv/filters").asInt())
                .isEqualTo(12);
        assertThat(plans)
                .allSatisfy(plan ->
                        assertThat(plan.at("/plan/window/length").asDouble()).isEqualTo(0.6));
        assertThat(plans.at("/0/plan/model/1/dense/units").asInt()).isEqualTo(3);
    }

    @Test
    void plansPicturesByWhatIsMissing() {
        JsonNode wider = answer(Samples.PICTURES.text());
        JsonNode smaller = answer(Samples.PICTURES.text().replace("accuracy >= 90 %", "ram <= 8 KiB"));
        JsonNode done = answer(Samples.PICTURES.text().replace("accuracy >= 90 %", "nothing"));

        assertThat(wider.at("/plans/0/plan/model/0/conv/filters").asInt()).isEqualTo(16);
        assertThat(smaller.at("/plans/0/plan/model/0/conv/filters").asInt()).isEqualTo(6);
        assertThat(done.path("decision").asText()).isEqualTo("done");
    }

    @Test
    void answersFromTheRecordWithItsFigures() {
        JsonNode answer = answer(Samples.ANSWER.text());

        assertThat(answer.at("/cites/0/key").asText()).isEqualTo("device.accuracy");
        assertThat(answer.at("/cites/0/figure").asText()).isEqualTo("96.2 %");
        assertThat(answer.path("answer").asText()).contains("96.2 %", "5120");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
