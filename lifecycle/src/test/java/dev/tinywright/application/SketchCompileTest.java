package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.application.SketchWriterTest.Case;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.codegen.CGenerator;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Sensor;
import dev.tinywright.sensor.Sensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Sketches for the Uno compile against Arduino's own AVR core without a warning; so do the collecting ones. */
class SketchCompileTest {
    private static final Path AVR = Path.of("/usr/share/arduino/hardware/arduino/avr");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @TestFactory
    Stream<DynamicTest> compilesForTheUno() {
        return SketchWriterTest.cases().stream()
                .filter(c -> c.board().id().equals("arduino-uno-r3"))
                .map(c -> dynamicTest(c.name(), () -> assertThat(compile(c.sketch(), c.contract()))
                        .isEmpty()));
    }

    @Test
    void refusesAModelOfAnotherContract() throws IOException, InterruptedException {
        Case serial = SketchWriterTest.cases().stream()
                .filter(c -> c.name().equals("serial"))
                .findFirst()
                .orElseThrow();
        Contract other = new Contract(
                "penguins",
                serial.contract().version(),
                serial.contract().inputs(),
                List.of(),
                1,
                serial.contract().rateHz(),
                serial.contract().input(),
                serial.contract().output(),
                serial.contract().labels().reversed());
        assertThat(compile(serial.sketch(), other))
                .contains("penguins.h is of another model than this sketch: build again");
    }

    @Test
    void compilesACollectingSketch() throws IOException, InterruptedException {
        List<CollectSketch.Choice> choices = new ArrayList<>();
        for (String id : List.of("analog-pins", "digital-pins")) {
            Sensor sensor = Sensors.builtIn().byId(id).orElseThrow();
            choices.add(new CollectSketch.Choice(sensor, sensor.channels().get(1)));
            choices.add(new CollectSketch.Choice(sensor, sensor.channels().get(3)));
        }
        Sketch sketch = CollectSketch.write(choices, 50, Samples.board("arduino-uno-r3"));
        SketchWriterTest.golden("collect-pins.ino", sketch.files().getOrDefault("collect.ino", ""));
        assertThat(compile(sketch, Samples.fruit())).isEmpty();
    }

    @Test
    void collectsFromLibrariesToo() throws IOException {
        Sensor imu = Sensors.builtIn().byId("lsm9ds1").orElseThrow();
        Sensor colour = Sensors.builtIn().byId("apds9960-colour").orElseThrow();
        List<CollectSketch.Choice> choices = List.of(
                new CollectSketch.Choice(imu, imu.channels().get(0)),
                new CollectSketch.Choice(imu, imu.channels().get(2)),
                new CollectSketch.Choice(colour, colour.channels().get(0)));
        Sketch sketch = CollectSketch.write(choices, 12.5, Samples.board("arduino-nano-33-ble-sense"));
        SketchWriterTest.golden("collect-sensors.ino", sketch.files().getOrDefault("collect.ino", ""));
    }

    /** Returns what the compiler says, empty where nothing. */
    private String compile(Sketch sketch, Contract contract) throws IOException, InterruptedException {
        Path source = folder.resolve(sketch.name() + ".cpp");
        String text = sketch.files().getOrDefault(sketch.name() + ".ino", "");
        Files.writeString(source, "#include <Arduino.h>\n" + text);
        Files.writeString(folder.resolve(contract.model() + ".h"), header(contract));
        Process process = new ProcessBuilder(
                        "avr-g++",
                        "-std=gnu++11",
                        "-mmcu=atmega328p",
                        "-DF_CPU=16000000L",
                        "-DARDUINO=10819",
                        "-DDECIMAL_DIG=__DECIMAL_DIG__", // avr-gcc 5 keeps the name from C++11; the core needs it
                        "-Os",
                        "-fno-exceptions",
                        "-fsyntax-only",
                        "-Wall",
                        "-Wextra",
                        "-I",
                        AVR.resolve("cores/arduino").toString(),
                        "-I",
                        AVR.resolve("variants/standard").toString(),
                        "-I",
                        AVR.resolve("libraries/Wire/src").toString(),
                        "-I",
                        folder.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        String own = said.lines()
                .filter(line -> line.contains("error:") || line.contains("warning:"))
                .filter(line -> !line.startsWith(AVR.toString())) // warnings of the core's own headers
                .collect(Collectors.joining("\n"));
        return exit == 0 || !own.isEmpty() ? own : said;
    }

    /** What a sketch uses of a model's header. */
    private static String header(Contract contract) {
        String name = contract.model();
        String upper = name.toUpperCase(Locale.ROOT);
        return """
                #include <stdint.h>
                #define ${NAME}_INTERFACE "${id}"
                #define ${NAME}_READINGS ${readings}
                #define ${NAME}_CLASSES ${classes}
                typedef enum { ${constants} } ${name}_class;
                typedef struct { ${name}_class best; uint8_t confidence[${NAME}_CLASSES]; } ${name}_result;
                extern "C" void ${name}_classify(const float readings[${NAME}_READINGS], ${name}_result *result);
                extern "C" const char *${name}_label(${name}_class which);
                """.replace("${NAME}", upper)
                .replace("${name}", name)
                .replace("${id}", contract.interfaceId())
                .replace("${readings}", Integer.toString(contract.inputs().size()))
                .replace("${classes}", Integer.toString(contract.labels().size()))
                .replace("${constants}", String.join(", ", CGenerator.classConstants(name, contract.labels())));
    }
}
