package dev.tinywright.tflite;

import dev.tinywright.diag.TinywrightException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a FlatBuffers file, each read checked against its end. Offsets may point many times at the same bytes, so that
 * a small file could stand for a huge one: what is decoded in all is limited by the length of the file.
 */
final class FlatFile {
    private final ByteBuffer bytes;
    private final String name;
    private long budget;

    FlatFile(byte[] bytes, String name) {
        this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.name = name;
        this.budget = 2L * bytes.length + 65_536;
    }

    String name() {
        return name;
    }

    int length() {
        return bytes.limit();
    }

    int uint8(long position) {
        return bytes.get(checked(position, Byte.BYTES)) & 0xff;
    }

    int uint16(long position) {
        return bytes.getShort(checked(position, Short.BYTES)) & 0xffff;
    }

    int int32(long position) {
        return bytes.getInt(checked(position, Integer.BYTES));
    }

    long uint32(long position) {
        return Integer.toUnsignedLong(int32(position));
    }

    long int64(long position) {
        return bytes.getLong(checked(position, Long.BYTES));
    }

    float float32(long position) {
        return bytes.getFloat(checked(position, Float.BYTES));
    }

    /** Returns a view, not a copy. */
    ByteBuffer slice(long position, long size) {
        return bytes.slice(checked(position, size), (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Counts bytes that are decoded into objects. */
    void charge(long decoded) {
        budget -= decoded;
        if (budget < 0) {
            throw corrupt("its tables refer to the same bytes again and again");
        }
    }

    TinywrightException corrupt(String what) {
        return TinywrightException.failed(
                "this is not a whole .tflite file: " + what, name, "convert or download the model again");
    }

    private int checked(long position, long size) {
        if (position < 0 || size < 0 || position + size > bytes.limit()) {
            throw corrupt("byte " + position + " and " + size + " from there are referred to, there are only "
                    + bytes.limit());
        }
        return (int) position;
    }
}
