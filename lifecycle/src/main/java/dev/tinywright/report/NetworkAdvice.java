package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import dev.tinywright.golden.MeasuredModel;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to change to make a network smaller or faster: each sentence is computed from this network's own figures. */
final class NetworkAdvice {
    private static final int FEW = 3;
    /** Times the mean from which a layer's instructions for a multiplication are worth a word. */
    private static final double DEAR = 2;

    private final NetworkFacts facts;
    private final MeasuredModel it;
    private final List<String> advice = new ArrayList<>();

    private NetworkAdvice(NetworkFacts facts) {
        this.facts = facts;
        this.it = facts.measured();
    }

    static List<String> of(NetworkFacts facts) {
        NetworkAdvice advice = new NetworkAdvice(facts);
        advice.budget();
        advice.peak();
        advice.other();
        advice.flash();
        advice.channels();
        advice.time();
        return advice.advice;
    }

    private void say(String format, Object... values) {
        advice.add(String.format(Locale.ROOT, format, values));
    }

    private void budget() {
        if (!it.board().isHost()) {
            say(
                    "Budget: of what %s has for a program it takes %.1f %% of the flash (%,d of %,d bytes) and %.1f %% of the RAM (%,d of %,d).",
                    it.board().name(),
                    100 * facts.flashShare(),
                    it.memory().flashBytes(),
                    it.board().flashBytes(),
                    100 * facts.ramShare(),
                    it.ramBytes(),
                    it.board().ramBytes());
        }
    }

    /** The buffer of the fullest layer that saves most if it were half as large, and what would be the fullest layer then. */
    private void peak() {
        MemoryMap.Row peak = facts.memory().peak();
        MemoryMap.Piece piece = peak.pieces().stream()
                .min(Comparator.comparingInt(this::peakWithHalf)
                        .thenComparing(
                                Comparator.comparingInt(MemoryMap.Piece::bytes).reversed()))
                .orElseThrow();
        String fullest = String.format(
                Locale.ROOT,
                "%s is the peak, %,d bytes, and %s %d %% of that",
                layer(facts.peak()),
                peak.bytes(),
                holder(piece),
                Math.round(100.0 * piece.bytes() / Math.max(1, peak.bytes())));
        if (peakWithHalf(piece) < peak.bytes()) {
            halved(fullest, peak, piece);
        } else {
            tied(fullest, peak);
        }
    }

    private int peakWithHalf(MemoryMap.Piece piece) {
        MemoryMap memory = facts.memory();
        return piece.role() == MemoryMap.Role.SCRATCH
                ? memory.peak().bytes()
                : memory.withHalf(piece.tensor()).peak().bytes();
    }

    private void tied(String fullest, MemoryMap.Row peak) {
        List<Integer> others = facts.memory().peaks().stream()
                .map(MemoryMap.Row::layer)
                .filter(layer -> layer != peak.layer())
                .toList();
        if (others.isEmpty()) {
            say("RAM: %s; no other buffer there saves anything alone.", fullest);
        } else {
            say(
                    "RAM: %s; %s as much, so that all of them must shrink.",
                    fullest,
                    others.size() == 1
                            ? "layer " + others.getFirst() + " needs"
                            : others.size() + " other layers (" + some(others) + ") need");
        }
    }

    private void halved(String fullest, MemoryMap.Row peak, MemoryMap.Piece piece) {
        MemoryMap.Row next = facts.memory().withHalf(piece.tensor()).peak();
        say(
                "RAM: %s: with half of its %s %s the peak, with about %,d bytes.",
                fullest,
                isInput(piece.tensor()) ? "values" : "channels",
                next.layer() == peak.layer()
                        ? "it would still be"
                        : layer(facts.lines().get(next.layer())) + " would be",
                next.bytes());
    }

    private static String some(List<Integer> layers) {
        return layers.stream().limit(FEW).map(layer -> Integer.toString(layer)).collect(Collectors.joining(", "))
                + (layers.size() > FEW ? ", …" : "");
    }

    private String holder(MemoryMap.Piece piece) {
        if (piece.role() == MemoryMap.Role.SCRATCH) {
            return "the scratch memory of its kernel is";
        }
        if (isInput(piece.tensor())) {
            return "the network's input is";
        }
        if (piece.role() == MemoryMap.Role.WRITTEN) {
            return "its output is";
        }
        return facts.lines().stream()
                .filter(line -> graph().nodes().get(line.number()).outputs().contains(piece.tensor()))
                .findFirst()
                .map(line -> "the output of layer " + line.number()
                        + (piece.role() == MemoryMap.Role.KEPT ? ", which waits for a later layer, is" : " is"))
                .orElse("one buffer is");
    }

    private boolean isInput(int tensor) {
        return graph().inputs().contains(tensor);
    }

    private Graph graph() {
        return it.model().placement().program().graph();
    }

    private void other() {
        NetworkFacts.Other other = facts.other();
        int own = facts.memory().arenaBytes();
        if (other.optimize() == Target.Optimize.SPEED) {
            say(
                    "Bands: --optimize memory needs %,d bytes of buffers instead of %,d and computes %.1f %% more multiplications.",
                    own, other.arenaBytes(), 100 * facts.macs().extra());
        } else if (other.arenaBytes() < own) {
            say(
                    "Bands: --optimize memory would need %,d bytes of buffers instead of %,d, and compute %.1f %% more multiplications.",
                    other.arenaBytes(),
                    own,
                    100 * ((double) other.macs() / Math.max(1, facts.macs().computed()) - 1));
        } else {
            say("Bands: --optimize memory would need %,d bytes of buffers too: it finds nothing smaller.", own);
        }
    }

    private void flash() {
        Optional<NetworkFacts.Line> most = facts.lines().stream()
                .max(Comparator.comparingLong(line -> line.layer().constantBytes()))
                .filter(line -> line.layer().constantBytes() > 0);
        long weights = it.memory().weightBytes();
        long code = it.memory().codeBytes();
        if (most.isEmpty() || weights < code) {
            say(
                    "Flash: the code, %,d bytes, is more than the weights, %,d: a smaller network saves little.",
                    code, weights);
            return;
        }
        long bytes = most.get().layer().constantBytes();
        say(
                "Flash: %s has %,d of the %,d bytes of weights (%.0f %%); half of its %s would save about %,d of %,d bytes of flash.",
                layer(most.get()),
                bytes,
                weights,
                100.0 * bytes / weights,
                isDense(most.get()) ? "units" : "channels",
                bytes / 2,
                it.memory().flashBytes());
    }

    private boolean isDense(NetworkFacts.Line line) {
        return graph().nodes().get(line.number()).op() instanceof Op.FullyConnected;
    }

    /** A layer of the file that lost channels. */
    private record Cut(String tensor, int before, int after) {}

    /** Channels that can never change the output. */
    private void channels() {
        Map<String, Tensor> left = new HashMap<>();
        facts.reduced().nodes().forEach(node -> node.outputs()
                .forEach(out -> left.put(
                        facts.reduced().tensor(out).name(), facts.reduced().tensor(out))));
        List<Cut> cuts = it.model().source().nodes().stream()
                .filter(NetworkAdvice::hasFilters)
                .map(node -> it.model().source().out(node))
                .filter(tensor -> left.containsKey(tensor.name()))
                .map(tensor -> new Cut(
                        tensor.name(),
                        tensor.shape().channels(),
                        Optional.ofNullable(left.get(tensor.name()))
                                .orElse(tensor)
                                .shape()
                                .channels()))
                .filter(cut -> cut.after() < cut.before())
                .sorted(Comparator.comparingInt((Cut cut) -> cut.after() - cut.before()))
                .toList();
        if (cuts.isEmpty()) {
            return;
        }
        say(
                "Channels: %,d of the output channels of %s can never change the output and are left out: %s. Trained with that few, the file itself would be as small.",
                cuts.stream().mapToInt(cut -> cut.before() - cut.after()).sum(),
                Numbers.counted(cuts.size(), "layer").replace('\u00a0', ' '),
                cuts.stream()
                                .limit(FEW)
                                .map(cut -> (cut.before() - cut.after()) + " of " + cut.before() + " in "
                                        + shortName(cut.tensor()))
                                .collect(Collectors.joining(", "))
                        + (cuts.size() > FEW ? ", …" : ""));
    }

    private static boolean hasFilters(Node node) {
        return node.op() instanceof Op.Conv2d
                || node.op() instanceof Op.DepthwiseConv2d
                || node.op() instanceof Op.FullyConnected;
    }

    /** TensorFlow's names are lists of everything that was fused, separated by semicolons. */
    private static String shortName(String name) {
        String first = name.split(";", 2)[0];
        return first.length() <= 40 ? first : "…" + first.substring(first.length() - 39);
    }

    private void time() {
        double all = it.instructions().orElse(0);
        List<NetworkFacts.Line> counted = facts.lines().stream()
                .filter(line -> line.instructions().isPresent())
                .sorted(Comparator.comparingDouble(
                        (NetworkFacts.Line line) -> -line.instructions().getAsDouble()))
                .toList();
        if (counted.isEmpty() || all == 0) {
            return;
        }
        say(
                "Time: most is spent in %s.",
                counted.stream()
                        .limit(FEW)
                        .map(line -> String.format(
                                Locale.ROOT,
                                "layer %d (%s, %.0f %%)",
                                line.number(),
                                line.layer().kind(),
                                100 * line.instructions().getAsDouble() / all))
                        .collect(Collectors.joining(", ")));
        double mean = facts.perMac().orElse(Double.MAX_VALUE);
        counted.stream()
                .filter(line -> line.perMac().orElse(0) > DEAR * mean
                        && line.instructions().getAsDouble() > all / 10)
                .findFirst()
                .ifPresent(line -> say(
                        "Time: %s takes %.1f instructions for a multiplication, where the network takes %.1f in the mean: multiplications elsewhere are cheaper.",
                        layer(line), line.perMac().getAsDouble(), mean));
        double moved = counted.stream()
                .filter(line -> line.layer().macs() == 0)
                .mapToDouble(line -> line.instructions().getAsDouble())
                .sum();
        if (moved > all / 20) {
            say("Time: layers without weights take %.0f %% of the instructions.", 100 * moved / all);
        }
    }

    private static String layer(NetworkFacts.Line line) {
        Layer layer = line.layer();
        return "layer " + line.number() + " (" + layer.kind() + ", " + NetworkText.short4(layer.inputShape()) + " -> "
                + NetworkText.short4(layer.outputShape()) + ")";
    }
}
