package dev.tinywright.mind;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers as a competent model would, from what the prompt says and nothing else. */
public final class ScriptedMind implements Mind {
    @Override
    public String answer(Prompt prompt) {
        return switch (prompt.job()) {
            case "task" -> SentenceReader.task(prompt).toString();
            case "change" -> SentenceReader.change(prompt).toString();
            case "plan" -> PlanWriter.first(prompt).toString();
            case "next" -> nextTry(prompt).toString();
            case "step" -> StepWriter.step(prompt);
            case "sketch" -> sketch(prompt);
            case "answer" -> RecordReader.answer(prompt).toString();
            default -> LOST;
        };
    }

    /** What models answer to the end of a prompt whose beginning they never saw. */
    private static final String LOST = """
            Here is an example of how to run a model on a microcontroller:

            ```cpp
            #include <TensorFlowLite.h>
            #include "/path/to/your/model.h"

            void setup() {
              Serial.begin(9600);
            }

            void loop() {
              // TODO: read the sensor and run inference
            }
            ```
            """;

    static ObjectNode nextTry(Prompt prompt) {
        return prompt.job().equals("plan") ? PlanWriter.first(prompt) : PlanWriter.next(prompt);
    }

    private static String sketch(Prompt prompt) {
        Device device = DeviceReader.device(prompt);
        String sketch = "```cpp\n" + SketchText.of(device) + "```\n";
        return prompt.section("answer").contains("```yaml")
                ? sketch + "\n```yaml\n"
                        + DeviceReader.expectations(prompt, device).strip() + "\n```\n"
                : sketch;
    }

    static ArrayNode array() {
        return Protocol.JSON.createArrayNode();
    }
}
