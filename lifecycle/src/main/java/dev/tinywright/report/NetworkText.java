package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import dev.tinywright.golden.MeasuredModel;
import dev.tinywright.lower.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The report of a compiled network for a terminal. */
public final class NetworkText {
    /** With what stands beside it, the picture of the memory is at most 100 columns wide. */
    private static final int COLUMNS = 80;

    private final NetworkFacts facts;
    private final List<String> lines = new ArrayList<>();

    private NetworkText(NetworkFacts facts) {
        this.facts = facts;
    }

    public static String of(NetworkFacts facts) {
        NetworkText text = new NetworkText(facts);
        text.layers();
        text.macs();
        text.memory();
        text.estimates();
        text.say("");
        text.say("What would make it smaller or faster");
        facts.advice().forEach(sentence -> text.say("- " + sentence));
        return String.join("\n", text.lines) + "\n";
    }

    private void say(String format, Object... values) {
        lines.add((values.length == 0 ? format : String.format(Locale.ROOT, format, values)).stripTrailing());
    }

    private void layers() {
        say(
                "%3s  %-24s %-13s %-13s %11s %9s %9s %11s %6s %11s  %s",
                "", "layer", "in", "out", "MACs", "params", "weights B", "instr.", "/MAC", "cycles est.", "kernel");
        facts.lines().forEach(this::layer);
        say(
                "     %-24s %-13s %-13s %,11d %,9d %,9d %11s %6s %11s",
                "total",
                "",
                "",
                facts.macs().computed(),
                facts.parametersLeft(),
                facts.measured().memory().weightBytes(),
                whole(facts.measured().instructions()),
                ratio(facts.perMac()),
                whole(facts.cycles()));
    }

    private void layer(NetworkFacts.Line line) {
        Layer layer = line.layer();
        say(
                "%3d  %-24s %-13s %-13s %,11d %,9d %,9d %11s %6s %11s  %s",
                line.number(),
                layer.kind(),
                short4(layer.inputShape()),
                short4(layer.outputShape()),
                layer.macs(),
                layer.parameters(),
                layer.constantBytes(),
                whole(line.instructions()),
                ratio(line.perMac()),
                whole(line.cycles()),
                layer.isCalled() ? layer.kernel() + ": " + layer.why() : layer.why());
    }

    private void macs() {
        say("");
        say(macs(facts));
        say("parameters: %,d in the file, %,d left", facts.parameters(), facts.parametersLeft());
    }

    /** Multiplications of the file, those that are left and those that are computed, in a sentence. */
    static String macs(NetworkFacts facts) {
        NetworkFacts.Macs macs = facts.macs();
        boolean forMemory =
                facts.measured().model().placement().program().target().optimize() == Target.Optimize.MEMORY;
        return String.format(Locale.ROOT, "MACs: %,d in the file", macs.file())
                + (macs.left() < macs.file()
                        ? String.format(
                                Locale.ROOT,
                                ", %,d left: %,d can never change the output",
                                macs.left(),
                                macs.file() - macs.left())
                        : ", all of which are computed")
                + (forMemory ? bands(macs) : "");
    }

    private static String bands(NetworkFacts.Macs macs) {
        return macs.computed() > macs.left()
                ? String.format(
                        Locale.ROOT,
                        "; %,d computed: layers in bands take %.1f %% more",
                        macs.computed(),
                        100 * macs.extra())
                : "; no layer is computed in bands";
    }

    private void memory() {
        MemoryMap memory = facts.memory();
        int columns = Math.max(1, Math.min(COLUMNS, memory.arenaBytes()));
        say("");
        say(
                "Memory, layer by layer: one array of %,d bytes from left to right, a column is %,d bytes",
                memory.arenaBytes(), (memory.arenaBytes() + columns - 1) / columns);
        say("r read   w written   * both   s scratch   - kept for a later layer   . free   > the peak");
        MemoryMap.Row peak = memory.peak();
        memory.rows().stream()
                .filter(row -> row.isCalled() || row.layer() == peak.layer())
                .forEach(row -> say(
                        "%3d%s|%s|%,10d",
                        row.layer(),
                        row.layer() == peak.layer() ? ">" : " ",
                        picture(row, memory.arenaBytes(), columns),
                        row.bytes()));
        say("");
        say("Buffers, offset+bytes");
        memory.rows().forEach(row -> say("%3d  %s", row.layer(), buffers(row)));
    }

    static String picture(MemoryMap.Row row, int arenaBytes, int columns) {
        StringBuilder picture = new StringBuilder();
        for (long i = 0; i < columns; i++) {
            picture.append(mark(row, i * arenaBytes / columns, (i + 1) * arenaBytes / columns));
        }
        return picture.toString();
    }

    private static char mark(MemoryMap.Row row, long from, long to) {
        Set<MemoryMap.Role> roles = EnumSet.noneOf(MemoryMap.Role.class);
        row.pieces().stream().filter(piece -> piece.holds(from, to)).forEach(piece -> roles.add(piece.role()));
        if (roles.contains(MemoryMap.Role.WRITTEN)) {
            return roles.contains(MemoryMap.Role.READ) ? '*' : 'w';
        }
        if (roles.contains(MemoryMap.Role.READ)) {
            return 'r';
        }
        if (roles.contains(MemoryMap.Role.SCRATCH)) {
            return 's';
        }
        return roles.isEmpty() ? '.' : '-';
    }

    private static String buffers(MemoryMap.Row row) {
        return row.pieces().stream()
                .map(piece -> piece.role().name().toLowerCase(Locale.ROOT) + " " + span(piece))
                .collect(Collectors.joining("  "));
    }

    /** "offset+bytes". */
    static String span(MemoryMap.Piece piece) {
        return piece.offset() + "+" + piece.bytes();
    }

    private void estimates() {
        MeasuredModel it = facts.measured();
        say("");
        facts.latency().ifPresent(latency -> {
            say(
                    "cycles  %s an inference%s",
                    whole(facts.cycles()), it.cycles().isPresent() ? ", counted by the simulator" : ", estimated");
            say(
                    "time    %s an inference, %s to %s; %s",
                    Numbers.millis(latency.millis()),
                    Numbers.millis(latency.lowMillis()),
                    Numbers.millis(latency.highMillis()),
                    latency.basis());
        });
        facts.energy()
                .ifPresent(energy -> say(
                        "energy  about %s \u00b5J an inference, %s to %s; %s",
                        Numbers.significant(energy.microjoules(), 3),
                        Numbers.significant(energy.lowMicrojoules(), 3),
                        Numbers.significant(energy.highMicrojoules(), 3),
                        energy.basis()));
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
