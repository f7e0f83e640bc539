package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import dev.tinywright.golden.MeasuredModel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report of a compiled network as a page. */
public final class NetworkPage {
    private static final double ROW = 15;
    private static final double LEFT = 30;
    private static final double RIGHT = 62;

    private NetworkPage() {}

    public static String of(NetworkFacts facts) {
        MeasuredModel it = facts.measured();
        Element main = Element.of("main")
                .add(verdict(facts), layers(facts), memory(facts))
                .add(list("change", "What would make it smaller or faster", facts.advice()));
        return Page.document(it.model().name() + " on " + it.board().name() + " - Tinywright", main);
    }

    private static Element verdict(NetworkFacts facts) {
        MeasuredModel it = facts.measured();
        Element section = Element.of("section", "verdict")
                .add(badge(it))
                .child("h1", it.model().name() + " on " + it.board().name())
                .child("p", proof(it));
        Table table = Table.captioned("What an inference takes")
                .column("what")
                .number("figure")
                .column("of that");
        table.row(
                "flash",
                Numbers.bytes(it.memory().flashBytes()),
                Numbers.bytes(it.memory().weightBytes()) + " weights, "
                        + Numbers.bytes(it.memory().codeBytes()) + " code" + share(facts, facts.flashShare()));
        table.row(
                "RAM",
                Numbers.bytes(it.ramBytes()),
                Numbers.bytes(it.memory().arenaBytes()) + " buffers, input and output included; "
                        + Numbers.bytes(it.memory().otherRamBytes()) + " other static data; "
                        + (it.board().isHost() ? "stack not measured" : Numbers.bytes(it.stackBytes()) + " stack")
                        + share(facts, facts.ramShare()));
        table.row(
                "multiplications",
                Numbers.count(facts.macs().computed()),
                NetworkText.macs(facts).replaceFirst("MACs: ", ""));
        if (it.instructions().isPresent()) {
            table.row(
                    "executed instructions",
                    Numbers.count(Math.round(it.instructions().getAsDouble())),
                    NetworkText.ratio(facts.perMac()) + " for each multiplication; counted on the emulated "
                            + it.core());
        }
        facts.latency().ifPresent(latency -> table.row(
                        it.cycles().isPresent() ? "cycles" : "cycles, estimated",
                        Numbers.count(Math.round(facts.cycles().orElseThrow())),
                        it.cycles().isPresent() ? "counted by the simulator" : "as the time below")
                .row(
                        "time, estimated",
                        Numbers.millis(latency.millis()),
                        Numbers.millis(latency.lowMillis()) + " to " + Numbers.millis(latency.highMillis()) + "; "
                                + latency.basis()));
        facts.energy()
                .ifPresent(energy -> table.row(
                        "energy, estimated",
                        Numbers.significant(energy.microjoules(), 3) + "\u00a0\u00b5J",
                        Numbers.significant(energy.lowMicrojoules(), 3) + " to "
                                + Numbers.significant(energy.highMicrojoules(), 3) + "\u00a0\u00b5J; "
                                + energy.basis()));
        section.add(table.build());
        return section;
    }

    private static Element badge(MeasuredModel it) {
        boolean good = it.passed() && it.fits();
        String word = it.passed() ? it.fits() ? "bit for bit" : "does not fit" : "wrong";
        return Element.of("p", "badge " + (good ? "passed" : "failed")).text(word);
    }

    private static String share(NetworkFacts facts, double share) {
        return facts.measured().board().isHost() ? "" : "; " + Numbers.percent(share) + " of what the board has";
    }

    private static String proof(MeasuredModel it) {
        return Numbers.counted(it.vectors(), "inference") + " of the built firmware on "
                + (it.board().isHost() ? "this computer" : it.core() + " (" + it.emulator() + ")")
                + ", each output compared bit for bit with "
                + (it.source().equals("given") ? "the outputs that were given" : it.source()) + ": "
                + Numbers.counted(it.mismatches(), "mismatch").replaceFirst("hs$", "hes") + ".";
    }

    private static Element layers(NetworkFacts facts) {
        Table table = Table.captioned(
                        "Layers in the order in which they run; instructions are executed ones, counted in the emulator, cycles are estimated from them")
                .number("#")
                .column("layer", "mid")
                .column("in")
                .column("out")
                .number("MACs")
                .number("parameters")
                .number("weights, bytes")
                .number("instructions")
                .number("per MAC")
                .number("cycles, estimated");
        for (NetworkFacts.Line line : facts.lines()) {
            Layer layer = line.layer();
            table.styledRow(
                    line.number() == facts.peak().number() ? "chosen" : "",
                    Integer.toString(line.number()),
                    layer.kind(),
                    NetworkText.short4(layer.inputShape()),
                    NetworkText.short4(layer.outputShape()),
                    Numbers.count(layer.macs()),
                    Numbers.count(layer.parameters()),
                    Numbers.count(layer.constantBytes()),
                    count(line.instructions()),
                    NetworkText.ratio(line.perMac()),
                    count(line.cycles()));
        }
        table.styledRow(
                "sum",
                "",
                "total",
                "",
                "",
                Numbers.count(facts.macs().computed()),
                Numbers.count(facts.parametersLeft()),
                Numbers.count(facts.measured().memory().weightBytes()),
                count(facts.measured().instructions()),
                NetworkText.ratio(facts.perMac()),
                count(facts.cycles()));
        return Element.of("section").with("id", "layers").child("h2", "Layers").add(table.build(), kernels(facts));
    }

    private static Element kernels(NetworkFacts facts) {
        Table table = Table.captioned("The kernel that was chosen for each layer")
                .number("#")
                .column("layer", "mid")
                .column("kernel", "mid")
                .column("how");
        facts.lines()
                .forEach(line -> table.row(
                        Integer.toString(line.number()),
                        line.layer().kind(),
                        Element.of("code").text(line.layer().kernel()),
                        line.layer().why()));
        return table.build();
    }

    private static String count(java.util.OptionalDouble value) {
        return value.isPresent() ? Numbers.count(Math.round(value.getAsDouble())) : "";
    }

    private static Element memory(NetworkFacts facts) {
        return Element.of("section")
                .with("id", "memory")
                .child("h2", "Memory over the layers")
                .child(
                        "p",
                        "Each line is a layer, the width all "
                                + Numbers.bytes(facts.memory().arenaBytes())
                                + " of buffers. The most is in use at layer "
                                + facts.peak().number() + ": "
                                + Numbers.bytes(facts.memory().peak().bytes()) + ".")
                .add(picture(facts), buffers(facts));
    }

    private static Element picture(NetworkFacts facts) {
        MemoryMap memory = facts.memory();
        List<MemoryMap.Row> rows = memory.rows().stream()
                .filter(row -> row.isCalled() || row.layer() == memory.peak().layer())
                .toList();
        double width = Drawing.WIDTH - LEFT - RIGHT;
        double scale = width / Math.max(1, memory.arenaBytes());
        Element picture = Drawing.picture(
                ROW * rows.size() + 8,
                "Memory over the layers",
                "Where the buffers of each layer lie in the one array of buffers.");
        for (int i = 0; i < rows.size(); i++) {
            MemoryMap.Row row = rows.get(i);
            boolean isPeak = row.layer() == memory.peak().layer();
            double y = 4 + ROW * i;
            picture.add(Drawing.rect("track", LEFT, y + 1, width, ROW - 2).with("fill-opacity", "0.4"));
            row.pieces().forEach(piece -> picture.add(piece(piece, y, scale)));
            picture.add(
                    Drawing.text(LEFT - 6, y + 12, "end", Integer.toString(row.layer()))
                            .with("class", isPeak ? "strong" : "tick"),
                    Drawing.text(Drawing.WIDTH, y + 12, "end", Numbers.bytes(row.bytes()))
                            .with("class", isPeak ? "strong" : "tick"));
        }
        return Element.of("figure").add(key(), picture);
    }

    /** What is read lies above, what is written below, so that both are seen where they share bytes. */
    private static Element piece(MemoryMap.Piece piece, double y, double scale) {
        double top =
                switch (piece.role()) {
                    case READ, KEPT, SCRATCH -> 1;
                    case WRITTEN -> 8;
                };
        double height = piece.role() == MemoryMap.Role.KEPT || piece.role() == MemoryMap.Role.SCRATCH ? ROW - 2 : 6;
        return Drawing.rect(
                colour(piece.role()),
                LEFT + piece.offset() * scale,
                y + top,
                Math.max(1, piece.bytes() * scale),
                height);
    }

    private static Element key() {
        Element caption = Element.of("figcaption").text("In use");
        for (MemoryMap.Role role : MemoryMap.Role.values()) {
            caption.add(Element.of("span", "key")
                    .add(Element.of("span", "swatch " + colour(role).replace('f', 'b')))
                    .text(word(role)));
        }
        return caption;
    }

    private static String word(MemoryMap.Role role) {
        return role == MemoryMap.Role.KEPT
                ? "kept for a later layer"
                : role.name().toLowerCase(Locale.ROOT);
    }

    private static String colour(MemoryMap.Role role) {
        return switch (role) {
            case READ -> "f0";
            case WRITTEN -> "f1";
            case SCRATCH -> "f7";
            case KEPT -> "f4";
        };
    }

    private static Element buffers(NetworkFacts facts) {
        Table table = Table.captioned("Buffers of each layer: offset+bytes")
                .number("#")
                .column("read", "mid")
                .column("written", "mid")
                .column("scratch")
                .column("kept", "mid")
                .number("in use, bytes");
        for (MemoryMap.Row row : facts.memory().rows()) {
            table.styledRow(
                    row.layer() == facts.memory().peak().layer() ? "chosen" : "",
                    Integer.toString(row.layer()),
                    spans(row, MemoryMap.Role.READ),
                    spans(row, MemoryMap.Role.WRITTEN),
                    spans(row, MemoryMap.Role.SCRATCH),
                    spans(row, MemoryMap.Role.KEPT),
                    Numbers.count(row.bytes()));
        }
        return table.build();
    }

    private static String spans(MemoryMap.Row row, MemoryMap.Role role) {
        return row.of(role).stream().map(NetworkText::span).collect(Collectors.joining(", "));
    }

    private static Element list(String id, String title, List<String> sentences) {
        Element list = Element.of("ul");
        sentences.forEach(sentence -> list.child("li", sentence));
        return Element.of("section").with("id", id).child("h2", title).add(list);
    }
}
