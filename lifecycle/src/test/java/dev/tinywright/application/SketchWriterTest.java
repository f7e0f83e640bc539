package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sketches as they are written, in golden/; -Dgolden.update=true writes them anew. */
class SketchWriterTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/tinywright/application/golden");

    /** A wish, and what it is for. */
    record Case(String name, String wish, Contract contract, List<String> sensors, String sensorWish, Board board) {
        Binding binding() {
            return Bindings.bind(board, sensors, contract, sensorWish, Sensors.builtIn());
        }

        Wish read() {
            return Wish.read(wish, contract.labels());
        }

        Sketch sketch() {
            return SketchWriter.write(read(), contract, binding(), board);
        }
    }

    static List<Case> cases() {
        Board nano = Samples.board("arduino-nano-33-ble");
        Board pico = Samples.board("pico");
        return List.of(
                new Case("colour", "print the fruit once a second", Samples.fruit(), Samples.SENSE, "colour", nano),
                new Case("serial", "", Samples.penguins(), Samples.NOTHING, "", pico),
                new Case("shares-on-serial", "print the fruit", Samples.fruit(), Samples.NOTHING, "colour", pico),
                new Case(
                        "motion",
                        "print the class and its confidence 10 times a second",
                        Samples.motion(),
                        Samples.SENSE,
                        "accelerometer",
                        nano),
                new Case(
                        "led-per-class",
                        "light the red LED for apples, the green one for bananas and the blue one for oranges",
                        Samples.fruit(),
                        Samples.SENSE,
                        "",
                        nano),
                new Case(
                        "relay",
                        "print the class; switch the relay on pin 7 on for Gentoo for at least 5 s, on above 80 % and "
                                + "off below 60 %",
                        Samples.penguins(),
                        Samples.NOTHING,
                        "",
                        pico),
                new Case(
                        "json",
                        "print JSON lines 5 times a second, unsure below 60 %, 3 of 5 decisions must agree",
                        Samples.motion(),
                        Samples.SENSE,
                        "",
                        nano),
                new Case(
                        "sleep",
                        "print the fruit every 10 s, stay silent when unsure and sleep between readings to save power",
                        Samples.fruit(),
                        Samples.SENSE,
                        "",
                        nano),
                new Case(
                        "sleep-on-serial",
                        "light the LED for Adelie every 200 ms, sleep in between",
                        Samples.penguins(),
                        Samples.NOTHING,
                        "",
                        pico));
    }

    @TestFactory
    Stream<DynamicTest> writesTheGoldenSketch() {
        return cases().stream()
                .map(c -> dynamicTest(c.name(), () -> {
                    assertThat(c.read().notUnderstood()).isEmpty();
                    Sketch sketch = c.sketch();
                    golden(c.name() + ".ino", sketch.files().getOrDefault(sketch.name() + ".ino", ""));
                    golden(c.name() + ".yaml", ExpectationWriter.text(c.read(), c.contract(), c.board()));
                }));
    }

    static void golden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
