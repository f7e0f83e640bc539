package dev.tinywright.memory;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.KernelCall;
import dev.tinywright.lower.Overlap;
import dev.tinywright.lower.Program;
import dev.tinywright.lower.Step;
import dev.tinywright.lower.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program put together by hand; what its nodes compute does not matter where only memory does. */
final class SampleProgram {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> states = new ArrayList<>();

    int tensor(int... dims) {
        tensors.add(Tensor.int8("t" + tensors.size(), Shape.of(dims), 1, 0));
        return tensors.size() - 1;
    }

    int input(int... dims) {
        inputs.add(tensor(dims));
        return inputs.getLast();
    }

    int state(int... dims) {
        states.add(tensor(dims));
        return states.getLast();
    }

    /** Adds a step of some kind that must not overlap. */
    int step(int output, int... from) {
        return step(new Op.Softmax(1), output, 0, List.of(), from);
    }

    int step(Op op, int output, int scratch, List<Overlap> overlaps, int... from) {
        Node node = new Node(op, Arrays.stream(from).boxed().toList(), List.of(output));
        steps.add(new Step(node, call(scratch, overlaps)));
        return output;
    }

    void split(int axis, int input, List<Integer> outputs) {
        steps.add(new Step(new Node(new Op.Split(axis), List.of(input), outputs), call(0, List.of())));
    }

    private static KernelCall call(int scratch, List<Overlap> overlaps) {
        return new KernelCall("tw_any_s8", List.of(), "any();", scratch, overlaps, 0, 0, 0, "");
    }

    Program program(Integer... outputs) {
        List<Node> nodes = steps.stream().map(Step::node).toList();
        Graph graph = new Graph("sample", tensors, nodes, inputs, List.of(outputs), states);
        return new Program(graph, Target.of(Target.Core.PORTABLE), steps);
    }
}
