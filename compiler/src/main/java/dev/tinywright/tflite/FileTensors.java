package dev.tinywright.tflite;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of a file. Those that nodes use get an index in the graph, in order of use; others are left out. */
final class FileTensors {
    /** No network for a microcontroller comes near; a hostile file would. */
    private static final int MOST = 1 << 16;

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_DIMENSIONS = 6;
    private static final int LONGEST_NAME = 200;

    private final FlatFile file;
    private final List<FlatTable> tables;
    private final List<FlatTable> buffers;
    private final Map<Integer, Integer> indices = new HashMap<>();
    private final List<Tensor> used = new ArrayList<>();
    private final List<Integer> variables = new ArrayList<>();
    /** By index in the file: what operators compute, and is known without running them. */
    private final Map<Integer, Tensor> computed = new HashMap<>();

    private long bytes;

    FileTensors(FlatFile file, FlatTable model, FlatTable subgraph) {
        this.file = file;
        this.tables = subgraph.tables(0, MOST, "tensors");
        this.buffers = model.tables(4, 2 * MOST, "buffers");
    }

    List<Tensor> used() {
        return used;
    }

    /** Graph indices of the used tensors that the file calls variables. */
    List<Integer> variables() {
        return variables;
    }

    /** Returns the index that a tensor of the file has in the graph. */
    int index(int fileIndex) {
        Integer known = indices.get(fileIndex);
        return known == null ? use(fileIndex) : known;
    }

    /** Returns the index in the graph of a new tensor. */
    int add(Tensor tensor) {
        bytes += (long) tensor.elements() * tensor.type().bytes();
        if (bytes > MOST_BYTES) {
            throw tooLarge("all tensors together have more than " + MOST_BYTES + " bytes", tensor.name());
        }
        used.add(tensor);
        return used.size() - 1;
    }

    Tensor tensor(int fileIndex) {
        return used.get(index(fileIndex));
    }

    /** Returns a tensor that does not go into the graph by this, such as axes and shapes. */
    Tensor aside(int fileIndex) {
        Integer known = indices.get(fileIndex);
        return known == null ? value(fileIndex) : used.get(known);
    }

    private Tensor value(int fileIndex) {
        Tensor known = computed.get(fileIndex);
        return known == null ? read(table(fileIndex), name(fileIndex)) : known;
    }

    /** Says what a tensor is that has no data in the file, as every time the network runs it is the same. */
    void know(int fileIndex, Tensor constant) {
        computed.put(fileIndex, constant);
    }

    /** Returns what errors call a tensor; it may be one that cannot be read. */
    String name(int fileIndex) {
        String name = table(fileIndex).string(3);
        String printable = name.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.isEmpty() ? "tensor" + fileIndex : printable;
    }

    private int use(int fileIndex) {
        FlatTable table = table(fileIndex);
        int index = add(value(fileIndex));
        indices.put(fileIndex, index);
        if (table.bool(5)) {
            variables.add(index);
        }
        return index;
    }

    private FlatTable table(int fileIndex) {
        if (fileIndex < 0 || fileIndex >= tables.size()) {
            throw file.corrupt("tensor " + fileIndex + " is referred to, there are " + tables.size());
        }
        return tables.get(fileIndex);
    }

    private Tensor read(FlatTable table, String name) {
        if (table.table(6).isPresent()) {
            throw TinywrightException.failed(
                    "sparse tensors are not supported",
                    where(name),
                    "convert without tf.lite.Optimize.EXPERIMENTAL_SPARSITY");
        }
        DataType type = type(table.int8(1), name);
        Shape shape = shape(table.int32s(0), name);
        Optional<Scaling> scaling =
                type == DataType.FLOAT32 ? Optional.empty() : scaling(table.tableOrEmpty(4), shape, name);
        return new Tensor(name, type, shape, scaling, data(table, type, shape, name));
    }

    private DataType type(int number, String name) {
        String type = Builtin.type(number);
        return Arrays.stream(DataType.values())
                .filter(known -> known.name().equals(type))
                .findFirst()
                .orElseThrow(() -> TinywrightException.failed(
                        "tensors of " + type + " are not supported", where(name), Advice.INT8));
    }

    private Shape shape(int[] dims, String name) {
        long elements = 1;
        for (int dim : dims) {
            if (dim < 1) {
                throw TinywrightException.failed(
                        "a dimension of the shape " + Arrays.toString(dims) + " is not known",
                        where(name),
                        "convert the model for fixed sizes: keras.Input(shape=…, batch_size=1)");
            }
            elements = Math.min(elements * dim, Integer.MAX_VALUE);
        }
        if (elements > MOST_BYTES) {
            throw tooLarge("the shape " + Arrays.toString(dims) + " has too many elements", name);
        }
        if (dims.length > MOST_DIMENSIONS) {
            throw refused(dims.length + " dimensions, the most is " + MOST_DIMENSIONS, name);
        }
        return Shape.of(dims);
    }

    private Optional<Scaling> scaling(FlatTable quantization, Shape shape, String name) {
        float[] scales = quantization.float32s(2);
        long[] zeroPoints = quantization.int64s(3);
        if (quantization.uint8(4) != 0) {
            throw refused("its quantization is a custom one", name);
        }
        if (scales.length == 0) {
            return Optional.empty();
        }
        // Of a vector there is only one; older converters write the axis of the weights to their biases.
        int axis = scales.length == 1 || shape.rank() == 1 ? 0 : quantization.int32(6);
        checkScales(scales, shape, axis, name);
        return Optional.of(new Scaling(scales, zeroPoint(zeroPoints, scales.length, name), axis));
    }

    private void checkScales(float[] scales, Shape shape, int axis, String name) {
        for (float scale : scales) {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw refused("a scale is " + scale, name);
            }
        }
        if (scales.length > 1 && (axis < 0 || axis >= shape.rank() || shape.dim(axis) != scales.length)) {
            throw refused(scales.length + " scales along axis " + axis + " do not fit the shape " + shape, name);
        }
    }

    private int zeroPoint(long[] zeroPoints, int scales, String name) {
        if (zeroPoints.length > 1 && zeroPoints.length != scales) {
            throw refused(zeroPoints.length + " zero points for " + scales + " scales", name);
        }
        long zeroPoint = zeroPoints.length == 0 ? 0 : zeroPoints[0];
        for (long other : zeroPoints) {
            if (other != zeroPoint || other != (int) other) {
                throw refused("its zero points differ or are no int32: " + zeroPoint + " and " + other, name);
            }
        }
        return (int) zeroPoint;
    }

    private Optional<ByteBuffer> data(FlatTable table, DataType type, Shape shape, String name) {
        long buffer = table.uint32(2);
        if (buffer >= buffers.size() && buffer != 0) {
            throw file.corrupt("buffer " + buffer + " is referred to, there are " + buffers.size());
        }
        if (buffer == 0) {
            return Optional.empty();
        }
        FlatTable holder = buffers.get((int) buffer);
        if (holder.int64(1) != 0) {
            throw refused("its data lie outside the FlatBuffer, as in models above 2 GB", name);
        }
        ByteBuffer data = holder.bytes(0);
        if (data.remaining() == 0) {
            return Optional.empty();
        }
        long expected = (long) shape.elements() * type.bytes();
        if (data.remaining() != expected) {
            throw file.corrupt("tensor \"" + name + "\" is " + shape + " " + type + " of " + expected
                    + " bytes, its data have " + data.remaining());
        }
        return Optional.of(data);
    }

    private TinywrightException tooLarge(String what, String name) {
        return TinywrightException.failed(
                what,
                where(name),
                "make the input smaller, or take a smaller network: microcontrollers have less memory");
    }

    private TinywrightException refused(String what, String name) {
        return TinywrightException.failed(
                what, where(name), "convert the model again with TensorFlow's TFLiteConverter");
    }

    private String where(String name) {
        return file.name() + ", tensor \"" + name + "\"";
    }
}
