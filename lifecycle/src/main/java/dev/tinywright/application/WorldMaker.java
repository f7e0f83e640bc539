package dev.tinywright.application;

import dev.tinywright.arduino.World;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes of rows of data what the sensors of a board would see: the way from raw value to reading, backwards. Where readings
 * are shares of a sum, each row has a brightness of its own and a little dark offset, which the sketch's division must cancel.
 */
public final class WorldMaker {
    /** The device has this long to start, beside the time to settle. */
    private static final Duration START = Duration.ofSeconds(2);
    /** The largest raw value of a group of shares, of the channel's range: between these. */
    private static final double DIMMEST = 0.15;

    private static final double BRIGHTEST = 0.75;
    /** Raw value at no light, of the brightest raw value of the row: at most this. */
    private static final double DARK = 0.002;

    private final Contract contract;
    private final Binding binding;
    private final int seed;
    private final Random random;
    private final Map<String, Integer> channels = new LinkedHashMap<>();
    private final List<Float> noise = new ArrayList<>();

    private WorldMaker(Contract contract, Binding binding, int seed) {
        this.contract = contract;
        this.binding = binding;
        this.seed = seed;
        this.random = new Random(seed);
        if (binding.origin() == Binding.Origin.SERIAL_LINES) {
            for (int i = 0; i < contract.inputs().size(); i++) {
                channel("serial." + i, 0);
            }
        } else {
            binding.wires()
                    .forEach(wire -> channel(
                            wire.channel().world(), (float) wire.channel().noise()));
            if (channels.containsKey("color.r")) {
                channel("color.c", noise.getFirst());
            }
        }
    }

    private void channel(String name, float deviation) {
        if (channels.putIfAbsent(name, channels.size()) == null) {
            noise.add(deviation);
        }
    }

    /**
     * Returns a world that shows {@code rows}, in order.
     *
     * @param rows readings as the model takes them, (rows, inputs); NaN, which no sensor gives, becomes the middle of the
     *     input's range, or what the others of its group of shares leave
     */
    public static World of(float[][] rows, Contract contract, Binding binding, Expectations expectations, int seed) {
        return new WorldMaker(contract, binding, seed)
                .world(
                        rows,
                        expectations.settle().plus(START),
                        dwell(expectations),
                        expectations.period(),
                        Duration.ZERO);
    }

    /**
     * Returns a world that shows the frames of a recording at its rate, one after another.
     *
     * @param frames as the model takes them, (frames, channels); NaN, which no sensor gives, becomes what was before it
     */
    static World ofFrames(float[][] frames, Contract contract, Binding binding, WindowUse use, int seed) {
        float[][] rows = new float[frames.length][];
        for (int f = 0; f < frames.length; f++) {
            rows[f] = frames[f].clone();
            for (int c = 0; c < rows[f].length; c++) {
                rows[f][c] = Float.isNaN(rows[f][c]) && f > 0 ? rows[f - 1][c] : rows[f][c];
            }
        }
        return new WorldMaker(contract, binding, seed).world(rows, START, use.frame(), use.frame(), use.inference());
    }

    private World world(float[][] rows, Duration start, Duration dwell, Duration lineEvery, Duration inference) {
        float[][] raw = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            raw[r] = raw(rows[r]);
        }
        float[] deviations = new float[noise.size()];
        for (int c = 0; c < deviations.length; c++) {
            deviations[c] = noise.get(c);
        }
        return new World(List.copyOf(channels.keySet()), deviations, raw, start, dwell, lineEvery, seed, inference);
    }

    /** Whole periods, two of them at least after the outputs have settled. */
    static Duration dwell(Expectations expectations) {
        long period = expectations.period().toNanos();
        long least = expectations.settle().toNanos() + 2 * period;
        return Duration.ofNanos((least + period - 1) / period * period);
    }

    private float[] raw(float[] row) {
        float[] world = new float[channels.size()];
        double[] values = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            Contract.Input input = contract.inputs().get(i);
            values[i] = Float.isNaN(row[i]) ? (input.low() + input.high()) / 2.0 : row[i];
        }
        contract.shares().forEach(group -> completeShares(group, row, values));
        if (binding.origin() == Binding.Origin.SERIAL_LINES) {
            for (int i = 0; i < values.length; i++) {
                world[i] = (float) values[i];
            }
            return world;
        }
        contract.shares().forEach(group -> brighten(group, values));
        double clear = 0;
        for (int i = 0; i < values.length; i++) {
            Binding.Wire wire = binding.wires().get(i);
            double raw = limited((values[i] - wire.offset()) / wire.factor(), wire.channel());
            world[at(wire.channel().world())] = (float) raw;
            clear += wire.channel().world().startsWith("color.") ? raw : 0;
        }
        if (channels.containsKey("color.c")
                && binding.wires().stream()
                        .noneMatch(wire -> wire.channel().world().equals("color.c"))) {
            world[at("color.c")] = (float) Math.rint(clear);
        }
        return world;
    }

    /** What is missing of a group of shares is what the others leave of one. */
    private static void completeShares(List<Integer> group, float[] row, double[] values) {
        List<Integer> missing = group.stream().filter(i -> Float.isNaN(row[i])).toList();
        double known = group.stream()
                .filter(i -> !missing.contains(i))
                .mapToDouble(i -> values[i])
                .sum();
        missing.forEach(i -> values[i] = Math.max(0, 1 - known) / missing.size());
    }

    private int at(String channel) {
        return channels.getOrDefault(channel, 0);
    }

    /** Makes of shares what a sensor sees at some brightness. */
    private void brighten(List<Integer> group, double[] values) {
        double brightest = Double.MAX_VALUE;
        for (int i : group) {
            Sensor.Channel channel = binding.wires().get(i).channel();
            double most = (channel.high() * Math.abs(binding.wires().get(i).factor())) / Math.max(values[i], 1e-6);
            brightest = Math.min(brightest, most);
        }
        double level = brightest * (DIMMEST + (BRIGHTEST - DIMMEST) * random.nextDouble());
        double dark = level * DARK * random.nextDouble();
        for (int i : group) {
            values[i] = values[i] * level + dark;
        }
    }

    private static double limited(double raw, Sensor.Channel channel) {
        double limited = Math.clamp(raw, channel.low(), channel.high());
        return channel.whole() ? Math.rint(limited) : limited;
    }
}
