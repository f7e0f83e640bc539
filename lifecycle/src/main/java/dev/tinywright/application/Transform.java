package dev.tinywright.application;

import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From what a sensor library hands out to what the model must be called with, in float32 as a sketch computes it. */
final class Transform {
    /** Where each device that hands out several values has them. */
    private static final List<String> PARTS = List.of("r", "g", "b", "c");

    private static final List<String> AXES = List.of("x", "y", "z");

    private final Contract contract;
    private final Binding binding;

    Transform(Contract contract, Binding binding) {
        this.contract = contract;
        this.binding = binding;
    }

    int inputs() {
        return contract.inputs().size();
    }

    boolean isSerial() {
        return binding.origin() == Binding.Origin.SERIAL_LINES;
    }

    /** Returns the world's channel for an input. */
    String channel(int input) {
        return isSerial()
                ? "serial." + input
                : binding.wires().get(input).channel().world();
    }

    /** Puts the values of {@code read} that belong to inputs into {@code raw}; returns whether there were any. */
    boolean take(Event.Read read, float[] raw) {
        boolean taken = false;
        for (int i = 0; i < raw.length; i++) {
            Optional<Float> value = value(read, channel(i));
            if (value.isPresent()) {
                raw[i] = value.get();
                taken = true;
            }
        }
        return taken;
    }

    private static Optional<Float> value(Event.Read read, String channel) {
        int point = channel.lastIndexOf('.');
        String device = read.device();
        int position;
        if (device.equals(channel)
                || channel.startsWith(device + ".") && read.values().size() == 1) {
            position = 0;
        } else if (point > 0 && channel.substring(0, point).equals(device)) {
            String part = channel.substring(point + 1);
            position =
                    part.matches("\\d+") ? Integer.parseInt(part) : Math.max(PARTS.indexOf(part), AXES.indexOf(part));
        } else {
            return Optional.empty();
        }
        return position >= 0 && position < read.values().size()
                ? Optional.of(read.values().get(position))
                : Optional.empty();
    }

    /** Returns the readings that the contract makes of raw values, one for each input. */
    float[] readings(float[] raw) {
        float[] readings = scaled(raw);
        float[] shares = readings.clone();
        for (List<Integer> group : contract.shares()) {
            float sum = 0;
            for (int i : group) {
                sum += readings[i];
            }
            for (int i : group) {
                shares[i] = sum == 0 ? 0 : readings[i] / sum;
            }
        }
        return shares;
    }

    /** Returns raw values in the unit of the data, before shares are taken. */
    float[] scaled(float[] raw) {
        float[] scaled = raw.clone();
        if (!isSerial()) {
            for (int i = 0; i < scaled.length; i++) {
                Binding.Wire wire = binding.wires().get(i);
                scaled[i] = (float) wire.factor() * raw[i] + (float) wire.offset();
            }
        }
        return scaled;
    }

    /** True where raw values are not what the model takes. */
    boolean changes() {
        return !isSerial()
                && (!contract.shares().isEmpty()
                        || binding.wires().stream().anyMatch(wire -> wire.factor() != 1 || wire.offset() != 0));
    }

    /** Returns {@code Red 512, Green 301, Blue 99}. */
    String named(float[] values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.length && i < 6; i++) {
            parts.add(contract.inputs().get(i).name() + " " + number(values[i]));
        }
        return String.join(", ", parts) + (values.length > 6 ? ", …" : "");
    }

    /** Returns a number with four digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Math.abs(value) >= 1000 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains("e") ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    static boolean isKnown(float[] raw) {
        for (float value : raw) {
            if (Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    static float[] unknown(int n) {
        float[] values = new float[n];
        Arrays.fill(values, Float.NaN);
        return values;
    }
}
