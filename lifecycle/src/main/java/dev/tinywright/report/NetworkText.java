package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report of a compiled network for a terminal. */
public final class NetworkText {
    private NetworkText() {}

    public static String of(NetworkFacts facts) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%3s  %-24s %-13s %-13s %11s %9s %11s %6s  %s",
                "",
                "layer",
                "in",
                "out",
                "MACs",
                "weights B",
                "instr.",
                "/MAC",
                "kernel"));
        facts.lines().forEach(line -> lines.add(line(line)));
        lines.add(String.format(
                Locale.ROOT,
                "     %-24s %-13s %-13s %,11d %,9d %11s %6s",
                "total",
                "",
                "",
                facts.macsLeft(),
                facts.lines().stream().mapToLong(l -> l.layer().constantBytes()).sum(),
                whole(facts.measured().instructions()),
                ratio(facts.perMac())));
        if (facts.macsLeft() < facts.macs()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "     %,d of the file's %,d MACs can never change the output and are gone",
                    facts.macs() - facts.macsLeft(),
                    facts.macs()));
        }
        lines.add("");
        facts.latency()
                .ifPresent(latency ->
                        lines.add("time   " + Numbers.millis(latency.millis()) + " an inference, " + latency.basis()));
        facts.advice().forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    private static String line(NetworkFacts.Line line) {
        Layer layer = line.layer();
        return String.format(
                        Locale.ROOT,
                        "%3d  %-24s %-13s %-13s %,11d %,9d %11s %6s  %s",
                        line.number(),
                        layer.kind(),
                        short4(layer.inputShape()),
                        short4(layer.outputShape()),
                        layer.macs(),
                        layer.constantBytes(),
                        whole(line.instructions()),
                        ratio(line.perMac()),
                        layer.isCalled() ? layer.kernel() + ": " + layer.why() : layer.why())
                .stripTrailing();
    }

    /** The batch is always 1. */
    static String short4(String shape) {
        return shape.startsWith("1x") ? shape.substring(2) : shape;
    }

    static String whole(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : "";
    }

    static String ratio(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "";
    }
}
