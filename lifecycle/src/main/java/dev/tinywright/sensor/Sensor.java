package dev.tinywright.sensor;

import java.util.List;
import java.util.Optional;

/**
 * A sensor and the Arduino library that reads it, as its YAML file says; {@code docs/sensors.md} describes each key.
 *
 * @param id as board files name it: lower case, digits and hyphens
 * @param words what people call it or what it senses, in lower case
 * @param library that a sketch includes; none where the Arduino core itself reads it
 * @param channels what it measures
 * @param code how a sketch reads it
 * @param source where the figures and names are from
 */
public record Sensor(
        String id,
        String name,
        List<String> words,
        Optional<Library> library,
        List<Channel> channels,
        Code code,
        String source) {
    public Sensor {
        words = List.copyOf(words);
        channels = List.copyOf(channels);
    }

    /** @param name as the Arduino Library Manager lists it */
    public record Library(String name, String version, String header) {}

    /**
     * One number that a sensor measures.
     *
     * @param words what data columns for it are called, in lower case
     * @param unit of the raw value, "count", "g", "°C"
     * @param variable the C++ variable that holds it after {@link Code#read}
     * @param world name under which the emulation's world holds the raw value, "color.r"
     * @param low lowest raw value
     * @param high highest raw value
     * @param noise largest deviation of one reading from the next, in the unit
     * @param whole whether raw values are integers
     */
    public record Channel(
            String name,
            List<String> words,
            String unit,
            String variable,
            String world,
            double low,
            double high,
            double noise,
            boolean whole) {
        public Channel {
            words = List.copyOf(words);
        }
    }

    /**
     * C++ for a sketch.
     *
     * @param include lines at the top
     * @param declare global declarations, may be empty
     * @param setup statements in {@code setup()}; a failure goes to {@code stopWith("what happened")}, which the sketch has
     * @param ready expression, true where a new value can be read; empty where always
     * @param read statements that declare and fill the channels' variables
     */
    public record Code(List<String> include, String declare, String setup, String ready, String read) {
        public Code {
            include = List.copyOf(include);
        }
    }
}
