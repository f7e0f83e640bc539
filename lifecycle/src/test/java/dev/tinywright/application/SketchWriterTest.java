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
    record Case(String name, String wish, Contract contract, String sensorWish, Board board) {
        Binding binding() {
            return Bindings.bind(board, contract, sensorWish, Sensors.builtIn());
        }

        Wish read() {
            return Wish.read(wish, contract.labels());
        }

        Sketch sketch() {
            return SketchWriter.write(read(), contract, binding(), board);
        }
    }

    static List<Case> cases() {
        Board sense = Samples.board("arduino-nano-33-ble-sense");
        Board rev2 = Samples.board("arduino-nano-33-ble-sense-rev2");
        Board uno = Samples.board("arduino-uno-r3");
        Contract fruit = Samples.fruit();
        Contract penguins = Samples.penguins();
        return List.of(
                new Case("colour", "print the fruit once a second", fruit, "colour", sense),
                new Case("serial", "", penguins, "", uno),
                new Case("shares-on-serial", "print the fruit", fruit, "colour", uno),
                new Case(
                        "motion",
                        "print the class and its confidence 10 times a second",
                        Samples.motion(),
                        "accelerometer",
                        sense),
                new Case("weather", "print the class number every minute", Samples.weather(), "", rev2),
                new Case(
                        "led-per-class",
                        "light the red LED for apples, the green one for bananas and the blue one for oranges",
                        fruit,
                        "",
                        sense),
                new Case(
                        "relay",
                        "print the class; switch the relay on pin 7 on for Gentoo for at least 5 s, on above 80 % and "
                                + "off below 60 %",
                        penguins,
                        "",
                        uno),
                new Case(
                        "json",
                        "print JSON lines 5 times a second, unsure below 60 %, 3 of 5 decisions must agree",
                        Samples.motion(),
                        "",
                        sense),
                new Case(
                        "sleep",
                        "print the fruit every 10 s, stay silent when unsure and sleep between readings to save power",
                        fruit,
                        "",
                        sense),
                new Case(
                        "sleep-on-serial",
                        "light the LED for Adelie every 200 ms, sleep in between; print ALARM when it is a Gentoo",
                        penguins,
                        "",
                        uno),
                new Case(
                        "json-on-serial",
                        "print JSON lines; unsure below 70 %; 2 of 3 readings agree; turn LED 13 off for walking",
                        Samples.motion(),
                        "serial",
                        uno),
                new Case(
                        "pins",
                        "print the class every 100 ms and set pin 9 high for everything except low",
                        Samples.knobs(),
                        "knobs",
                        uno),
                new Case(
                        "i2c",
                        "print the class",
                        Samples.knobs(),
                        "i2c 0x29: set 0x80 0x03, A0 0x96 u16le * 0.001, a1 0x05 s16be * 0.0625",
                        uno));
    }

    @TestFactory
    Stream<DynamicTest> writesTheGoldenSketch() {
        return cases().stream()
                .map(c -> dynamicTest(c.name(), () -> {
                    assertThat(c.read().notUnderstood()).isEmpty();
                    Sketch sketch = c.sketch();
                    golden(c.name() + ".ino", sketch.files().getOrDefault(sketch.name() + ".ino", ""));
                    Expectations expectations = ExpectationWriter.write(c.read(), c.contract(), c.board());
                    golden(c.name() + ".yaml", expectations.text());
                    assertThat(ExpectationsFile.parse(expectations.text(), "expect.yaml"))
                            .isEqualTo(expectations);
                    expectations.requireFits(c.contract(), "expect.yaml");
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
