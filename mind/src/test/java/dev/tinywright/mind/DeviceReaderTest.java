package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the mind reads of a prompt for a sketch, and what it then writes: all of it is the prompt's. */
class DeviceReaderTest {
    private static final String MODEL = """
            ## Model
            #include <tea.h>
            float readings[TEA_READINGS]; // 3 of them, in this order:
            //   readings[0]: cyan, 0.1 to 0.7 in training, share: raw value / sum of cyan, pink
            //   readings[1]: pink, in lux, 0.1 to 0.7 in training, share: raw value / sum of cyan, pink
            //   readings[2]: heat, in °F, 32 to 1.0E7 in training
            tea_result result;
            tea_classify(readings, &result); // the whole model; returns nothing
            result.best // a tea_class: TEA_GREEN, TEA_BLACK
            result.confidence[k] // uint8_t, share of class k in 256ths
            tea_label(result.best) // const char *: "green", "\\"black\\""
            """;

    private static final String SENSORS = """
            ## Readings
            XY12 sensor of leaves, library Acme_XY12 1.2.3:
            #include <Acme_XY12.h>
            global:
              // what it fills
              int leaf;
            in setup() (stopWith(text) is yours to write: print the text once a second, for ever):
              if (!LEAF.start()) {
                stopWith(F("no leaves"));
              }
            a new value is there when: LEAF.isFresh() || leaf > 0
            to read, in a function that returns false where it fails:
              int cyan, pink;
              LEAF.take(cyan, pink);
            kettle, read by the core itself:
            to read, in a function that returns false where it fails:
              const float heat = analogRead(A3);
            Then:
              readings[0] = (float)cyan; // then divided by the sum of cyan, pink of this same reading; no decision where the sum is 0
              readings[1] = (float)pink; // then divided by the sum of cyan, pink of this same reading; no decision where the sum is 0
              readings[2] = (float)heat * 1.8f + 32.0f;
            """;

    private static final String SEEN = """
            ## Must be seen
            version: 1
            period: 500 ms  # a decision at least this often
            unsureBelow: 60 %
            expect:
              green: {line: "green \\\\([0-9]{1,3} %\\\\)", pins: {LEDR: low}}
              '"black"': {line: '"black"', pins: {LEDR: high}}
              unsure: {silent: true}
            ## Answer
            One ```cpp fence with the whole sketch, nothing else.
            """;

    private static final Prompt PROMPT = Prompt.of("# Job: sketch\n" + MODEL + SENSORS + SEEN);

    @Test
    void readsTheModel() {
        Device device = DeviceReader.device(PROMPT);

        assertThat(device.model()).isEqualTo("tea");
        assertThat(device.header()).isEqualTo("tea.h");
        assertThat(device.inputs()).containsExactly("cyan", "pink", "heat");
        assertThat(device.shares()).containsExactly(List.of(0, 1));
        assertThat(device.labels()).containsExactly("green", "\"black\"");
    }

    @Test
    void readsTheSensors() {
        Device device = DeviceReader.device(PROMPT);

        assertThat(device.sensor()).hasSize(2);
        assertThat(device.sensor().getFirst().declare()).isEqualTo("// what it fills\nint leaf;");
        assertThat(device.sensor().getFirst().ready()).containsExactly("LEAF.isFresh() || leaf > 0");
        assertThat(device.sensor().getLast().read()).containsExactly("const float heat = analogRead(A3);\n");
        assertThat(device.assignments()).containsExactly("(float)cyan", "(float)pink", "(float)heat * 1.8f + 32.0f");
    }

    @Test
    void readsWhatMustBeSeen() {
        Device device = DeviceReader.device(PROMPT);

        assertThat(device.periodMillis()).isEqualTo(500);
        assertThat(device.unsureBelow()).hasValue(0.6);
        assertThat(device.behaviours().get("green"))
                .isEqualTo(new Device.Behaviour("green \\([0-9]{1,3} %\\)", Map.of("LEDR", false)));
        assertThat(device.printsLabels()).isFalse();
    }

    @Test
    void writesASketchOfTheseFacts() {
        String answer = new ScriptedMind().answer(PROMPT);

        assertThat(answer).startsWith("```cpp\n").endsWith("}\n```\n");
        assertThat(answer)
                .contains("#include <Acme_XY12.h>\n#include <tea.h>\n")
                .contains("kPeriodMs = 500;")
                .contains("static void stopWith(")
                .contains("  if (!(LEAF.isFresh() || leaf > 0)) {\n    return false;\n  }\n")
                .contains("  x[2] = (float)heat * 1.8f + 32.0f; // heat\n")
                .contains("  const float sum = x[0] + x[1];\n")
                .contains("  x[1] /= sum;\n  return true;\n")
                .contains("result.confidence[result.best] < 154")
                .contains("Serial.print(\"green (\");")
                .contains("Serial.println(\"\\\"black\\\"\");")
                .contains("pinMode(LEDR, OUTPUT);")
                .contains("tea_classify(x, &result);");
    }

    @Test
    void takesLinesOfNumbersWhereThereIsNoSensor() {
        Prompt prompt =
                Prompt.of("# Job: sketch\n" + MODEL + "## Readings\nNo sensor of this board measures these.\n" + SEEN);

        assertThat(new ScriptedMind().answer(prompt))
                .contains("while (count < 3)")
                .contains("Serial.read()")
                .doesNotContain("LEAF");
    }

    @Test
    void addsExpectationsWhereThePromptAsksForThem() {
        Prompt prompt = Prompt.of(PROMPT.text().replace("nothing else.", "then one ```yaml fence with expect.yaml."));

        assertThat(Prompt.blocks(new ScriptedMind().answer(prompt)))
                .hasSize(2)
                .last()
                .satisfies(yaml -> assertThat(yaml)
                        .startsWith("version: 1\nperiod: 500 ms")
                        .contains("unsure: {silent: true}"));
    }

    @Test
    void repairsByWritingWhatTheOriginalPromptAskedFor() {
        Prompt repair = Prompt.of(
                "# Job: repair sketch\n## What you wrote\n```cpp\n#include <model.h>\n## Model\nunclosed\n## What is wrong\n- it does not compile\n\n"
                        + MODEL + SENSORS + SEEN);

        assertThat(repair.isRepair()).isTrue();
        assertThat(new ScriptedMind().answer(repair)).isEqualTo(new ScriptedMind().answer(PROMPT));
    }

    @Test
    void isLostWhereTheBeginningOfThePromptWasDropped() {
        assertThat(new ScriptedMind().answer(Prompt.of(PROMPT.text().substring(20))))
                .contains("/path/to/your/model.h");
    }
}
