package dev.tinywright.sensor;

import java.util.List;

/**
 * Where each input of a model comes from.
 *
 * @param origin the board's sensors, or lines of numbers on the serial port
 * @param wires one for each input, in order; none for serial lines
 * @param notes what the person should know, such as why the board's sensors were not taken
 */
public record Binding(Origin origin, List<Wire> wires, List<String> notes) {
    public Binding {
        wires = List.copyOf(wires);
        notes = List.copyOf(notes);
    }

    /** What brings the readings. */
    public enum Origin {
        SENSORS,
        SERIAL_LINES
    }

    /**
     * One input: {@code reading = factor · raw + offset} in float32, the raw value and both numbers made float32 first; where the
     * contract says so, then divided by the float32 sum of its group, added in the order of the group.
     *
     * @param factor not 0
     */
    public record Wire(Sensor sensor, Sensor.Channel channel, double factor, double offset) {}

    /** Returns the sensors that are read, each once, in the order of the inputs. */
    public List<Sensor> sensors() {
        return wires.stream().map(Wire::sensor).distinct().toList();
    }
}
