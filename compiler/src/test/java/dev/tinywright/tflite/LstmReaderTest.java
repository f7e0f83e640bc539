package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layer is read as Keras has it; each of its variants is refused with its name. */
class LstmReaderTest {
    private static final Graph LSTM = Objects.requireNonNull(SampleGraphs.all().get("lstm"));
    private static final Op.Lstm OP = (Op.Lstm) LSTM.nodes().getFirst().op();

    @Test
    void readsWhatWasWritten() {
        Graph read = TfliteReader.read(GraphWriter.write(LSTM), "net");
        assertThat(read.nodes().getFirst().op()).isEqualTo(OP);
        assertThat(read.states().stream().map(i -> read.tensor(i).name())).containsExactly("hidden", "cell");
        assertThat(read.tensors()).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "9, 0, peephole connections",
        "11, 0, peephole connections",
        "16, 0, a projection",
        "20, 0, layer normalization",
        "1, -1, input and forget gate coupled"
    })
    void refusesVariantsByName(int input, int tensor, String what) {
        byte[] file = GraphWriter.write(LSTM);
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(inputs(words) + 4 * input, tensor);
        assertRefused(file, what, "UNIDIRECTIONAL_SEQUENCE_LSTM that makes tensor \"y\"", "keras.layers.LSTM");
    }

    /** Returns where the operator's inputs start: 24 of them, the first 9 tensors 0 to 8. */
    private static int inputs(ByteBuffer words) {
        for (int at = 0; ; at += 4) {
            if (words.getInt(at) == 24 && words.getInt(at + 8) == 1 && words.getInt(at + 36) == 8) {
                return at + 4;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, Float.NaN})
    void refusesAClipThatIsNone(float clip) {
        assertRefused(GraphWriter.write(with(new Op.Lstm(false, clip))), "cell states are clipped at " + clip);
    }

    @Test
    void refusesABatch() {
        assertRefused(GraphWriter.write(with(new Op.Lstm(true, 0))), "a batch of 4", "batch_size=1");
    }

    @Test
    void tellsHowToQuantizeAFloatLayer() {
        Tensor x = Tensor.activation("x", DataType.FLOAT32, Shape.of(1, 4, 5), Optional.empty());
        assertRefused(GraphWriter.write(with(0, x)), "tensor \"x\" is FLOAT32", "TFLITE_BUILTINS_INT8");
    }

    @Test
    void wantsACellStateOfInt16() {
        Tensor cell = Tensor.int8("cell", Shape.of(1, 3), 0.5f, 0);
        assertRefused(GraphWriter.write(with(Op.Lstm.CELL_STATE, cell)), "tensor \"cell\" is INT8, not INT16");
    }

    @ParameterizedTest
    @ValueSource(floats = {0.001f, 2, 0x1p-31f})
    void wantsACellStateScaledByAPowerOfTwo(float scale) {
        Tensor cell = Tensor.activation("cell", DataType.INT16, Shape.of(1, 3), Optional.of(Scaling.of(scale, 0)));
        assertRefused(GraphWriter.write(with(Op.Lstm.CELL_STATE, cell)), "no power of two");
    }

    @Test
    void wantsHiddenStatesToBeTheOutput() {
        Tensor hidden = Tensor.int8("hidden", Shape.of(1, 3), 0.5f, 0);
        assertRefused(GraphWriter.write(with(Op.Lstm.HIDDEN_STATE, hidden)), "scale or zero point differ");
    }

    private static Graph with(Op.Lstm op) {
        Node node = LSTM.nodes().getFirst();
        Node other = new Node(op, node.inputs(), node.outputs());
        return new Graph("net", LSTM.tensors(), List.of(other), LSTM.inputs(), LSTM.outputs(), LSTM.states());
    }

    private static Graph with(int index, Tensor tensor) {
        List<Tensor> tensors = new ArrayList<>(LSTM.tensors());
        tensors.set(index, tensor);
        return new Graph("net", tensors, LSTM.nodes(), LSTM.inputs(), LSTM.outputs(), LSTM.states());
    }

    private static void assertRefused(byte[] file, String... parts) {
        assertThatExceptionOfType(TinywrightException.class)
                .isThrownBy(() -> TfliteReader.read(file, "net"))
                .withMessageContainingAll(parts);
    }
}
