package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import dev.tinywright.golden.MeasuredModel;
import java.util.List;
import java.util.Locale;

/** The report of a compiled network as a page. */
public final class NetworkPage {
    private static final double ROW = 15;
    private static final double LEFT = 34;

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
                        + Numbers.bytes(it.memory().codeBytes()) + " code");
        table.row(
                "RAM",
                Numbers.bytes(it.ramBytes()),
                Numbers.bytes(it.memory().arenaBytes()) + " buffers, input and output included; "
                        + Numbers.bytes(it.stackBytes()) + " stack");
        if (it.instructions().isPresent()) {
            table.row(
                    "executed instructions",
                    NetworkText.whole(it.instructions()),
                    NetworkText.ratio(facts.perMac()) + " for each of " + Numbers.count(facts.macsLeft())
                            + " multiplications");
        }
        facts.latency().ifPresent(latency -> table.row("time", Numbers.millis(latency.millis()), latency.basis()));
        section.add(table.build());
        return section;
    }

    private static String proof(MeasuredModel it) {
        return Numbers.counted(it.vectors(), "inference") + " of the built firmware on " + it.core() + " ("
                + it.emulator() + "), each output compared bit for bit with " + it.source() + ": " + it.mismatches()
                + " mismatches.";
    }

    private static Element layers(NetworkFacts facts) {
        Table table = Table.captioned(
                        "Layers in the order in which they run; instructions are executed ones, counted in the emulator")
                .column("#")
                .column("layer")
                .column("in")
                .column("out")
                .number("MACs")
                .number("weights, bytes")
                .number("instructions")
                .number("per MAC")
                .column("kernel");
        for (NetworkFacts.Line line : facts.lines()) {
            Layer layer = line.layer();
            table.row(
                    Integer.toString(line.number()),
                    layer.kind(),
                    NetworkText.short4(layer.inputShape()),
                    NetworkText.short4(layer.outputShape()),
                    Numbers.count(layer.macs()),
                    Numbers.count(layer.constantBytes()),
                    NetworkText.whole(line.instructions()),
                    NetworkText.ratio(line.perMac()),
                    layer.isCalled() ? layer.kernel() + ": " + layer.why() : layer.why());
        }
        return Element.of("section").with("id", "layers").child("h2", "Layers").add(table.build());
    }

    private static Element memory(NetworkFacts facts) {
        return Element.of("section")
                .with("id", "memory")
                .child("h2", "Memory over the layers")
                .child(
                        "p",
                        "Each line is a layer, the width all "
                                + Numbers.bytes(facts.measured().memory().arenaBytes())
                                + " of buffers: what it reads, writes and scratches on. The most is in use at layer "
                                + facts.peak().number() + ".")
                .add(picture(facts));
    }

    private static Element picture(NetworkFacts facts) {
        double height = ROW * facts.lines().size() + 8;
        double scale = (Drawing.WIDTH - LEFT - 4)
                / Math.max(1, facts.measured().memory().arenaBytes());
        Element picture = Drawing.picture(
                height, "Memory over the layers", "Where the buffers of each layer lie in the one array of buffers.");
        for (NetworkFacts.Line line : facts.lines()) {
            double y = 4 + ROW * line.number();
            picture.add(Drawing.text(LEFT - 6, y + 11, "end", Integer.toString(line.number()))
                    .with("class", "tick"));
            for (Layer.Buffer buffer : line.layer().buffers()) {
                picture.add(Drawing.rect(
                                "",
                                LEFT + buffer.offset() * scale,
                                y
                                        + (buffer.role().equals("scratch")
                                                ? ROW - 5
                                                : buffer.role().equals("in") ? 1 : 5),
                                Math.max(1, buffer.bytes() * scale),
                                buffer.role().equals("scratch") ? 3 : 6)
                        .with("fill", colour(buffer.role()))
                        .with("fill-opacity", "0.75"));
            }
        }
        return Element.of("figure").add(picture).child("figcaption", "blue: read, orange: written, grey: scratch");
    }

    private static String colour(String role) {
        return switch (role) {
            case "in" -> "#3b7dd8";
            case "out" -> "#e08a2e";
            default -> "#888888";
        };
    }

    private static Element list(String id, String title, List<String> sentences) {
        Element list = Element.of("ul");
        sentences.forEach(sentence -> list.child("li", sentence));
        return Element.of("section").with("id", id).child("h2", title).add(list);
    }

    /** The same figures for a machine. */
    public static List<java.util.Map<String, Object>> layersJson(NetworkFacts facts) {
        return facts.lines().stream().map(NetworkPage::json).toList();
    }

    private static java.util.Map<String, Object> json(NetworkFacts.Line line) {
        java.util.Map<String, Object> json = new java.util.LinkedHashMap<>();
        Layer layer = line.layer();
        json.put("index", line.number());
        json.put("name", layer.name());
        json.put("kind", layer.kind().toLowerCase(Locale.ROOT));
        json.put("input", layer.inputShape());
        json.put("output", layer.outputShape());
        json.put("macs", layer.macs());
        json.put("parameters", layer.parameters());
        json.put("constantBytes", layer.constantBytes());
        json.put("kernel", layer.kernel());
        json.put("why", layer.why());
        json.put("buffers", layer.buffers());
        line.instructions().ifPresent(count -> json.put("instructions", Math.round(count)));
        return json;
    }
}
