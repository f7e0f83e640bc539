package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Elements of a tensor in an array of its bytes. */
final class Elements {
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT32 =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private Elements() {}

    static int get(byte[] bytes, DataType type, int index) {
        return switch (type) {
            case INT8 -> bytes[index];
            case UINT8 -> bytes[index] & 0xff;
            case INT16 -> (short) INT16.get(bytes, 2 * index);
            case INT32 -> (int) INT32.get(bytes, 4 * index);
            case INT64 -> Math.toIntExact((long) INT64.get(bytes, 8 * index));
            case FLOAT32 -> throw new IllegalArgumentException("float32 has no whole elements");
        };
    }

    /** Stores a value that is in the type's range. */
    static void put(byte[] bytes, DataType type, int index, int value) {
        switch (type) {
            case INT8, UINT8 -> bytes[index] = (byte) value;
            case INT16 -> INT16.set(bytes, 2 * index, (short) value);
            case INT32 -> INT32.set(bytes, 4 * index, value);
            case INT64 -> INT64.set(bytes, 8 * index, (long) value);
            case FLOAT32 -> throw new IllegalArgumentException("float32 has no whole elements");
        }
    }

    static float getFloat(byte[] bytes, int index) {
        return (float) FLOAT32.get(bytes, 4 * index);
    }

    static void putFloat(byte[] bytes, int index, float value) {
        FLOAT32.set(bytes, 4 * index, value);
    }

    /** Smallest of a whole type's values. */
    static int lowest(DataType type) {
        return switch (type) {
            case INT8 -> Byte.MIN_VALUE;
            case UINT8 -> 0;
            case INT16 -> Short.MIN_VALUE;
            default -> Integer.MIN_VALUE;
        };
    }

    /** Largest of a whole type's values. */
    static int highest(DataType type) {
        return switch (type) {
            case INT8 -> Byte.MAX_VALUE;
            case UINT8 -> 255;
            case INT16 -> Short.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
    }
}
