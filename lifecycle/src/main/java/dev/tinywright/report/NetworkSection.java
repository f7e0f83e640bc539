package dev.tinywright.report;

import java.util.List;
import java.util.stream.Collectors;

/** What the model is made of: features in words, then layer by layer. */
final class NetworkSection {
    static final String ID = "network";

    private NetworkSection() {}

    static Element render(NetworkParts network) {
        Element section = Parts.section(ID, "What the chosen model is made of");
        if (!network.features().isEmpty()) {
            section.add(Element.of("h3").text("Features"));
            Element list = Element.of("ol");
            network.features().forEach(feature -> list.add(Element.of("li").add(Parts.name(Parts.sentence(feature)))));
            section.add(list);
            section.add(Parts.note("They run on the device too: flash, RAM, and instructions per inference on this page"
                    + " count theirs with the network's."));
        }
        section.add(Element.of("h3").text("Layers"));
        section.add(Parts.paragraph(Numbers.counted(network.parameters(), "weight") + ", "
                + Numbers.counted(network.macs(), "multiplication") + " an inference; the input is "
                + (network.inputShape().size() == 1
                        ? Numbers.counted(network.inputShape().getFirst(), "feature")
                        : shape(network.inputShape()))
                + "."));
        return section.add(layers(network));
    }

    private static Element layers(NetworkParts network) {
        Table table = Table.captioned("Layers in order, with the size of what each gives to the next")
                .column("Layer")
                .column("What it does", "mid")
                .number("Output")
                .number("Weights")
                .number("Multiplications");
        for (NetworkParts.Part part : network.layers()) {
            table.row(
                    Parts.name(part.name()),
                    part.kind(),
                    shape(part.outputShape()),
                    Numbers.count(part.parameters()),
                    Numbers.count(part.macs()));
        }
        String parameters = Numbers.count(network.parameters());
        return table.styledRow("sum", "All", "", "", parameters, Numbers.count(network.macs()))
                .build();
    }

    private static String shape(List<Integer> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(" \u00d7 "));
    }
}
