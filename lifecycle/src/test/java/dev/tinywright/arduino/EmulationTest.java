package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.arduino.Trace.Ending;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulationTest {
    private static final CSource MODEL =
            SampleCode.source(SampleCode.deployable(3, 3, List.of(new InputStep.Standardize()), List.of(4, 3)));
    private static final World WORLD = new World(
            List.of("color.r", "color.g", "color.b", "color.c"),
            new float[4],
            new float[][] {{10, 20, 30, 60}, {11, 21, 31, 63}},
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            1);

    @TempDir
    static Path cache = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private Trace run(Map<String, String> files) {
        return Emulation.onHost(cache).run(new Sketch("s", new TreeMap<>(files)), MODEL, WORLD, folder);
    }

    @Test
    void recordsReadingsInferencesLinesAndPins() throws IOException {
        Trace trace = run(Map.of("s.ino", """
                #include <Arduino_APDS9960.h>
                #include "sample.h"
                void setup() { Serial.begin(9600); APDS.begin(); pinMode(3, OUTPUT); digitalWrite(3, HIGH); }
                void loop() {
                  while (!APDS.colorAvailable()) { delay(1); }
                  int r, g, b;
                  APDS.readColor(r, g, b);
                  float x[3] = {(float)r, (float)g, (float)b};
                  sample_result result;
                  sample_classify(x, &result);
                  int8_t scores[3];
                  sample_run(x, scores);
                  Serial.println(result.confidence[1] - 128 - scores[1]);
                  delay(1000);
                }
                """));
        assertThat(trace.ending()).isEqualTo(Ending.DONE);
        assertThat(trace.seesInside()).isTrue();
        assertThat(trace.ranOn()).isEqualTo("a process of this computer");
        assertThat(trace.events().getFirst()).isInstanceOfSatisfying(Event.Pin.class, pin -> {
            assertThat(pin.pin()).isEqualTo(3);
            assertThat(pin.high()).isTrue();
        });
        assertThat(trace.events()).filteredOn(Event.Row.class::isInstance).hasSize(2);
        List<Event.Inference> calls = trace.events().stream()
                .filter(Event.Inference.class::isInstance)
                .map(Event.Inference.class::cast)
                .toList();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(8);
        assertThat(calls.getFirst().readings()).containsExactly(10f, 20f, 30f);
        assertThat(calls.get(1).scores()).isEqualTo(calls.getFirst().scores());
        assertThat(trace.events()).contains(new Event.Line(lastLine(trace), "0"));
        try (Stream<Path> cores = Files.list(cache)) {
            assertThat(cores).allSatisfy(core -> assertThat(core).isDirectoryContaining("glob:**/core.a"));
        }
        assertThat(Command.run(List.of("sh", "build.sh"), folder, Duration.ofMinutes(1))
                        .succeeded())
                .isTrue();
    }

    private static long lastLine(Trace trace) {
        return trace.events().stream()
                .filter(Event.Line.class::isInstance)
                .mapToLong(Event::micros)
                .max()
                .orElseThrow();
    }

    @Test
    void namesTabAndLineOfErrors() {
        assertFails(
                Map.of("s.ino", "void setup() {}\nvoid loop() { help(); }\n", "t.ino", "void help() {\n  x = 1;\n}\n"),
                "the sketch does not compile: t.ino line 2: 'x' was not declared in this scope");
        assertFails(
                Map.of("s.ino", "#include \"part.h\"\nvoid setup() {}\nvoid loop() {}\n", "part.h", "int a\n= ;\n"),
                "part.h line 2: expected primary-expression before ';'");
        assertFails(
                Map.of("s.ino", "int missing();\nvoid setup() {}\nvoid loop() {\n  missing();\n}\n"),
                "s.ino line 4: nothing defines missing()");
        assertFails(Map.of("s.ino", "void setup() {}\n"), "the sketch has no loop()");
    }

    @Test
    void namesTheNearestLibrary() {
        assertFails(
                Map.of("s.ino", "#include <Arduino_APDS9970.h>\nvoid setup() {}\nvoid loop() {}\n"),
                "did you mean Arduino_APDS9960.h?");
        assertFails(
                Map.of("s.ino", "#include <Servo.h>\nvoid setup() {}\nvoid loop() {}\n"),
                "the emulation has no library with Servo.h; it has Adafruit_APDS9960.h, Arduino.h, ");
    }

    private void assertFails(Map<String, String> files, String message) {
        assertThatThrownBy(() -> run(files))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(message);
    }
}
