package dev.tinywright.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.diag.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right sketches pass and stay as they are; each fault that models make is named, and put right where rules can. */
class SketchGateTest {
    private static final Path RIGHT = Path.of("../lifecycle/src/test/resources/dev/tinywright/application/right");
    private static final SketchFacts FRUIT = Devices.fruit();
    private static final String SKETCH = """
            // A straight loop; the comment says g_model, asm and “quotes”.
            #include <Arduino_APDS9960.h>
            #include <fruit.h>

            void setup() {
              Serial.begin(115200);
              if (!APDS.begin()) {
                Serial.println("no sensor: tflite::, system( and “this”");
                while (true) {
                }
              }
            }

            void loop() {
              while (!APDS.colorAvailable()) {
                delay(5);
              }
              int r, g, b;
              APDS.readColor(r, g, b);
              float sum = r + g + b;
              float readings[FRUIT_READINGS] = {r / sum, g / sum, b / sum};
              fruit_result result;
              fruit_classify(readings, &result);
              if (result.best == FRUIT_BANANA) {
                Serial.print("yellow ");
              }
              Serial.println(fruit_label(result.best));
              delay(1000);
            }
            """;

    record Written(String wish, SketchFacts facts) {}

    static List<Written> written() {
        return List.of(
                new Written("print the fruit once a second", FRUIT),
                new Written(
                        "light the red LED for apples, the green one for bananas and the blue one for kiwis", FRUIT),
                new Written(
                        "print the fruit every 10 s, stay silent when unsure and sleep between readings to save power",
                        FRUIT),
                new Written("", Devices.penguins()),
                new Written(
                        "print the class; switch the relay on pin 7 on for Gentoo for at least 5 s, on above 80 % and off below 60 %",
                        Devices.penguins()),
                new Written(
                        "light the LED for Adelie every 200 ms, sleep in between; print ALARM when it is a Gentoo",
                        Devices.penguins()),
                new Written(
                        "print the class and its confidence 10 times a second",
                        Devices.motion("arduino-nano-33-ble-sense")),
                new Written(
                        "print JSON lines 5 times a second, unsure below 60 %, 3 of 5 decisions must agree",
                        Devices.motion("arduino-nano-33-ble-sense")),
                new Written(
                        "print JSON lines; unsure below 70 %; turn LED 13 off for walking",
                        Devices.motion("arduino-uno-r3")),
                new Written("print the class number every minute", Devices.weather()),
                new Written(
                        "print the class every 100 ms and set pin 9 high for everything except low",
                        Devices.knobs("knobs")),
                new Written(
                        "print the class",
                        Devices.knobs("i2c 0x29: set 0x80 0x03, A0 0x96 u16le * 0.001, a1 0x05 s16be * 0.0625")),
                new Written("print the class", Devices.sound()));
    }

    @TestFactory
    Stream<DynamicTest> whatTheRulesWritePassesAndStaysAsItIs() {
        return written().stream()
                .map(w -> dynamicTest(w.facts().source().name() + ": " + w.wish(), () -> {
                    assertPasses(Devices.written(w.wish(), w.facts()), w.facts());
                }));
    }

    @TestFactory
    Stream<DynamicTest> rightSketchesPassAndStayAsTheyAre() throws IOException {
        try (Stream<Path> folders = Files.list(RIGHT)) {
            return folders.sorted().toList().stream()
                    .map(folder -> dynamicTest(
                            folder.getFileName().toString(), () -> assertPasses(SketchFolder.read(folder), FRUIT)));
        }
    }

    private static void assertPasses(Sketch sketch, SketchFacts facts) {
        assertThat(SketchGate.check(sketch, facts)).isEmpty();
        SketchGate.Repaired repaired =
                SketchGate.repair(sketch, facts, List.of(new Diagnosis("something the compiler said", "", "")));
        assertThat(repaired.repairs()).isEmpty();
        assertThat(repaired.sketch()).isEqualTo(sketch);
    }

    @Test
    void theSketchThatTheFaultsAreMadeOfPasses() {
        assertPasses(sketch(SKETCH), FRUIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fruit_predict(", "fruit_clasify(", "fruit_Classify(", "fruit_inference("})
    void wrongArrayNameOfTheFunctionIsPutRight(String name) {
        assertPutRight(SKETCH.replace("fruit_classify(", name), "'" + name.replace("(", "") + "' is not in fruit.h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"g_model", "model_data"})
    void wrongArrayNameOfAnInterpreterIsToldWhatToCall(String array) {
        String code = SKETCH.replace(
                "fruit_classify(readings, &result);",
                "const tflite::Model *model = tflite::GetModel(" + array + ");\n  interpreter.Invoke();");
        assertThat(check(code)).singleElement().satisfies(d -> {
            assertThat(d.what()).contains("'tflite' does not exist");
            assertThat(d.where()).isEqualTo("device.ino line 23");
            assertThat(d.hint()).contains("no interpreter", "fruit_classify(readings, &result)");
        });
        assertThat(repaired(code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#include \"model.h\"",
                "#include <fruit_inferencing.h>",
                "#include \"fruit_model_data.h\"",
                "#include <Arduino_TensorFlowLite.h>\n#include <fruit.h>",
                "#include <TensorFlowLite.h>\n#include <tensorflow/lite/micro/all_ops_resolver.h>\n#include <fruit.h>"
            })
    void wrongHeaderIsPutRight(String includes) {
        assertPutRight(SKETCH.replace("#include <fruit.h>", includes), "there is no header");
    }

    @Test
    void wrongHeaderThatIsMissingIsAdded() {
        String code = SKETCH.replace("#include <fruit.h>\n", "");
        assertThat(check(code))
                .extracting(Diagnosis::what)
                .containsExactly("the model's header fruit.h is not included");
        assertThat(check(repaired(code))).isEmpty();
    }

    @Test
    void wrongHeaderOfTheSensorIsPutRight() {
        assertPutRight(SKETCH.replace("Arduino_APDS9960.h", "SparkFun_APDS9960.h"), "there is no header 'SparkFun");
    }

    @Test
    void wrongTypeOfTheReadingsIsNamed() {
        assertThat(check(SKETCH.replace("float readings[", "uint8_t readings[")))
                .extracting(Diagnosis::what)
                .containsExactly("'readings' is an array of uint8_t, the model takes float");
    }

    @Test
    void wrongTypeOfTheResultIsNamed() {
        assertThat(check(SKETCH.replace("label(result.best)", "label((fruit_class)((uint8_t *)&result)[0])")))
                .extracting(Diagnosis::what)
                .containsExactly("the bytes of 'result' are no scores");
    }

    @Test
    void tooFewReadingsAreNamed() {
        assertThat(check(SKETCH.replace(
                        "readings[FRUIT_READINGS] = {r / sum, g / sum, b / sum}", "readings[2] = {r / sum, g / sum}")))
                .extracting(Diagnosis::what)
                .containsExactly("'readings' holds 2 readings, the model takes 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "APDS.begin>APDS.init",
                "readColor>getColor",
                "colorAvailable>colorDataReady",
                "Serial.println>Serial.printLine",
                "Serial.begin>Serial.start"
            })
    void wrongApiIsPutRight(String change) {
        String[] names = change.split(">");
        assertThat(SKETCH).contains(names[0]);
        assertPutRight(SKETCH.replace(names[0], names[1]), "has no method");
    }

    @Test
    void wrongApiWithoutANearOneIsNamed() {
        String code = SKETCH.replace("readColor(r, g, b)", "spectrum(r, g, b)");
        assertThat(check(code)).singleElement().satisfies(d -> assertThat(d.hint())
                .contains("readColor"));
        assertThat(repaired(code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Serial.begin(115200);",
                "lastDecision = millis();",
                "delay(5);",
                "if (x) { y(); }",
                "readings[0] = 1;"
            })
    void statementsAtFileScopeAreNamed(String statement) {
        assertThat(check(SKETCH.replace("void setup() {", statement + "\n\nvoid setup() {")))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.what()).contains("stands outside of any function");
                    assertThat(d.where()).isEqualTo("device.ino line 5");
                });
    }

    @Test
    void surrogateEscapesBecomeTheCharacter() {
        String code = SKETCH.replace("\"yellow \"", "\"\\uD83C\\uDF4C \\\\uD83C\"");
        assertThat(check(code)).singleElement().satisfies(d -> assertThat(d.what())
                .contains("halves"));
        assertThat(repaired(code)).contains("\"🍌 \\\\uD83C\"");
        assertThat(check(repaired(code))).isEmpty();
        assertThat(check(SKETCH.replace("\"yellow \"", "\"\\uD83C\""))).hasSize(1);
    }

    @Test
    void typographicQuotesBecomeStraight() {
        String code = SKETCH.replace("Serial.print(\"yellow \")", "Serial.print(F(“it's \"yellow\" ”))");
        assertThat(check(code)).isNotEmpty();
        assertThat(repaired(code)).contains("Serial.print(F(\"it's \\\"yellow\\\" \"));");
        assertThat(check(repaired(code))).isEmpty();
    }

    @Test
    void invisibleCharactersBecomeSpaces() {
        String code = SKETCH.replace("float sum", "float\u00a0sum");
        assertThat(check(code)).isNotEmpty();
        assertThat(repaired(code)).isEqualTo(SKETCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#include \"/etc/passwd\"",
                "#include \"../../../../.ssh/id_rsa\"",
                "#include \"/path/to/your/model.h\"",
                "#include SECRET",
                "asm(\".incbin \\\"/etc/passwd\\\"\");",
                "#define RUN asm(\"nop\")",
                "#define PASTE(a, b) a##b",
                "#embed \"/etc/passwd\"",
                "int n = system(\"ls\");",
                "void *f = fopen(\"x\", \"r\");",
                "volatile uint32_t *p = (volatile uint32_t *)0x40021000;",
                "auto p = reinterpret_cast<char *>(0x1000);",
                "int sys\\\ntem = 1;"
            })
    void hostileCodeIsRefused(String line) {
        String code = SKETCH.replace("void setup()", line + "\nvoid setup()");
        assertThat(check(code)).isNotEmpty();
        assertThat(check(repaired(code))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result.best = (fruit_class)random(FRUIT_CLASSES);",
                "result.best = (fruit_class)(readings[0] > 0.5f ? 0 : 1);"
            })
    void neverCallsModelIsNamed(String instead) {
        assertThat(check(SKETCH.replace("fruit_classify(readings, &result);", instead)))
                .extracting(Diagnosis::what)
                .containsExactly("the model is never called");
    }

    @Test
    void readingsFromNowhereAreNamed() {
        String code = SKETCH.replace("{r / sum, g / sum, b / sum}", "{0.3f, 0.4f, 0.3f}");
        assertThat(check(code)).singleElement().satisfies(d -> assertThat(d.what())
                .contains("nothing that the sensor says"));
    }

    @Test
    void anAnswerThatIsNotPutOutIsNamed() {
        String code = SKETCH.replace("Serial.println(fruit_label(result.best));", "")
                .replace(
                        "if (result.best == FRUIT_BANANA) {\n    Serial.print(\"yellow \");\n  }",
                        "Serial.println(sum);");
        assertThat(check(code)).extracting(Diagnosis::what).containsExactly("what the model answers is never put out");
    }

    @Test
    void misspeltConstantsArePutRight() {
        assertPutRight(SKETCH.replace("FRUIT_BANANA", "FRUIT_BANNANA"), "'FRUIT_BANNANA' is not in fruit.h");
    }

    @Test
    void truncatedSketchesAreNamed() {
        assertThat(check(SKETCH.substring(0, SKETCH.indexOf("float sum")))).isNotEmpty();
        assertThat(check(SKETCH.replace("void loop()", "void lop()")))
                .extracting(Diagnosis::what)
                .contains("the sketch has no loop()");
        assertThat(check(SKETCH + SKETCH.substring(SKETCH.indexOf("void loop()"))))
                .extracting(Diagnosis::what)
                .containsExactly("the sketch has loop() 2 times");
    }

    @Test
    void nothingIsRepairedWhereNothingWasFound() {
        Sketch wrong = sketch(SKETCH.replace("fruit.h", "model.h"));
        assertThat(SketchGate.repair(wrong, FRUIT, List.of()).sketch()).isEqualTo(wrong);
    }

    @Test
    void boundSketchesFitOneModelOnly() {
        Sketch bound = SketchGate.bound(sketch(SKETCH), FRUIT);
        assertThat(bound.files().get("device.ino"))
                .contains("static_assert(ThisModel::is(FRUIT_INTERFACE, \""
                        + FRUIT.contract().interfaceId() + "\")");
        assertPasses(bound, FRUIT);
        assertThat(SketchGate.bound(bound, FRUIT)).isEqualTo(bound);
    }

    private static void assertPutRight(String code, String what) {
        assertThat(check(code)).isNotEmpty().allSatisfy(d -> assertThat(d.what())
                .contains(what));
        assertThat(repaired(code)).isEqualTo(SKETCH);
    }

    private static List<Diagnosis> check(String code) {
        return SketchGate.check(sketch(code), FRUIT);
    }

    private static String repaired(String code) {
        SketchGate.Repaired repaired = SketchGate.repair(sketch(code), FRUIT, check(code));
        String better = Objects.requireNonNull(repaired.sketch().files().get("device.ino"));
        assertThat(repaired.repairs().isEmpty()).isEqualTo(better.equals(code));
        return better;
    }

    private static Sketch sketch(String code) {
        return new Sketch("device", new TreeMap<>(Map.of("device.ino", code)));
    }
}
