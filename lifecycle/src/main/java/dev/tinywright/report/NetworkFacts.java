package dev.tinywright.report;

import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.compile.Layer;
import dev.tinywright.compile.Layers;
import dev.tinywright.golden.MeasuredModel;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Target;
import dev.tinywright.passes.Passes;
import dev.tinywright.verify.Energy;
import dev.tinywright.verify.EnergyModel;
import dev.tinywright.verify.Latency;
import dev.tinywright.verify.LatencyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a report says of a compiled network, layer by layer, from what was measured.
 *
 * @param memory which buffers are in use at each layer
 * @param macs multiplications with weights
 * @param parameters of the file as it was read
 * @param reduced the graph after all passes, before layers are computed in bands
 * @param other the same network compiled for little memory, or for speed where it was compiled for little memory
 */
public record NetworkFacts(
        MeasuredModel measured,
        List<Line> lines,
        MemoryMap memory,
        Macs macs,
        long parameters,
        Graph reduced,
        Other other) {

    public NetworkFacts {
        lines = List.copyOf(lines);
    }

    /**
     * A layer with what it took.
     *
     * @param number in the order of the steps, from 0
     * @param instructions executed, measured; empty where nothing is called or nothing was counted
     * @param cycles estimated from these and the weights that it reads
     */
    public record Line(int number, Layer layer, OptionalDouble instructions, OptionalDouble cycles) {
        /** Executed instructions for each multiplication with a weight; empty where there are none. */
        OptionalDouble perMac() {
            return layer.macs() == 0 || instructions.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(instructions.getAsDouble() / layer.macs());
        }
    }

    /**
     * Multiplications with weights.
     *
     * @param file in the file
     * @param left after those that can never change the output were removed
     * @param computed with those that layers in bands compute more than once
     */
    public record Macs(long file, long left, long computed) {
        /** Share of those that are left that is computed again. */
        double extra() {
            return left == 0 ? 0 : (double) computed / left - 1;
        }
    }

    /** @param macs that it computes */
    public record Other(Target.Optimize optimize, int arenaBytes, long macs) {
        static Other of(CompiledModel model) {
            Target own = model.placement().program().target();
            Target.Optimize optimize =
                    own.optimize() == Target.Optimize.MEMORY ? Target.Optimize.SPEED : Target.Optimize.MEMORY;
            CompiledModel compiled = Compiler.compile(
                    model.source(), new CompileOptions(model.name(), new Target(own.core(), optimize, own.rounding())));
            return new Other(optimize, compiled.arenaBytes(), computed(compiled));
        }
    }

    public static NetworkFacts of(MeasuredModel measured) {
        CompiledModel model = measured.model();
        Graph reduced = Passes.apply(model.source());
        return new NetworkFacts(
                measured,
                lines(measured),
                MemoryMap.of(model.placement()),
                new Macs(Layers.macs(model.source()), Layers.macs(reduced), computed(model)),
                Layers.parameters(model.source()),
                reduced,
                Other.of(model));
    }

    private static long computed(CompiledModel model) {
        return Layers.of(model).stream().mapToLong(Layer::macs).sum();
    }

    private static List<Line> lines(MeasuredModel measured) {
        List<Layer> layers = Layers.of(measured.model());
        List<Line> lines = new ArrayList<>();
        int call = 0;
        for (int i = 0; i < layers.size(); i++) {
            boolean counted = layers.get(i).isCalled()
                    && call < measured.stepInstructions().size();
            lines.add(
                    counted
                            ? line(
                                    i,
                                    layers.get(i),
                                    measured,
                                    measured.stepInstructions().get(call))
                            : new Line(i, layers.get(i), OptionalDouble.empty(), OptionalDouble.empty()));
            call += layers.get(i).isCalled() ? 1 : 0;
        }
        return lines;
    }

    private static Line line(int number, Layer layer, MeasuredModel measured, double instructions) {
        return new Line(
                number,
                layer,
                OptionalDouble.of(instructions),
                OptionalDouble.of(LatencyModel.cycles(measured.board(), instructions, layer.constantBytes())));
    }

    /** Weights and biases after all passes; bands share theirs. */
    long parametersLeft() {
        return Layers.parameters(reduced);
    }

    OptionalDouble perMac() {
        return measured.instructions().isPresent() && macs.computed() > 0
                ? OptionalDouble.of(measured.instructions().getAsDouble() / macs.computed())
                : OptionalDouble.empty();
    }

    /** Counted by the simulator where it counts cycles, else estimated from the instructions; empty on the host. */
    Optional<Latency> latency() {
        if (measured.cycles().isPresent()) {
            return Optional.of(
                    LatencyModel.ofCycles(measured.board(), measured.cycles().getAsDouble()));
        }
        return measured.instructions().isPresent()
                ? Optional.of(LatencyModel.estimate(
                        measured.board(),
                        measured.instructions().getAsDouble(),
                        measured.memory().weightBytes()))
                : Optional.empty();
    }

    OptionalDouble cycles() {
        Optional<Latency> latency = latency();
        return latency.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(latency.get().millis() * measured.board().clockHz() / 1000);
    }

    /** Empty where no current of the board is published. */
    Optional<Energy> energy() {
        return latency().flatMap(latency -> EnergyModel.estimate(measured.board(), latency));
    }

    /** The layer at which the most memory is in use. */
    Line peak() {
        return lines.get(memory.peak().layer());
    }

    /** Share of what the board has for a program. */
    double flashShare() {
        return (double) measured.memory().flashBytes() / measured.board().flashBytes();
    }

    double ramShare() {
        return (double) measured.ramBytes() / measured.board().ramBytes();
    }

    /** Returns what would make the network smaller or faster, in sentences with figures. */
    List<String> advice() {
        return NetworkAdvice.of(this);
    }
}
