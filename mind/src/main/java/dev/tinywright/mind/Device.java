package dev.tinywright.mind;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a prompt says of the device that a sketch is for.
 *
 * @param model prefix of the generated functions: {@code fruit}
 * @param header of the model: {@code fruit.h}
 * @param inputs names of the readings, in order
 * @param shares groups of readings that are divided by the group's sum
 * @param labels of the classes, in order
 * @param sensor how readings are taken; empty where they come as lines on the serial port
 * @param periodMillis of decisions
 * @param behaviours what is to be seen, by label and {@code unsure}; empty where nothing is said: then the label is printed
 * @param unsureBelow share of confidence
 */
record Device(
        String model,
        String header,
        List<String> inputs,
        List<List<Integer>> shares,
        List<String> labels,
        List<SensorCode> sensor,
        List<String> assignments,
        long periodMillis,
        Map<String, Behaviour> behaviours,
        OptionalDouble unsureBelow) {

    /**
     * A sensor's card.
     *
     * @param ready expression that is true when there is something to read; empty where there always is
     * @param read statements that may {@code return false}
     */
    record SensorCode(List<String> includes, String declare, String setup, List<String> ready, List<String> read) {}

    /**
     * What one answer of the model does.
     *
     * @param line regular expression of the line that is printed; empty prints none
     * @param pins levels by pin
     */
    record Behaviour(String line, Map<String, Boolean> pins) {}

    boolean isSerial() {
        return sensor.isEmpty();
    }

    /** Returns whether all there is to do is to print each label as it is. */
    boolean printsLabels() {
        return behaviours.isEmpty()
                || labels.stream().allMatch(label -> printsLabel(label, behaviours.get(label)))
                        && unsureBelow.isEmpty();
    }

    private static boolean printsLabel(String label, @org.jspecify.annotations.Nullable Behaviour behaviour) {
        return behaviour != null
                && behaviour.pins().isEmpty()
                && SketchText.unescaped(behaviour.line()).equals(label);
    }
}
