package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.arduino.Emulation;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.board.Board;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sketches of windows as they are written do what is expected; with one thing wrong, that thing is found. */
class WindowSketchTest {
    private static final Board SENSE = Samples.board("arduino-nano-33-ble-sense");
    private static final Board UNO = Samples.board("arduino-uno-r3");
    private static final String ONCE = "print the class and light the built-in LED for upright";
    private static final String OFTEN = "print the class every 500 ms";

    @TempDir
    static Path cache = Path.of("");

    @TempDir
    Path folder = Path.of("");

    /** A wish for a model that is used in one way. */
    record Case(String wish, String sensor, Streaming streaming, double inferenceMillis, Board board) {
        private static final Contract CONTRACT = Tilt.contract();

        Case(String wish, String sensor, Streaming streaming, double inferenceMillis) {
            this(wish, sensor, streaming, inferenceMillis, SENSE);
        }

        WindowUse use() {
            return Tilt.use(streaming, inferenceMillis, binding(), board);
        }

        Binding binding() {
            return Bindings.bind(board, CONTRACT, sensor, Sensors.builtIn());
        }

        private Wish read() {
            return Wish.read(wish, Tilt.LABELS);
        }

        Sketch sketch() {
            return SketchWriter.write(read(), CONTRACT, binding(), board, use());
        }

        Expectations expectations() {
            return ExpectationWriter.write(read(), CONTRACT, board, use());
        }

        ApplicationVerdict run(Sketch sketch, Expectations expectations, Path cache, Path folder) {
            Deployable model = Tilt.model(streaming);
            return WindowCheck.run(
                    Emulation.onHost(cache),
                    sketch,
                    Tilt.source(streaming),
                    expectations,
                    model.contract(),
                    binding(),
                    use(),
                    Tilt.pieces(),
                    window -> model.network()
                            .run(model.inputs()
                                    .networkInput(window, model.network().input())),
                    folder);
        }
    }

    static Case usual(String wish) {
        return new Case(wish, "accelerometer", Tilt.STREAMING, 2);
    }

    private ApplicationVerdict run(Case of, Sketch sketch) {
        return of.run(sketch, of.expectations(), cache, folder);
    }

    private static Sketch with(Sketch sketch, String was, String is) {
        Map<String, String> files = new TreeMap<>();
        sketch.files().forEach((name, text) -> {
            assertThat(text).contains(was);
            files.put(name, text.replace(was, is));
        });
        return new Sketch(sketch.name(), new TreeMap<>(files));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ONCE + "| accelerometer | 2",
                OFTEN + "| accelerometer | 2",
                "print JSON, 2 of 3 decisions must agree, unsure below 70 % | accelerometer | 2",
                "set pin 7 high for everything but flat | accelerometer | 2",
                OFTEN + "| accelerometer | 70",
                "print the class; sleep in between to save power | serial | 25",
            })
    void asWrittenDoesWhatIsExpected(String wish, String sensor, double inferenceMillis) {
        Case of = new Case(wish, sensor, Tilt.STREAMING, inferenceMillis);
        ApplicationVerdict verdict = run(of, of.sketch());
        assertThat(verdict.failures()).as(() -> verdict.summary()).isEmpty();
        assertThat(verdict.rows()).isEqualTo(Tilt.pieces().size());
        assertThat(verdict.rightByLabel()).isEqualTo(verdict.rows());
    }

    private static Case onLines(String wish, Board board, double inferenceMillis) {
        return new Case(wish, "serial", Tilt.STREAMING, inferenceMillis, board);
    }

    private static String text(Case of) {
        return of.sketch().files().getOrDefault("tilt_sketch.ino", "");
    }

    /** 64 characters are those of 32.8 ms; a decision comes every 100 ms. */
    @ParameterizedTest
    @CsvSource({"true, 32, false", "true, 34, true", "false, 34, false", "false, 99, false", "false, 101, true"})
    void windowsOfLinesBeginAgainOnlyWhereThePortCannotHoldThem(boolean isUno, double inferenceMillis, boolean again) {
        Case of = onLines("print the class", isUno ? UNO : SENSE, inferenceMillis);
        assertThat(of.use().restarts()).isEqualTo(again);
        assertThat(of.use().step().toMillis()).isEqualTo(again ? Math.round(400 + inferenceMillis) : 100);
        assertThat(text(of).contains("dropLines();")).isEqualTo(again);
        assertThat(text(of).contains("is lost")).isEqualTo(again);
        assertThat(of.expectations().once()).isEqualTo(!again);
        assertThat(of.expectations().period()).isEqualTo(of.use().step());
    }

    @Test
    void saysThatALineComesForEachWindowWhereWindowsBeginAgain() {
        String text = text(onLines("print the class", UNO, 40)).replaceAll("\\s+(// +)?", " ");
        assertThat(text)
                .contains("a window of 400 ms every 440 ms; a line for each window")
                .contains("tilt_classify_window(&result); dropLines(); tilt_restart();")
                .doesNotContain("the mean of 2 decides")
                .doesNotContain("none while it stays");
    }

    @Test
    void printsAsOftenAsWishedWhereASlowModelLosesNoLine() {
        String text = text(onLines(OFTEN, SENSE, 70)).replaceAll("\\s+(// +)?", " ");
        assertThat(text).contains("EVERY = 5;").contains("lines wait in the port's buffer meanwhile");
    }

    @ParameterizedTest
    @CsvSource({"print the class, true, 10", "print the class, true, 40", OFTEN + ", false, 70", OFTEN + ", false, 120"
    })
    void onLinesDoesWhatIsExpectedHoweverLongTheModelTakes(String wish, boolean isUno, double inferenceMillis) {
        Case of = onLines(wish, isUno ? UNO : SENSE, inferenceMillis);
        ApplicationVerdict verdict = run(of, of.sketch());
        assertThat(verdict.failures()).as(() -> verdict.summary()).isEmpty();
    }

    @Test
    void saysNothingOfAQuietClass() {
        Case of = new Case(ONCE, "accelerometer", Tilt.FLAT_IS_QUIET, 2);
        assertThat(of.expectations().expected().get("flat"))
                .hasToString("Expected[line=Optional.empty, pins={LED_BUILTIN=LOW}, silent=true]");
        ApplicationVerdict verdict = run(of, of.sketch());
        assertThat(verdict.failures()).as(() -> verdict.summary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OTHER_RATE     | FRAME_US = 20000 | FRAME_US = 18000",
                "OTHER_ORDER | accelX | accelY",
                "RAW_READINGS   | 9.80665f * | 1.0f *",
                "FRAMES_SKIPPED | tilt_push_samples(frame, 1); | `static int n = 0; if (++n % 10 != 0) tilt_push_samples(frame, 1);`",
                "FRAMES_SKIPPED | tilt_restart(); | `(void)0;`",
                "OTHER_SCORES   | tilt_smooth(&result) != 0 | `(tilt_smooth(&result), tilt_smooth(&result) != 0)`",
                "PIN_INVERTED   | ? HIGH : LOW | ? LOW : HIGH",
                "ONLY_BLINKS    | `  if (isEvent) {` | `  if (isEvent && answer > 100) {`",
                "TOO_OFTEN      | `  if (isEvent) {` | `  if (answer != UNSURE) {`",
                "LABELS_MIXED_UP | (tilt_class)answer | (tilt_class)((answer + 1) % 3)",
                "MODEL_NOT_CALLED | `if (!tilt_ready())` | `if (millis() > 0)`",
            })
    void findsTheOneThingThatIsWrong(Kind cause, String was, String is) {
        Case of = usual(ONCE);
        Sketch sketch = of.sketch();
        if (cause == Kind.OTHER_ORDER) {
            sketch = with(sketch, "9.80665f * accelX", "9.80665f * axis");
            sketch = with(sketch, "9.80665f * accelY", "9.80665f * accelX");
            sketch = with(sketch, "9.80665f * axis", "9.80665f * accelY");
        } else {
            sketch = with(sketch, was, is);
        }
        if (is.equals("(void)0;")) {
            sketch = with(sketch, "  act(answer, isEvent);", "  act(answer, isEvent);\n  delay(70);");
        }
        ApplicationVerdict verdict = run(of, sketch);
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.cause().orElseThrow().kind())
                .as(() -> verdict.cause() + "\n" + verdict.failures())
                .isEqualTo(cause);
    }

    /** A person's own: a buffer of whole windows, no smoothing, lines in other words. */
    @Test
    void takesAPersonsSketchThatPassesWholeWindows() {
        String text = """
                #include <Arduino_LSM9DS1.h>
                #include <tilt.h>
                float window[TILT_SAMPLES];
                int have = 0;
                unsigned long next = 0;
                void setup() { Serial.begin(115200); IMU.begin(); next = millis(); }
                void loop() {
                  if (millis() < next) return;
                  next += 20;
                  float x, y, z;
                  IMU.readAcceleration(x, y, z);
                  window[3 * have] = x * 9.80665f;
                  window[3 * have + 1] = y * 9.80665f;
                  window[3 * have + 2] = z * 9.80665f;
                  if (++have < TILT_WINDOW) return;
                  have = 0;
                  tilt_result result;
                  tilt_classify(window, &result);
                  Serial.print("it is ");
                  Serial.println(tilt_label(result.best));
                }
                """;
        Expectations expectations = Expectations.parse("""
                version: 1
                period: 400 ms
                settle: 10 ms
                expect:
                  flat: {line: it is flat}
                  upright: {line: it is upright}
                  sideways: {line: it is sideways}
                """, "expect.yaml");
        Sketch sketch = new Sketch("mine", new TreeMap<>(Map.of("mine.ino", text)));
        Case of = usual(ONCE);
        ApplicationVerdict verdict = of.run(sketch, expectations, cache, folder);
        assertThat(verdict.failures()).as(() -> verdict.summary()).isEmpty();
        assertThat(verdict.rightByLabel()).isGreaterThanOrEqualTo(7);
        assertThat(of.run(with(sketch, "it is \"", "is is \""), expectations, cache, folder)
                        .cause()
                        .orElseThrow()
                        .kind())
                .isEqualTo(Kind.OTHER_SPELLING);
    }

    @Test
    void writesTheGoldenSketches() throws IOException {
        List<Case> cases = List.of(usual(ONCE), new Case(OFTEN, "serial", Tilt.FLAT_IS_QUIET, 25));
        for (int i = 0; i < cases.size(); i++) {
            String name = i == 0 ? "windows" : "windows-on-serial";
            SketchWriterTest.golden(name + ".ino", cases.get(i).sketch().files().getOrDefault("tilt_sketch.ino", ""));
            Expectations expectations = cases.get(i).expectations();
            SketchWriterTest.golden(name + ".yaml", expectations.text());
            assertThat(ExpectationsFile.parse(expectations.text(), "expect.yaml"))
                    .isEqualTo(expectations);
        }
    }
}
