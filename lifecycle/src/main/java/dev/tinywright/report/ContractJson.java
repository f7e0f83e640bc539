package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.contract.Contract;

/** The contract, for programs: the same facts as in the generated header. */
final class ContractJson {
    private ContractJson() {}

    static ObjectNode contract(Contract contract) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", contract.id())
                .put("interface", contract.interfaceId())
                .put("model", contract.model())
                .put("version", contract.version())
                .put("window", contract.window());
        ReportJson.number(node, "rateHz", contract.rateHz().orElse(Double.NaN));
        node.set("inputs", ReportJson.list(contract.inputs(), (n, input) -> {
            n.put("name", input.name()).put("unit", input.unit()).put("type", "float32");
            ReportJson.number(n, "low", input.low());
            ReportJson.number(n, "high", input.high());
        }));
        ArrayNode shares = node.putArray("shares");
        contract.shares().forEach(group -> {
            ArrayNode names = shares.addArray();
            group.forEach(i -> names.add(contract.inputs().get(i).name()));
        });
        node.set("input", tensor(contract.input()));
        node.set("output", tensor(contract.output()));
        node.set("labels", ReportJson.strings(contract.labels()));
        return node;
    }

    private static ObjectNode tensor(Contract.Tensor tensor) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "int8");
        ArrayNode shape = node.putArray("shape");
        tensor.shape().forEach(shape::add);
        return node.put("scale", tensor.quantization().scale())
                .put("zeroPoint", tensor.quantization().zeroPoint());
    }
}
