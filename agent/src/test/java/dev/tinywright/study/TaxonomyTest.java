package dev.tinywright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Reply;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaxonomyTest {
    private static final String COMPILER = "arm-none-eabi-g++";
    private static final String KNOWN = """
            struct Sensor { bool begin(); bool colorAvailable(); void readColor(int &r, int &g, int &b); } APDS;
            struct Port { int available(); void println(const char *); } Serial;
            typedef enum { APPLE, PEAR } fruit_class;
            struct fruit_result { fruit_class best; unsigned char confidence[2]; };
            void fruit_classify(const float *readings, fruit_result *result);
            float x[3];
            fruit_result result;
            """;

    /** Each line is what models write, and what the real compiler says of it decides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wrong-array-name | void loop() { fruit_predict(x, &result); }",
                "wrong-array-name | void loop() { fruit_clasify(x, &result); }",
                "wrong-array-name | void loop() { const tflite::Model *model = tflite::GetModel(g_model); }",
                "wrong-array-name | void loop() { run(model_data); }",
                "wrong-array-name | TfLiteTensor *input;",
                "wrong-header | #include <Arduino_TensorFlowLite.h>",
                "wrong-header | #include \"model.h\"",
                "wrong-type | unsigned char b[3]; void loop() { fruit_classify(b, &result); }",
                "wrong-api | void loop() { APDS.init(); }",
                "wrong-api | void loop() { int r; APDS.getColor(r); }",
                "wrong-api | void loop() { Serial.bytesAvailable(); }",
                "wrong-api | void loop() { analogReadVoltage(1); }",
                "statements-at-file-scope | Serial.println(\"a\");",
                "statements-at-file-scope | if (true) { }",
                "surrogate-escapes | void loop() { Serial.println(\"\\uD83C\\uDF4E\"); }",
                "typographic-quotes | void loop() { Serial.println(“a”); }"
            })
    void whatTheCompilerSaysIsNamed(String kind, String code, @TempDir Path folder) throws IOException {
        assumeTrue(Command.find(COMPILER).isPresent(), "the compiler is not installed");
        Path file = Files.writeString(folder.resolve("sketch.cpp"), KNOWN + code + "\n");
        CommandResult said = Command.run(
                List.of(COMPILER, "-fsyntax-only", file.getFileName().toString()), folder, Duration.ofSeconds(30));
        String errors = said.stderr()
                .lines()
                .filter(line -> line.contains("error: "))
                .map(line -> line.replaceFirst("^.*error: ", "sketch.ino line 9: "))
                .limit(3)
                .collect(Collectors.joining("; "));

        assertThat(errors).as("the compiler refuses it").isNotEmpty();
        Diagnosis diagnosis = new Diagnosis("the sketch does not compile: " + errors, "sketch", "correct the sketch");
        assertThat(Taxonomy.kind(diagnosis, code)).as(errors).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong-scale | the sketch passes raw readings where the model takes shares of their sum",
                "wrong-scale | the sketch divides its readings by 255 and not by their sum: from the reading",
                "wrong-scale | the sketch passes readings 1000 times as large as the data's: another unit",
                "never-calls-model | the sketch reads its sensor and never calls the model",
                "never-calls-model | the sketch only blinks: it never reads its sensor, never calls the model and prints nothing",
                "swapped-labels | the sketch mixes up the labels: where the model answers right, it shows b for a",
                "wrong-units | the last layer has 4 units and no activation now, as the data has 4 classes; it had 3",
                "other | the sketch blocks after 3 right rows: loop() does not return"
            })
    void whatOurJudgesSayIsNamed(String kind, String what) {
        assertThat(Taxonomy.kind(new Diagnosis(what, "", ""), "")).isEqualTo(kind);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theFormOfAnAnswerIsNamed(String job, String kind, String text) {
        assertThat(Taxonomy.form(job, stopped(text))).contains(kind);
    }

    private static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("sketch", "empty", "  "),
                Arguments.of("sketch", "prose-only", "I would write a sketch that reads the sensor."),
                Arguments.of("sketch", "prose-around", "Here it is:\n```cpp\nvoid loop() {}\n```\nHave fun!"),
                Arguments.of("sketch", "unclosed-fence", "```cpp\nvoid loop() {}\n"),
                Arguments.of("sketch", "several-blocks", "```cpp\nint a;\n```\n```cpp\nvoid loop() {}\n```\n"),
                Arguments.of("plan", "prose-only", "I would take a small network."),
                Arguments.of("plan", "prose-around", "Sure: {\"plans\": []}"),
                Arguments.of("plan", "invalid-json", "{\"plans\": [1,]}"),
                Arguments.of("plan", "unclosed-fence", "```json\n{\"plans\": []}\n"));
    }

    @Test
    void rightFormsHaveNoName() {
        assertThat(Taxonomy.form("sketch", stopped("```cpp\nvoid loop() {}\n```\n")))
                .isEmpty();
        assertThat(Taxonomy.form("sketch", stopped("```cpp\nvoid loop() {}\n```\n\n```yaml\nexpect: {}\n```\n")))
                .isEmpty();
        assertThat(Taxonomy.form("plan", stopped("```json\n{\"plans\": []}\n```")))
                .isEmpty();
    }

    @Test
    void theEndOfAnAnswerIsNamed() {
        assertThat(Taxonomy.form("plan", ended("{\"plans\"", Reply.Ending.LENGTH)))
                .contains("truncated");
        assertThat(Taxonomy.form("plan", ended("{", Reply.Ending.REPETITION))).contains("repetition");
        assertThat(Taxonomy.form("sketch", stopped("```cpp\n" + "  delay(10);\n".repeat(20))))
                .contains("repetition");
    }

    @Test
    void whatServersDoIsNamed() {
        assertThat(Taxonomy.of(new Reply.Unanswered(Reply.Reason.RATE_LIMITED, "", Optional.empty())))
                .isEqualTo("http-429");
        assertThat(Taxonomy.of(new Reply.Unanswered(Reply.Reason.TIMEOUT, "", Optional.empty())))
                .isEqualTo("timeout");
    }

    private static Reply.Answered stopped(String text) {
        return ended(text, Reply.Ending.STOP);
    }

    private static Reply.Answered ended(String text, Reply.Ending ending) {
        return new Reply.Answered(text, ending, new Reply.Usage(1, 1, false));
    }
}
