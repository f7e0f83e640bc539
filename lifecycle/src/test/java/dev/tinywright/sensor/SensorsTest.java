package dev.tinywright.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue, and what is said of a sensor file that is wrong. */
class SensorsTest {
    private static final String THERMOCOUPLE = """
            id: my-thermocouple
            name: thermocouple
            words: [thermocouple]
            library: {name: Adafruit MAX31855 library, version: 1.4.2, header: Adafruit_MAX31855.h}
            channels:
              - {name: temperature, words: [temperature], unit: °C, variable: hot, world: temperature, low: -200, high: 1350, noise: 0.25}
            declare: Adafruit_MAX31855 thermocouple(10);
            setup: |
              if (!thermocouple.begin()) {
                stopWith(F("no thermocouple"));
              }
            reads:
              - {channels: [temperature], code: const float hot = thermocouple.readCelsius();}
            source: test
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void hasTheBoardsSensors() {
        assertThat(Sensors.builtIn().all().stream().map(Sensor::id))
                .containsExactly(
                        "analog-pins",
                        "apds9960-colour",
                        "apds9960-gesture",
                        "apds9960-proximity",
                        "bmi270-bmm150",
                        "digital-pins",
                        "hs300x",
                        "hts221",
                        "i2c-registers",
                        "lps22hb",
                        "lsm6ds3",
                        "lsm9ds1",
                        "pdm-microphone",
                        "serial-lines");
    }

    @Test
    void everySensorNamesItsSource() {
        assertThat(Sensors.builtIn().all())
                .allSatisfy(sensor -> assertThat(sensor.source()).isNotBlank());
    }

    @Test
    void numbersMakeAChannelEach() {
        Sensor analog = Sensors.builtIn().byId("analog-pins").orElseThrow();
        assertThat(analog.channels().stream().map(Sensor.Channel::world))
                .containsExactlyElementsOf(List.of(
                        "analog.0",
                        "analog.1",
                        "analog.2",
                        "analog.3",
                        "analog.4",
                        "analog.5",
                        "analog.6",
                        "analog.7"));
        assertThat(analog.readOf(analog.channels().get(3)).code())
                .startsWith("const float analog3 = analogRead(A3) / ANALOG_STEPS;");
    }

    @Test
    void takesSensorsOfTheUsersFolder() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), THERMOCOUPLE);
        assertThat(Sensors.with(folder).byId("my-thermocouple")).isPresent();
        assertThat(Sensors.with(folder.resolve("absent")).all())
                .hasSameSizeAs(Sensors.builtIn().all());
    }

    @Test
    void refusesTwoFilesForOneSensor() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), THERMOCOUPLE);
        Files.writeString(folder.resolve("b.yml"), THERMOCOUPLE);
        assertThatThrownBy(() -> Sensors.with(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("two files are for the sensor 'my-thermocouple': a.yaml and b.yml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unit: °C          | units: °C             | unknown key 'channels.units'
            low: -200         | low: cold             | the key 'channels.low' is not a number
            low: -200         | low: 2000             | low 2000.0 is not below high 1350.0
            id: my            | id: My                | id 'My-thermocouple' is not lower case
            channels: [temp   | channels: [hot, temp  | reads names 'hot', which is no channel
            channels: [temperature] | channels: []    | channel 'temperature' must be in exactly one entry of reads
            source: test      | comment: test         | unknown key 'comment'
            variable: hot     | variable: 2hot        | variable '2hot' is no C++ name
            , version: 1.4.2  | ''                    | the key 'library.version' is missing
            words: [thermocouple] | words: thermocouple | the key 'words' is no list
            """)
    void saysWhatIsWrongInAFile(String correct, String wrong, String message) throws IOException {
        Path file = folder.resolve("mine.yaml");
        assertThat(THERMOCOUPLE).contains(correct);
        Files.writeString(file, THERMOCOUPLE.replace(correct, wrong));
        assertThatThrownBy(() -> Sensors.with(folder)).isInstanceOfSatisfying(TinywrightException.class, e -> {
            assertThat(e.diagnosis().what()).contains(message);
            assertThat(e.diagnosis().where()).isEqualTo(file.toString());
            assertThat(e.diagnosis().hint()).contains("docs/sensors.md");
        });
    }
}
