package dev.tinywright.sensor;

import java.util.List;
import java.util.Locale;
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
        require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id '" + id + "' is not lower case, digits and single hyphens");
        require(!name.isBlank(), "name is empty");
        require(
                words.stream().allMatch(word -> !word.isBlank() && word.equals(word.toLowerCase(Locale.ROOT))),
                "words: each must be in lower case");
        List<String> names = channels.stream().map(Channel::name).toList();
        require(names.stream().distinct().count() == names.size(), "two channels have the same name");
        for (String channel : names) {
            require(
                    code.reads().stream()
                                    .filter(read -> read.channels().contains(channel))
                                    .count()
                            == 1,
                    "channel '" + channel + "' must be in exactly one entry of reads");
        }
        for (Read read : code.reads()) {
            for (String channel : read.channels()) {
                require(names.contains(channel), "reads names '" + channel + "', which is no channel");
            }
        }
    }

    /** Returns the statements that read a channel. */
    public Read readOf(Channel channel) {
        return code.reads().stream()
                .filter(read -> read.channels().contains(channel.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no channel " + channel.name()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** @param name as the Arduino Library Manager lists it */
    public record Library(String name, String version, String header) {}

    /**
     * One number that a sensor measures.
     *
     * @param words what data columns for it are called, in lower case; spaces, underscores and letter case do not count
     * @param unit of the raw value, "count", "g", "°C"
     * @param variable the C++ variable that holds it after {@link Read#code}
     * @param world name under which the emulation's world holds the raw value, "color.r"
     * @param low lowest raw value
     * @param high highest raw value
     * @param noise largest deviation of one reading from the next that the emulation makes, in the unit
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
            require(variable.matches("[A-Za-z_][A-Za-z0-9_]*"), "variable '" + variable + "' is no C++ name");
            require(world.matches("[a-z0-9.]{1,23}"), "world '" + world + "' is not 1 to 23 of a-z, 0-9 and dots");
            require(low < high, "channel '" + name + "': low " + low + " is not below high " + high);
            require(noise >= 0 && noise < high - low, "channel '" + name + "': noise " + noise + " is out of range");
        }
    }

    /**
     * C++ for a sketch.
     *
     * @param include lines at the top
     * @param declare global declarations, may be empty
     * @param setup statements in {@code setup()}; a failure goes to {@code stopWith(F("what happened"))}, which the sketch
     *     has
     * @param reads how the channels are read
     */
    public record Code(List<String> include, String declare, String setup, List<Read> reads) {
        public Code {
            include = List.copyOf(include);
            reads = List.copyOf(reads);
        }
    }

    /**
     * Channels that are read together.
     *
     * @param channels their names
     * @param ready expression, true where a new value can be read; empty where always
     * @param code statements that declare and fill the channels' variables, in a function that returns bool: {@code return
     *     false;} where reading failed
     * @param rateHz how often there is something new at most; 0 where it is read whenever it is asked for
     */
    public record Read(List<String> channels, String ready, String code, double rateHz) {
        public Read {
            channels = List.copyOf(channels);
        }

        /** What is read whenever it is asked for. */
        public Read(List<String> channels, String ready, String code) {
            this(channels, ready, code, 0);
        }
    }
}
