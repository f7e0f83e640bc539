package dev.tinywright.codegen;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
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
     * them before, so that they have a place among the buffers; the input may lie where its columns start. Or it makes it of
     * what the caller passes.
     */
    public static Program withInputStage(Program network, InputMemory stage) {
        Graph graph = network.graph();
        int input = graph.inputs().getFirst();
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        List<Integer> from = new ArrayList<>();
        if (stage.columns() > 0) {
            Shape shape = Shape.of(1, stage.columns());
            tensors.add(Tensor.activation("columns", DataType.INT32, shape, Optional.empty()));
            from.add(tensors.size() - 1);
        }
        List<Step> steps = new ArrayList<>(network.steps());
        steps.addFirst(new Step(new Node(new Op.Quantize(), from, List.of(input)), stage.call()));
        return new Program(
                new Graph(
                        graph.name(),
                        tensors,
                        steps.stream().map(Step::node).toList(),
                        from,
                        graph.outputs(),
                        graph.states()),
                network.target(),
                steps);
    }
}
