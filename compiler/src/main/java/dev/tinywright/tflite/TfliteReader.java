package dev.tinywright.tflite;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.GraphCheck;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.NodeOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .tflite} files: schema version 3, one subgraph of operators on int8, or int16 with weights of int8. Field numbers are those of TensorFlow's
 * {@code schema.fbs}. Weights are views of the file, not copies.
 */
public final class TfliteReader {
    private static final int MOST_OPERATORS = 1 << 16;
    private static final int HEADER_BYTES = 8;
    private static final int LONGEST_NAME = 100;
    private static final String CUSTOM = "custom operator ";

    private TfliteReader() {}

    /**
     * Returns the network of a file, checked: what is returned can be run and compiled.
     *
     * @param file not to be written to as long as the graph is in use
     * @param name what errors call the file; without its folders the name of the graph
     * @throws TinywrightException where the file is damaged, or has something that is not supported: the text names the
     *     operator and the tensor, and says what would do instead
     */
    public static Graph read(byte[] file, String name) {
        FlatFile bytes = new FlatFile(file, name);
        FlatTable model = model(file, bytes);
        FlatTable subgraph = subgraph(bytes, model);
        FileTensors tensors = new FileTensors(bytes, model, subgraph);
        List<Integer> inputs = indices(tensors, subgraph.int32s(1));
        List<Node> nodes = nodes(bytes, model, subgraph, tensors);
        List<Integer> outputs = indices(tensors, subgraph.int32s(2));
        Graph graph = new Graph(
                name.replaceAll(".*[/\\\\]", ""),
                tensors.used(),
                sorted(nodes, name),
                inputs,
                outputs,
                tensors.variables());
        GraphCheck.check(graph);
        return graph;
    }

    private static FlatTable model(byte[] file, FlatFile bytes) {
        if (file.length < HEADER_BYTES || !"TFL3".equals(new String(file, 4, 4, StandardCharsets.ISO_8859_1))) {
            throw bytes.corrupt("it does not start as one");
        }
        FlatTable model = FlatTable.root(bytes);
        if (model.uint32(0) != 3) {
            throw bytes.corrupt("its schema has version " + model.uint32(0) + ", not 3");
        }
        return model;
    }

    private static FlatTable subgraph(FlatFile bytes, FlatTable model) {
        List<FlatTable> subgraphs = model.tables(2, MOST_OPERATORS, "subgraphs");
        if (subgraphs.size() != 1) {
            throw TinywrightException.failed(
                    "the model has " + subgraphs.size() + " subgraphs, 1 is supported",
                    bytes.name(),
                    "convert one function, without tf.while_loop, tf.cond and resource variables");
        }
        return subgraphs.getFirst();
    }

    private static List<Node> nodes(FlatFile bytes, FlatTable model, FlatTable subgraph, FileTensors tensors) {
        List<FlatTable> codes = model.tables(1, MOST_OPERATORS, "operator codes");
        List<FlatTable> operators = subgraph.tables(3, MOST_OPERATORS, "operators");
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < operators.size(); i++) {
            FlatTable table = operators.get(i);
            String type = type(bytes, codes, table.uint32(0));
            FileOperator operator = new FileOperator(bytes, tensors, type, i, table);
            if (type.startsWith(CUSTOM)) {
                throw custom(operator, type);
            }
            nodes.addAll(Operators.read(operator, table.uint8(3)));
        }
        return nodes;
    }

    /** The older field is a byte; numbers that do not fit are in the newer one, where smaller ones may be as well. */
    private static String type(FlatFile bytes, List<FlatTable> codes, long index) {
        if (index >= codes.size()) {
            throw bytes.corrupt("operator code " + index + " is referred to, there are " + codes.size());
        }
        FlatTable code = codes.get((int) index);
        int number = Math.max(code.int8(0), code.int32(3));
        if (number == Builtin.CUSTOM) {
            return CUSTOM + readable(code.string(1));
        }
        return Builtin.operator(number);
    }

    private static String readable(String name) {
        return name.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static TinywrightException custom(FileOperator operator, String type) {
        String hint = type.startsWith(CUSTOM + "Flex")
                ? "convert with supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8], without SELECT_TF_OPS"
                : "cut the model before this operator and compute it in your program";
        return operator.refused("the " + type + " is not supported", hint);
    }

    private static List<Integer> indices(FileTensors tensors, int[] fileIndices) {
        List<Integer> indices = new ArrayList<>();
        for (int fileIndex : fileIndices) {
            indices.add(tensors.index(fileIndex));
        }
        return indices;
    }

    private static List<Node> sorted(List<Node> nodes, String name) {
        return NodeOrder.sorted(nodes)
                .orElseThrow(() -> TinywrightException.failed(
                        "operators wait for each other in a circle",
                        name,
                        "the file is damaged, or has a loop: convert the model again, without loops"));
    }
}
