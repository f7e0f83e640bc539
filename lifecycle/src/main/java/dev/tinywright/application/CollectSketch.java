package dev.tinywright.application;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.board.Board;
import dev.tinywright.sensor.Sensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a sketch that collects data: a header line of column names, then a line of raw values at a steady rate. The names
 * have their units in brackets, so that data collected with it binds to the same sensors again.
 */
public final class CollectSketch {
    /** Of the serial port of the sketch. */
    public static final int BAUD = 115200;

    private CollectSketch() {}

    /** What to collect: a channel of a sensor. */
    public record Choice(Sensor sensor, Sensor.Channel channel) {
        /** Returns the column's name: "acceleration x [g]", "red". */
        public String column() {
            boolean unit = !Set.of("count", "level").contains(channel.unit());
            String shown = channel.unit().equals("of reference") ? "V/Vref" : channel.unit();
            return channel.name() + (unit ? " [" + shown + "]" : "");
        }
    }

    /**
     * @param choices in the order of the columns, at least one
     * @param rateHz lines a second, up to 1000
     */
    public static Sketch write(List<Choice> choices, double rateHz, Board board) {
        if (choices.isEmpty() || !(rateHz > 0 && rateHz <= 1000)) {
            throw new IllegalArgumentException(choices.size() + " channels cannot be collected at " + rateHz + " Hz");
        }
        List<Sensor> sensors = List.copyOf(
                new LinkedHashSet<>(choices.stream().map(Choice::sensor).toList()));
        List<Sensor.Channel> channels = choices.stream().map(Choice::channel).toList();
        Map<String, Object> values = new HashMap<>();
        values.put("columns", columns(choices));
        values.put("board", CppText.comment(board.name()));
        values.put("facts", facts(sensors));
        values.put("baud", BAUD);
        Set<String> includes = new LinkedHashSet<>();
        sensors.forEach(sensor -> includes.addAll(sensor.code().include()));
        values.put("includes", List.copyOf(includes));
        values.put("micros", Math.round(1e6 / rateHz));
        values.put("rate", String.format(Locale.ROOT, "%.4g", rateHz).replaceAll("\\.?0+$", ""));
        values.put("declarations", ReadingCode.sensorDeclarations(sensors));
        values.put("setup", ReadingCode.setup(sensors));
        values.put("header", CppText.string(columns(choices)));
        values.put("read", ReadingCode.readStatements(sensors, channels).lines().toList());
        values.put("prints", prints(channels));
        String text = SketchWriter.render("collect.ino.mustache", values);
        return new Sketch("collect", new TreeMap<>(Map.of("collect.ino", text)));
    }

    private static String columns(List<Choice> choices) {
        return String.join(",", choices.stream().map(Choice::column).toList());
    }

    private static List<String> facts(List<Sensor> sensors) {
        return sensors.stream()
                .map(sensor -> "Sensor:  " + CppText.comment(sensor.name())
                        + sensor.library()
                                .map(l -> "; library " + l.name() + ", in the Library Manager")
                                .orElse(""))
                .toList();
    }

    private static List<String> prints(List<Sensor.Channel> channels) {
        List<String> prints = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            Sensor.Channel channel = channels.get(i);
            String print = i == channels.size() - 1 ? "println" : "print";
            prints.add("Serial." + print + "(" + channel.variable() + (channel.whole() ? "" : ", " + decimals(channel))
                    + ");");
            if (i < channels.size() - 1) {
                prints.add("Serial.print(',');");
            }
        }
        return prints;
    }

    /** Decimals that show the smallest step that the noise leaves worth showing. */
    private static int decimals(Sensor.Channel channel) {
        double step = channel.noise() > 0 ? channel.noise() : (channel.high() - channel.low()) / 10_000;
        return Math.clamp((long) Math.ceil(-Math.log10(step / 10)), 1, 6);
    }
}
