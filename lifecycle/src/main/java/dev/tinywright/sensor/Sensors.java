package dev.tinywright.sensor;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sensors that a sketch can read, by id. A user's file with the id of a built-in sensor replaces it. */
public final class Sensors {
    /** Lines of numbers on the serial port, which any board can take. */
    public static final String SERIAL_LINES = "serial-lines";

    private static final List<String> BUILT_IN = List.of(
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
            SERIAL_LINES);

    private final Map<String, Sensor> byId = new TreeMap<>();

    private Sensors() {}

    /** Returns the built-in sensors alone. */
    public static Sensors builtIn() {
        Sensors sensors = new Sensors();
        for (String id : BUILT_IN) {
            sensors.add(SensorFile.parse(resource(id + ".yaml"), "sensor " + id));
        }
        return sensors;
    }

    /**
     * Returns the built-in sensors and those of every {@code *.yaml} and {@code *.yml} in {@code folder}, where it exists.
     *
     * @throws TinywrightException where a file is not a sensor, naming the file and the key, and where two files are for
     *     the same sensor
     */
    public static Sensors with(Path folder) {
        Sensors sensors = builtIn();
        Map<String, Path> fileOf = new TreeMap<>();
        for (Path file : yamlFiles(folder)) {
            Sensor sensor = SensorFile.parse(read(file), file.toString());
            Path other = fileOf.putIfAbsent(sensor.id(), file);
            if (other != null) {
                throw TinywrightException.usage(
                        "two files are for the sensor '" + sensor.id() + "': " + other.getFileName() + " and "
                                + file.getFileName(),
                        folder.toString(),
                        "remove one, or give it another id");
            }
            sensors.add(sensor);
        }
        return sensors;
    }

    public Collection<Sensor> all() {
        return byId.values();
    }

    public Optional<Sensor> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private void add(Sensor sensor) {
        byId.put(sensor.id(), sensor);
    }

    private static List<Path> yamlFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches("(?s).*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read the folder of your sensors: " + e.getMessage(),
                    folder.toString(),
                    "is it readable for you?");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read a sensor file: " + e.getMessage(), file.toString(), "is it readable, and UTF-8?");
        }
    }

    private static String resource(String name) {
        try (InputStream in = Sensors.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the sensor file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
