package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import dev.tinywright.compile.Layers;
import dev.tinywright.golden.MeasuredModel;
import dev.tinywright.verify.Latency;
import dev.tinywright.verify.LatencyModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a report says of a compiled network, layer by layer, from what was measured.
 *
 * @param macs of the file as it was read
 * @param parameters of the file as it was read
 */
public record NetworkFacts(MeasuredModel measured, List<Line> lines, long macs, long parameters) {
    private static final int FEW = 3;

    public NetworkFacts {
        lines = List.copyOf(lines);
    }

    /**
     * A layer with what it took.
     *
     * @param number in the order of the steps, from 0
     * @param instructions executed, measured; empty where nothing is called or nothing was counted
     */
    public record Line(int number, Layer layer, OptionalDouble instructions) {
        /** Executed instructions for each multiplication with a weight; empty where there are none. */
        OptionalDouble perMac() {
            return layer.macs() == 0 || instructions.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(instructions.getAsDouble() / layer.macs());
        }

        int peakBytes() {
            return layer.buffers().stream().mapToInt(Layer.Buffer::bytes).sum();
        }
    }

    public static NetworkFacts of(MeasuredModel measured) {
        List<Layer> layers = Layers.of(measured.model());
        List<Line> lines = new ArrayList<>();
        int call = 0;
        for (int i = 0; i < layers.size(); i++) {
            boolean counted = layers.get(i).isCalled()
                    && call < measured.stepInstructions().size();
            lines.add(new Line(
                    i,
                    layers.get(i),
                    counted ? OptionalDouble.of(measured.stepInstructions().get(call)) : OptionalDouble.empty()));
            call += layers.get(i).isCalled() ? 1 : 0;
        }
        return new NetworkFacts(
                measured,
                lines,
                Layers.macs(measured.model().source()),
                Layers.parameters(measured.model().source()));
    }

    /** Multiplications with weights that are left after what can never change the output was removed. */
    long macsLeft() {
        return lines.stream().mapToLong(line -> line.layer().macs()).sum();
    }

    OptionalDouble perMac() {
        return measured.instructions().isPresent() && macsLeft() > 0
                ? OptionalDouble.of(measured.instructions().getAsDouble() / macsLeft())
                : OptionalDouble.empty();
    }

    Optional<Latency> latency() {
        return measured.instructions().isPresent()
                ? Optional.of(LatencyModel.estimate(
                        measured.board(), measured.instructions().getAsDouble()))
                : Optional.empty();
    }

    /** The layer at which the most memory is in use. */
    Line peak() {
        return lines.get(measured.model().placement().peakStep());
    }

    /** Returns what would make the network smaller or faster, in sentences with figures. */
    List<String> advice() {
        List<String> advice = new ArrayList<>();
        Line peak = peak();
        advice.add(String.format(
                Locale.ROOT,
                "RAM: the most is in use at layer %d, %s, %s -> %s, of the %,d bytes of buffers; fewer channels or a larger stride before it, or --optimize memory, make that less.",
                peak.number(),
                peak.layer().kind(),
                peak.layer().inputShape(),
                peak.layer().outputShape(),
                measured.memory().arenaBytes()));
        largest(Comparator.comparingLong(line -> line.layer().constantBytes()))
                .ifPresent(line -> advice.add(String.format(
                        Locale.ROOT,
                        "Flash: layer %d, %s, has %,d of %,d bytes of weights; half its units or filters save half of that.",
                        line.number(),
                        line.layer().kind(),
                        line.layer().constantBytes(),
                        measured.memory().weightBytes())));
        String slow = lines.stream()
                .filter(line -> line.instructions().isPresent())
                .sorted(Comparator.comparingDouble(
                        (Line line) -> -line.instructions().getAsDouble()))
                .limit(FEW)
                .map(line -> String.format(
                        Locale.ROOT,
                        "%d (%s, %.0f %%)",
                        line.number(),
                        line.layer().kind(),
                        100
                                * line.instructions().getAsDouble()
                                / measured.instructions().orElse(1)))
                .collect(java.util.stream.Collectors.joining(", "));
        if (!slow.isEmpty()) {
            advice.add("Time: most is spent in layers " + slow + ".");
        }
        return advice;
    }

    private Optional<Line> largest(Comparator<Line> order) {
        return lines.stream().max(order).filter(line -> line.layer().constantBytes() > 0);
    }
}
