package dev.tinywright.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * FlatBuffers tables and vectors by field number: number n is the n-th field of the table in the schema. What has offsets
 * is written before the table that refers to it.
 */
final class Table {
    private final FlatBufferBuilder builder;

    private Table(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    /** Starts a table with room for fields 0 to {@code fields − 1}; write nothing else until {@link #end}. */
    static Table start(FlatBufferBuilder builder, int fields) {
        builder.startTable(fields);
        return new Table(builder);
    }

    /** A scalar is left out where it equals the default of the schema, which is 0 unless said otherwise. */
    Table int8(int field, int value) {
        return int8(field, value, 0);
    }

    Table int8(int field, int value, int schemaDefault) {
        builder.addByte(field, (byte) value, schemaDefault);
        return this;
    }

    Table int32(int field, int value) {
        return int32(field, value, 0);
    }

    Table int32(int field, int value, int schemaDefault) {
        builder.addInt(field, value, schemaDefault);
        return this;
    }

    Table float32(int field, float value) {
        builder.addFloat(field, value, 0);
        return this;
    }

    /** A string, a vector or another table. */
    Table offset(int field, int offset) {
        builder.addOffset(field, offset, 0);
        return this;
    }

    int end() {
        return builder.endTable();
    }

    static int int32s(FlatBufferBuilder builder, int... values) {
        builder.startVector(Integer.BYTES, values.length, Integer.BYTES);
        for (int i = values.length - 1; i >= 0; i--) {
            builder.addInt(values[i]);
        }
        return builder.endVector();
    }

    static int int64s(FlatBufferBuilder builder, long... values) {
        builder.startVector(Long.BYTES, values.length, Long.BYTES);
        for (int i = values.length - 1; i >= 0; i--) {
            builder.addLong(values[i]);
        }
        return builder.endVector();
    }

    static int float32s(FlatBufferBuilder builder, float... values) {
        builder.startVector(Float.BYTES, values.length, Float.BYTES);
        for (int i = values.length - 1; i >= 0; i--) {
            builder.addFloat(values[i]);
        }
        return builder.endVector();
    }

    /** Bytes that start at a multiple of 16, as the schema demands of tensor data. */
    static int aligned(FlatBufferBuilder builder, byte[] bytes) {
        builder.startVector(1, bytes.length, 16);
        for (int i = bytes.length - 1; i >= 0; i--) {
            builder.addByte(bytes[i]);
        }
        return builder.endVector();
    }

    static int offsets(FlatBufferBuilder builder, List<Integer> offsets) {
        return builder.createVectorOfTables(
                offsets.stream().mapToInt(Integer::intValue).toArray());
    }

    static long[] repeat(long value, int times) {
        long[] values = new long[times];
        Arrays.fill(values, value);
        return values;
    }
}
