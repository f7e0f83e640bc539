package dev.tinywright.tflite;

import dev.tinywright.graph.Node;
import java.util.List;

/** Makes nodes of one kind of operator: one, or a few where the graph has no such operator of its own. */
interface OperatorReader {
    List<Node> read(FileOperator operator);
}
