package dev.tinywright.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value of a graph: made by a node, given by the caller, or constant.
 *
 * @param scaling absent where the elements stand for themselves: float32, indices, axes
 * @param data of a constant: elements row by row, little-endian; of a length that fits shape and type. Do not write to it
 */
public record Tensor(String name, DataType type, Shape shape, Optional<Scaling> scaling, Optional<ByteBuffer> data) {
    public Tensor {
        long bytes = (long) shape.elements() * type.bytes();
        if (data.isPresent() && data.get().remaining() != bytes) {
            throw new IllegalArgumentException("tensor " + name + " is " + shape + " " + type + ", its data have "
                    + data.get().remaining() + " bytes");
        }
        data = data.map(all -> all.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** A value that is computed or given. */
    public static Tensor activation(String name, DataType type, Shape shape, Optional<Scaling> scaling) {
        return new Tensor(name, type, shape, scaling, Optional.empty());
    }

    /** An int8 value that is computed or given. */
    public static Tensor int8(String name, Shape shape, float scale, int zeroPoint) {
        return activation(name, DataType.INT8, shape, Optional.of(Scaling.of(scale, zeroPoint)));
    }

    /** An int8 constant. */
    public static Tensor constant(String name, Shape shape, Scaling scaling, byte[] values) {
        return new Tensor(name, DataType.INT8, shape, Optional.of(scaling), Optional.of(ByteBuffer.wrap(values)));
    }

    /** An int16 value that is computed or given: zero point 0. */
    public static Tensor int16(String name, Shape shape, float scale) {
        return activation(name, DataType.INT16, shape, Optional.of(Scaling.of(scale, 0)));
    }

    /** An int64 constant, such as the biases of sums over int16. */
    public static Tensor constant(String name, Shape shape, Optional<Scaling> scaling, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Tensor(name, DataType.INT64, shape, scaling, Optional.of(bytes));
    }

    /** An int32 constant, such as biases, with the scale of its sums where that matters. */
    public static Tensor constant(String name, Shape shape, Optional<Scaling> scaling, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return new Tensor(name, DataType.INT32, shape, scaling, Optional.of(bytes));
    }

    public boolean isConstant() {
        return data.isPresent();
    }

    public int elements() {
        return shape.elements();
    }

    public int bytes() {
        return Math.multiplyExact(shape.elements(), type.bytes());
    }

    /** Of a tensor that has one; 0 for others. */
    public int zeroPoint() {
        return scaling.map(Scaling::zeroPoint).orElse(0);
    }

    /**
     * @throws IllegalStateException where the tensor has no scale
     */
    public float scale() {
        return requiredScaling().scale();
    }

    /**
     * @throws IllegalStateException where the tensor has no scale
     */
    public Scaling requiredScaling() {
        return scaling.orElseThrow(() -> new IllegalStateException("tensor " + name + " has no scale"));
    }

    /** Returns a copy of a constant's elements, of any whole type, as int. */
    public int[] ints() {
        ByteBuffer bytes = requiredData();
        int[] values = new int[elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case INT8 -> bytes.get(i);
                case UINT8 -> bytes.get(i) & 0xff;
                case INT16 -> bytes.getShort(2 * i);
                case INT32 -> bytes.getInt(4 * i);
                case INT64 -> Math.toIntExact(bytes.getLong(8 * i));
                case FLOAT32 -> throw new IllegalStateException("tensor " + name + " is float32");
            };
        }
        return values;
    }

    /** Returns a copy of a constant's elements, int32 or int64, as long. */
    public long[] longs() {
        if (type != DataType.INT64) {
            return Arrays.stream(ints()).asLongStream().toArray();
        }
        long[] values = new long[elements()];
        requiredData().asLongBuffer().get(values);
        return values;
    }

    /** Returns a copy of a constant's bytes. */
    public byte[] toBytes() {
        byte[] copy = new byte[bytes()];
        requiredData().get(0, copy);
        return copy;
    }

    private ByteBuffer requiredData() {
        return data.orElseThrow(() -> new IllegalStateException("tensor " + name + " is not constant"));
    }
}
