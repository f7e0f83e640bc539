package dev.tinywright.tflite;

import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import java.util.List;

/** The standard layer of long short-term memory, as Keras has it; what files have beside it is refused by name. */
final class LstmReader {
    private static final String KERAS = "use keras.layers.LSTM with its default activations, which has none of them";
    private static final int TANH = 4;

    private LstmReader() {}

    static List<Node> lstm(FileOperator operator) {
        operator.takes(20, 24);
        refuse(operator, 9, 12, "peephole connections from cell states to gates");
        refuse(operator, 16, 18, "a projection of the hidden state");
        refuse(operator, 20, 24, "layer normalization of the gates");
        if (!operator.has(1)) {
            throw operator.refused("input and forget gate coupled as one", KERAS);
        }
        options(operator);
        Op op = new Op.Lstm(operator.options().bool(3), operator.options().float32(1));
        return operator.node(op, 0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 18, 19);
    }

    private static void refuse(FileOperator operator, int from, int to, String what) {
        for (int input = from; input < to; input++) {
            if (operator.has(input)) {
                throw operator.refused(what + " (input " + input + ")", KERAS);
            }
        }
    }

    private static void options(FileOperator operator) {
        int activation = operator.options().int8(0);
        if (activation != TANH) {
            throw operator.refused("the activation number " + activation + " of its cells", "use tanh, number " + TANH);
        }
        if (operator.options().bool(5)) {
            throw operator.refused("recurrent weights that are diagonals of matrices", KERAS);
        }
    }
}
