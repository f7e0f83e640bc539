package dev.tinywright.report;

import dev.tinywright.report.ReportFacts.Device;
import dev.tinywright.report.ReportFacts.FileEntry;
import dev.tinywright.report.ReportFacts.GoalResult;
import dev.tinywright.report.ReportFacts.Latency;
import dev.tinywright.report.ReportFacts.RepeatEntry;
import dev.tinywright.spec.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The firmware: its proof, its memory, its speed, and how to use and repeat it. */
final class DeviceSection {
    private DeviceSection() {}

    static Element proof(ReportFacts facts) {
        Device device = facts.device();
        Element section = Parts.section("proof", "Proof on the device");
        String core = facts.board().isHost() ? "this computer" : "an emulated " + device.core();
        section.add(Parts.paragraph("The built program " + (facts.number().isPresent() ? "predicted" : "classified")
                + " all " + Numbers.counted(device.testRows(), "test " + facts.example()) + " on " + core
                + "; each output was compared with the host's integer arithmetic, bit for bit. "
                + (device.mismatches() == 0
                        ? "Nothing differed."
                        : Numbers.counted(device.mismatches(), facts.example()) + " differed.")));
        if (!device.note().isEmpty()) {
            section.add(Parts.callout("The board has another core.", device.note()));
        }
        Table table = Table.captioned("Where and how it was run").column("What").column("Value");
        table.row(
                "Board",
                Parts.name(Stream.of(
                                facts.board().name(),
                                facts.board().chip(),
                                facts.board().core())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "))));
        table.row("Core that ran the proof", Parts.name(device.core()));
        if (!device.emulator().isEmpty()) {
            table.row("Emulator", Parts.name(device.emulator()));
        }
        table.row(Parts.capitalized(facts.example()) + "s compared", Numbers.count(device.testRows()));
        table.row("Mismatches", Numbers.count(device.mismatches()));
        table.row(
                "Instructions per inference",
                device.instructionsPerInference().isPresent()
                        ? Numbers.count(device.instructionsPerInference().getAsLong())
                        : "not counted here");
        section.add(table.build());
        return section.add(latency(facts));
    }

    private static Element latency(ReportFacts facts) {
        if (facts.latency().isEmpty()) {
            return Parts.note("No latency is estimated: there is no count of instructions to estimate it from.");
        }
        Latency latency = facts.latency().get();
        return Element.of("p")
                .add(Element.of("strong")
                        .text("Latency on the board, an estimate: " + Numbers.millis(latency.millis()) + ", between "
                                + Numbers.millis(latency.lowMillis()) + " and " + Numbers.millis(latency.highMillis())
                                + "."))
                .text(" " + latency.basis());
    }

    static Element memory(ReportFacts facts) {
        Element section = Parts.section("memory", "Memory of the firmware");
        if (facts.memory().isEmpty()) {
            return section.add(
                    Parts.paragraph("This board has no linked image of its own, so there is nothing to measure."));
        }
        MemoryFacts memory = facts.memory().get();
        section.add(Parts.note("Measured on the linked image; the stack by painting it and looking how far it was used."
                + " Code is all of flash but the weights: " + Numbers.bytes(memory.codeBytes()) + "."));
        if (memory.callerBytes() > 0) {
            section.add(Parts.note("What is passed is not the model's and not counted: "
                    + Numbers.bytes(memory.callerBytes()) + " for one example where it is passed whole."
                    + facts.details()
                            .continuous()
                            .filter(use -> use.ramBytes() > 0)
                            .map(use -> " In continuous use, which keeps a ring of its own, the model needs "
                                    + Numbers.bytes(use.ramBytes()) + " of RAM, its stack included.")
                            .orElse("")));
        }
        Element flash = part(
                "Flash",
                Metric.FLASH,
                memory.flashParts(),
                memory.flashBytes(),
                facts.board().flashBytes(),
                facts);
        Element ram = part(
                "RAM",
                Metric.RAM,
                memory.ramParts(),
                memory.ramBytes(),
                facts.board().ramBytes(),
                facts);
        return section.add(Parts.columns(flash, ram));
    }

    private static Element part(
            String what, Metric metric, List<MemoryFacts.Part> parts, long total, long capacity, ReportFacts facts) {
        OptionalDouble goal = facts.goals().stream()
                .map(GoalResult::goal)
                .filter(g -> g.metric() == metric)
                .mapToDouble(g -> g.bound())
                .findFirst();
        String caption = what + ": " + Numbers.bytes(total) + " of " + Numbers.bytes(capacity);
        Table table = Table.captioned(what + " by part")
                .column("Part")
                .number("Bytes")
                .number("Share");
        for (int i = 0; i < parts.size(); i++) {
            MemoryFacts.Part part = parts.get(i);
            Element name = Element.of("span", "key")
                    .add(Element.of("span", "swatch b" + i % Charts.COLOURS))
                    .text(" ")
                    .add(Parts.name(part.name()));
            table.row(
                    name, Numbers.count(part.bytes()), Numbers.percent(total == 0 ? 0 : (double) part.bytes() / total));
        }
        return Element.of("div")
                .add(Parts.figure(caption, Charts.memory(what, parts, (double) total, (double) capacity, goal)))
                .add(table.build());
    }

    static Element usage(ReportFacts facts) {
        Element section = Parts.section("use", "How to use the code");
        section.add(Element.of("pre")
                .with("tabindex", "0")
                .add(Parts.code(facts.usage().snippet())));
        if (facts.usage().files().isEmpty()) {
            return section;
        }
        Table table = Table.captioned("Files").column("File").column("What it is");
        for (FileEntry file : facts.usage().files()) {
            table.row(Parts.code(file.path()), file.purpose());
        }
        section.add(table.build());
        return facts.packages().isEmpty() ? section : section.add(ApplicationSection.packages(facts.packages()));
    }

    static Element repeat(ReportFacts facts) {
        Element section = Parts.section("repeat", "How to repeat it");
        section.add(Parts.note("The same command on the same data gives the same files, byte for byte."));
        section.add(Element.of("pre")
                .with("tabindex", "0")
                .add(Parts.code(facts.repeat().command())));
        Table table =
                Table.captioned("Versions, seeds and hashes").column("What").column("Value");
        for (RepeatEntry entry : facts.repeat().entries()) {
            table.row(entry.name(), Parts.code(entry.value()));
        }
        return section.add(table.build());
    }
}
