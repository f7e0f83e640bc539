package dev.tinywright.gate;

import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Binding.Wire;
import dev.tinywright.sensor.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the readings are had: the exact headers, objects and methods of the sensor libraries, or the lines that come instead. */
public final class SensorCards {
    private static final int SHOWN_READINGS = 40;

    private SensorCards() {}

    /** Returns Markdown for a prompt. */
    public static String card(SketchFacts facts) {
        return facts.binding().origin() == Binding.Origin.SERIAL_LINES ? serial(facts.contract()) : sensors(facts);
    }

    private static String serial(Contract contract) {
        int n = contract.inputs().size();
        return ("No sensor of this board measures these. The readings come as lines of %d numbers on the serial port, 115200"
                        + " baud, separated by commas, in the order of readings[], each line ended by a newline. Take what"
                        + " Serial.available() has with Serial.read() in each loop(), never wait; a line holds up to %d"
                        + " characters. A line with another count of numbers is not a reading.")
                .formatted(n, 24 * n);
    }

    private static String sensors(SketchFacts facts) {
        List<String> parts = new ArrayList<>();
        for (Sensor sensor : facts.binding().sensors()) {
            parts.add(sensor(sensor, facts.binding()));
        }
        parts.add("Then:\n" + readings(facts));
        return String.join("\n", parts);
    }

    private static String sensor(Sensor sensor, Binding binding) {
        List<String> lines = new ArrayList<>();
        lines.add(sensor.name()
                + sensor.library()
                        .map(l -> ", library " + l.name() + " " + l.version())
                        .orElse(", read by the core itself")
                + ":");
        lines.addAll(sensor.code().include());
        add(lines, "global:", sensor.code().declare());
        add(
                lines,
                "in setup() (stopWith(text) is yours to write: print the text once a second, for ever):",
                sensor.code().setup());
        sensor.code().reads().stream()
                .filter(read -> binding.wires().stream()
                        .anyMatch(wire -> wire.sensor().equals(sensor)
                                && read.channels().contains(wire.channel().name())))
                .forEach(read -> {
                    if (!read.ready().isBlank()) {
                        lines.add("a new value is there when: " + read.ready());
                    }
                    add(lines, "to read, in a function that returns false where it fails:", read.code());
                });
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String title, String code) {
        if (!code.isBlank()) {
            lines.add(title);
            code.strip().lines().forEach(line -> lines.add("  " + line));
        }
    }

    private static String readings(SketchFacts facts) {
        List<Wire> wires = facts.binding().wires();
        String shown = IntStream.range(0, Math.min(wires.size(), SHOWN_READINGS))
                .mapToObj(i -> "  readings[" + i + "] = " + raw(wires.get(i)) + ";" + share(facts.contract(), i))
                .collect(Collectors.joining("\n"));
        return wires.size() <= SHOWN_READINGS ? shown : shown + "\n  and so on";
    }

    private static String raw(Wire wire) {
        String value = "(float)" + wire.channel().variable();
        String scaled = wire.factor() == 1 ? value : value + " * " + (float) wire.factor() + "f";
        return wire.offset() == 0 ? scaled : scaled + " + " + (float) wire.offset() + "f";
    }

    private static String share(Contract contract, int input) {
        String group = contract.sharesWith(input);
        return group.isEmpty()
                ? ""
                : " // then divided by the sum of " + group + " of this same reading; no decision where the sum is 0";
    }
}
