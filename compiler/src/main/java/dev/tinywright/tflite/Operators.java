package dev.tinywright.tflite;

import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op.BinaryKind;
import dev.tinywright.graph.Op.PoolKind;
import dev.tinywright.graph.Op.UnaryKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which operators are read, and by what. */
final class Operators {
    /**
     * @param options number of the operator's table among the options of the schema
     */
    private record Entry(int options, OperatorReader reader) {}

    private static final Map<String, Entry> READERS = readers();

    private Operators() {}

    static List<Node> read(FileOperator operator, int optionsType) {
        Entry entry = READERS.get(operator.type());
        if (entry == null) {
            throw operator.refused(
                    "the operator " + operator.type() + " is not supported",
                    Advice.instead(operator.type(), READERS.keySet()));
        }
        if (optionsType != 0 && optionsType != entry.options) {
            throw operator.refused(
                    "its options are those of another operator, number " + optionsType,
                    "the file is damaged: convert the model again");
        }
        return entry.reader.read(operator);
    }

    private static Map<String, Entry> readers() {
        Map<String, Entry> readers = new TreeMap<>();
        readers.put("SHAPE", new Entry(55, KnownNumbers::shape));
        readers.put("PACK", new Entry(59, KnownNumbers::pack));
        windows(readers);
        elements(readers);
        shapes(readers);
        return readers;
    }

    private static void windows(Map<String, Entry> readers) {
        readers.put("CONV_2D", new Entry(1, WindowReaders::conv));
        readers.put("DEPTHWISE_CONV_2D", new Entry(2, WindowReaders::depthwise));
        readers.put("AVERAGE_POOL_2D", new Entry(5, operator -> WindowReaders.pool(operator, PoolKind.AVERAGE)));
        readers.put("MAX_POOL_2D", new Entry(5, operator -> WindowReaders.pool(operator, PoolKind.MAX)));
        readers.put("TRANSPOSE_CONV", new Entry(49, WindowReaders::transposeConv));
    }

    private static void elements(Map<String, Entry> readers) {
        readers.put("FULLY_CONNECTED", new Entry(8, ElementReaders::fullyConnected));
        readers.put("SOFTMAX", new Entry(9, ElementReaders::softmax));
        readers.put("ADD", new Entry(11, operator -> ElementReaders.binary(operator, BinaryKind.ADD)));
        readers.put("SUB", new Entry(28, operator -> ElementReaders.binary(operator, BinaryKind.SUB)));
        readers.put("MUL", new Entry(21, operator -> ElementReaders.binary(operator, BinaryKind.MUL)));
        for (UnaryKind kind : UnaryKind.values()) {
            int options = kind == UnaryKind.LEAKY_RELU ? 75 : kind == UnaryKind.HARD_SWISH ? 91 : 0;
            readers.put(kind.name(), new Entry(options, operator -> ElementReaders.unary(operator, kind)));
        }
        readers.put("PRELU", new Entry(0, ElementReaders::prelu));
        readers.put("MEAN", new Entry(27, ElementReaders::mean));
        readers.put("ARG_MAX", new Entry(40, ElementReaders::argMax));
        readers.put("QUANTIZE", new Entry(89, ElementReaders::quantize));
        readers.put("DEQUANTIZE", new Entry(38, ElementReaders::dequantize));
        readers.put("SVDF", new Entry(6, ElementReaders::svdf));
        readers.put("UNIDIRECTIONAL_SEQUENCE_LSTM", new Entry(71, LstmReader::lstm));
    }

    private static void shapes(Map<String, Entry> readers) {
        readers.put("RESHAPE", new Entry(17, ShapeReaders::reshape));
        readers.put("SQUEEZE", new Entry(30, ShapeReaders::sameElements));
        readers.put("EXPAND_DIMS", new Entry(52, ShapeReaders::sameElements));
        readers.put("TRANSPOSE", new Entry(26, ShapeReaders::transpose));
        readers.put("PAD", new Entry(22, ShapeReaders::pad));
        readers.put("PADV2", new Entry(43, ShapeReaders::pad));
        readers.put("CONCATENATION", new Entry(10, ShapeReaders::concat));
        readers.put("SPLIT", new Entry(35, ShapeReaders::split));
        readers.put("SPLIT_V", new Entry(79, ShapeReaders::splitBySizes));
        readers.put("RESIZE_NEAREST_NEIGHBOR", new Entry(74, ShapeReaders::resizeNearest));
        readers.put("SLICE", new Entry(48, ShapeReaders::slice));
        readers.put("STRIDED_SLICE", new Entry(32, ShapeReaders::stridedSlice));
    }
}
