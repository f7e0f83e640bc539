package dev.tinywright.codegen;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.KernelCall;
import dev.tinywright.lower.Overlap;
import dev.tinywright.lower.Program;
import dev.tinywright.lower.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the input stage before a network trained here. */
public final class NetworkGraph {
    private NetworkGraph() {}

    /**
     * Returns the program with the input stage as its first step: it makes the network's input of int32 columns, and works on
     * them before, so that they have a place among the buffers. The input may lie where its columns start.
     */
    public static Program withColumns(Program network) {
        Graph graph = network.graph();
        int input = graph.inputs().getFirst();
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        tensors.add(
                Tensor.activation("columns", DataType.INT32, graph.tensor(input).shape(), Optional.empty()));
        int columns = tensors.size() - 1;
        List<Step> steps = new ArrayList<>(network.steps());
        steps.addFirst(new Step(new Node(new Op.Quantize(), columns, input), prepare()));
        return new Program(
                new Graph(
                        graph.name(),
                        tensors,
                        steps.stream().map(Step::node).toList(),
                        List.of(columns),
                        graph.outputs(),
                        graph.states()),
                network.target(),
                steps);
    }

    private static KernelCall prepare() {
        return new KernelCall(
                "tw_input",
                List.of(),
                "prepare(readings, (int32_t *)(void *)({in0}), {out0});",
                0,
                List.of(new Overlap(0, 0)),
                0,
                0,
                0,
                "columns of fixed point, see above");
    }
}
