package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.arduino.Trace.Ending;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.CSource;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.SampleCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sketch runs on one board of each core family, and does the same everywhere. */
class EmulationBoardsTest {
    private static final CSource MODEL =
            SampleCode.source(SampleCode.deployable(2, 3, List.of(new InputStep.Standardize()), List.of(4, 3)));
    private static final World WORLD = new World(
            List.of("analog.0", "analog.1", "pin.2"),
            new float[] {0.01f, 0, 0},
            new float[][] {{0.2f, 0.7f, 0}, {0.9f, 0.1f, 1}},
            Duration.ofMillis(10),
            Duration.ofMillis(300),
            Duration.ZERO,
            7);
    private static final Sketch SKETCH = new Sketch("boards", new TreeMap<>(Map.of("boards.ino", """
            #include "sample.h"
            volatile int rises = 0;
            void rise() { rises++; }
            void setup() {
              Serial.begin(115200);
              pinMode(LED_BUILTIN, OUTPUT);
              attachInterrupt(digitalPinToInterrupt(2), rise, RISING);
            }
            void loop() {
              float x[SAMPLE_READINGS] = {analogRead(A0) / 1024.0f, analogRead(A1) / 1024.0f};
              sample_result result;
              sample_classify(x, &result);
              digitalWrite(LED_BUILTIN, rises > 0);
              Serial.print(F("x "));
              Serial.print(x[0], 4);
              Serial.println(String(" class ") + result.best + " sin " + String(sin(x[0]), 6));
              delay(100);
            }
            """)));
    private static final Path CACHE = Path.of("target", "arduino-cores");
    private static final Boards BOARDS = Boards.builtIn();

    private static Trace reference = new Trace("", List.of(), Ending.FAULT, "");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void runOnThisComputer(@TempDir Path folder) {
        reference = Emulation.onHost(CACHE).run(SKETCH, MODEL, WORLD, folder);
    }

    @Test
    void theSketchSeesTheWorldOnThisComputer() {
        assertThat(reference.ending()).isEqualTo(Ending.DONE);
        assertThat(reference.events())
                .filteredOn(Event.Inference.class::isInstance)
                .hasSizeBetween(5, 7);
        assertThat(reference.events()).filteredOn(Event.Pin.class::isInstance).hasSize(1);
        assertThat(reference.events()).filteredOn(Event.Line.class::isInstance).allSatisfy(event -> assertThat(
                        ((Event.Line) event).text())
                .matches("x 0\\.\\d{4} class \\d sin 0\\.\\d{6}"));
    }

    @ParameterizedTest
    @CsvSource({
        "pico, Cortex-M0+ code on a Cortex-M3 in QEMU",
        "microbit-v1, Cortex-M0 code on a Cortex-M3 in QEMU",
        "arduino-nano-33-ble-sense, Cortex-M4 in QEMU",
        "nucleo-h743zi, Cortex-M7 in QEMU",
        "nrf5340-dk, Cortex-M33 in QEMU",
        "esp32, Cortex-M4 in QEMU"
    })
    void everyCoreGivesTheSameTrace(String board, String ranOn) {
        Trace trace =
                Emulation.forBoard(BOARDS.byId(board).orElseThrow(), CACHE).run(SKETCH, MODEL, WORLD, folder);
        assertThat(trace.ranOn()).startsWith(ranOn);
        assertThat(trace.ending()).as(trace.detail()).isEqualTo(Ending.DONE);
        assertThat(trace.events()).usingRecursiveComparison().isEqualTo(reference.events());
    }
}
