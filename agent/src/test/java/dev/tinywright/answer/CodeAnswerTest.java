package dev.tinywright.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.diag.Diagnosis;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeAnswerTest {
    private static final String SKETCH = """
            #include <fruit.h>

            void setup() {
              Serial.begin(115200); // "}" and more
            }

            void loop() {
              Serial.println("{ `x` }");
            }
            """;
    private static final String STEP = """
            package step;

            public final class Ratio implements dev.tinywright.step.Step {
                @Override
                public Rows apply(Rows rows) {
                    return rows;
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```cpp\n%s```",
                "Sure!\n\n```arduino\n%s```\nNote: adjust to your hardware.",
                "<think>```cpp\nvoid setup() {} void loop() {}\n```</think>\n```\n%s```",
                "%s",
                "```cpp\n%s",
                "Includes:\n```cpp\n#include <fruit.h>\n```\nThe line:\n```cpp\nSerial.begin(9600);\n```\nAll:\n```cpp\n%s```",
                "```cpp\nvoid setup() {}\nvoid loop() {}\n```\nBetter:\n```cpp\n%s```\nInstall it:\n```bash\narduino-cli lib install x\n```"
            })
    void theSketchIsFound(String answer) {
        CodeAnswer read = CodeAnswer.sketch(answer.replace("%s", SKETCH));
        assertThat(read.problems()).isEmpty();
        assertThat(read.files()).containsEntry("sketch", SKETCH);
    }

    @Test
    void severalBlocksOfOneProgramAreJoined() {
        int at = SKETCH.indexOf("void loop");
        CodeAnswer read = CodeAnswer.sketch(
                "First:\n```cpp\n" + SKETCH.substring(0, at) + "```\nthen:\n```cpp\n" + SKETCH.substring(at) + "```");
        assertThat(read.files()).containsEntry("sketch", SKETCH);
        assertThat(read.repairs()).hasSize(1);
    }

    @Test
    void expectationsAreTakenFromYaml() {
        CodeAnswer read =
                CodeAnswer.sketch("```cpp\n" + SKETCH + "```\n```yaml\nversion: 1\nexpect:\n  a: {line: a}\n```");
        assertThat(read.files()).containsKeys("sketch", "expect");
    }

    @Test
    void lineEndsEntitiesAndWrittenOutLineBreaksArePutRight() {
        assertThat(CodeAnswer.sketch("```cpp\r\n" + SKETCH.replace("\n", "\r\n") + "```")
                        .files())
                .containsEntry("sketch", SKETCH);
        String escaped = SKETCH.replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
        assertThat(CodeAnswer.sketch("```cpp\n" + escaped + "```").files()).containsEntry("sketch", SKETCH);
        String entity = SKETCH.replace("\"{ `x` }\"", "\"&lt;\"");
        assertThat(CodeAnswer.sketch("```cpp\n" + entity + "```").files()).containsEntry("sketch", entity);
        String string =
                "\"" + SKETCH.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        assertThat(CodeAnswer.sketch(string).files()).containsEntry("sketch", SKETCH);
    }

    @Test
    void truncatedCodeIsAProblem() {
        String cut = SKETCH.substring(0, SKETCH.length() - 10);
        assertThat(CodeAnswer.sketch("```cpp\n" + cut).problems())
                .singleElement()
                .satisfies(d -> assertThat(d.what()).contains("truncated"));
        assertThat(CodeAnswer.sketch("```cpp\n" + SKETCH + "/* and then\n").problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "I'm sorry, but I can't complete this.", "<think>…"})
    void emptyAndProseOnlyAreProblems(String answer) {
        assertThat(CodeAnswer.sketch(answer).problems()).hasSize(1);
        assertThat(CodeAnswer.step(answer).problems()).hasSize(1);
    }

    @Test
    void otherCodeIsAProblem() {
        assertThat(CodeAnswer.sketch("```python\nprint(1)\n```").problems())
                .extracting(Diagnosis::what)
                .hasSize(1);
        assertThat(CodeAnswer.sketch("```cpp\nint main() { return 0; }\n```").problems())
                .extracting(Diagnosis::what)
                .containsExactly("the code in the answer is not a sketch with setup() and loop()");
    }

    @Test
    void theStepIsTheClassThatImplementsIt() {
        CodeAnswer read = CodeAnswer.step("Like this:\n```java\nrows.columns();\n```\n```java\n" + STEP + "```\nDone.");
        assertThat(read.files()).containsEntry("step", STEP);
        assertThat(CodeAnswer.step("```java\npublic class Main {}\n```").problems())
                .hasSize(1);
        assertThat(CodeAnswer.step("```java\n" + STEP.substring(0, STEP.length() - 8))
                        .problems())
                .hasSize(1);
    }

    @Test
    void repetitionAndMutationsNeverThrow() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder("Sure\n```cpp\n" + SKETCH + "```\n```yaml\nexpect:\n```\n");
            for (int k = random.nextInt(5); k >= 0 && text.length() > 0; k--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.delete(at, Math.min(text.length(), at + 3));
                    case 1 -> text.insert(at, "{}()\"'\\`\n/*#".charAt(random.nextInt(12)));
                    default -> text.setLength(at);
                }
            }
            CodeAnswer answer = CodeAnswer.sketch(text.toString());
            assertThat(answer.files().containsKey("sketch"))
                    .isEqualTo(answer.problems().isEmpty());
        }
        assertThat(CodeAnswer.sketch("```cpp\n" + SKETCH + "// Read the sensor again.\n".repeat(5000))
                        .files())
                .containsKey("sketch");
        assertThat(CodeAnswer.sketch("I will check once more. ".repeat(5000)).problems())
                .hasSize(1);
    }
}
