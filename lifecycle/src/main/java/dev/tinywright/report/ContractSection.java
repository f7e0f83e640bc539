package dev.tinywright.report;

import dev.tinywright.contract.Contract;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What whoever calls the model passes and gets back. */
final class ContractSection {
    private static final int MOST_INPUTS = 24;

    private ContractSection() {}

    static Element contract(ReportFacts facts) {
        Contract contract = facts.contract();
        Element section = Parts.section("contract", "The contract");
        section.add(
                Parts.note("What the model takes and gives. The generated header holds the same, and the sketch checks "
                        + "at compile time that its interface is " + contract.interfaceId() + "; the contract's id is "
                        + contract.id()
                        + "."));
        Table inputs = Table.captioned("Inputs, in order: float32, NAN for one that is missing")
                .column("Input")
                .column("Unit")
                .column("From the raw reading")
                .number("Trained from")
                .number("to");
        IntStream.range(0, Math.min(MOST_INPUTS, contract.inputs().size())).forEach(i -> {
            Contract.Input input = contract.inputs().get(i);
            inputs.row(
                    Parts.name(input.name()),
                    Parts.name(input.unit().isEmpty() ? "not known" : input.unit()),
                    Parts.name(transform(contract, i)),
                    Numbers.significant(input.low(), 4),
                    Numbers.significant(input.high(), 4));
        });
        section.add(inputs.build());
        if (contract.inputs().size() > MOST_INPUTS) {
            section.add(Parts.note((contract.inputs().size() - MOST_INPUTS) + " more inputs are in report.json."));
        }
        return section.add(tensors(contract));
    }

    private static Element tensors(Contract contract) {
        Table table = Table.captioned("Tensors and labels").column("What").column("Value");
        table.row("Network input", tensor(contract.input()));
        table.row("Network output", tensor(contract.output()));
        table.row("Labels, in order", Parts.name(String.join(", ", contract.labels())));
        table.row("Window", contract.window() == 1 ? "1 sample" : contract.window() + " samples");
        table.row(
                "Sampling rate",
                contract.rateHz().isPresent()
                        ? Numbers.significant(contract.rateHz().getAsDouble(), 4) + " Hz"
                        : "the data does not say");
        return table.build();
    }

    private static String transform(Contract contract, int input) {
        List<String> group =
                contract.shares().stream()
                        .filter(shares -> shares.contains(input))
                        .findFirst()
                        .orElse(List.of())
                        .stream()
                        .map(i -> contract.inputs().get(i).name())
                        .toList();
        return group.isEmpty() ? "as it is" : "divided by " + String.join(" + ", group);
    }

    private static String tensor(Contract.Tensor tensor) {
        return "int8 ["
                + tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "], scale " + tensor.quantization().scale() + ", zero point "
                + tensor.quantization().zeroPoint();
    }
}
