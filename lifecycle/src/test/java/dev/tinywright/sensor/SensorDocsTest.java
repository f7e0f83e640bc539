package dev.tinywright.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/sensors.md shows works, and it lists what there is. */
class SensorDocsTest {
    private static final Path DOCS = Path.of("../docs/sensors.md");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static List<String> examples() throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theExampleIsASensor() throws IOException {
        Files.writeString(folder.resolve("example.yaml"), examples().get(1));
        Sensor sensor = Sensors.with(folder).byId("max31855").orElseThrow();
        assertThat(sensor.channels().getFirst().words()).contains("temp");
        assertThat(sensor.code().reads().getFirst().code()).contains("thermocouple.readCelsius()");
    }

    @Test
    void theRegistersOfTheExampleAreRead() throws IOException {
        Matcher wish = Pattern.compile("sensor: \"(.*)\"").matcher(examples().getFirst());
        assertThat(wish.find()).isTrue();
        assertThat(I2cWish.parse(wish.group(1)).registers().stream().map(I2cWish.Register::name))
                .containsExactly("Red", "Green", "Temp");
    }

    @Test
    void listsTheBuiltInSensors() throws IOException {
        String text = Files.readString(DOCS);
        assertThat(Sensors.builtIn().all())
                .allSatisfy(sensor -> assertThat(text).contains("`" + sensor.id() + "`"));
    }
}
