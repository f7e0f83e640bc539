package dev.tinywright.tflite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a FlatBuffers file, read by field number: number n is the n-th field of the table in the schema. A field that
 * is not there has its default. Whatever lies outside the file, or a field outside its table, is an error.
 *
 * @param vtable where the offsets of the fields are
 * @param vtableBytes 0 for a table without fields that stands for one that is not there
 */
record FlatTable(FlatFile file, long position, long vtable, int vtableBytes, int tableBytes) {
    private static final int VTABLE_HEADER = 4;

    /** Returns the table that the file starts with. */
    static FlatTable root(FlatFile file) {
        return at(file, file.uint32(0));
    }

    /** Returns a table whose fields all have their defaults. */
    static FlatTable empty(FlatFile file) {
        return new FlatTable(file, 0, 0, 0, 0);
    }

    private static FlatTable at(FlatFile file, long position) {
        file.charge(Integer.BYTES);
        long vtable = position - file.int32(position);
        int vtableBytes = file.uint16(vtable);
        int tableBytes = file.uint16(vtable + 2);
        if (vtableBytes < VTABLE_HEADER || vtable + vtableBytes > file.length()) {
            throw file.corrupt("the vtable at byte " + vtable + " has " + vtableBytes + " bytes");
        }
        if (tableBytes < Integer.BYTES || position + tableBytes > file.length()) {
            throw file.corrupt("the table at byte " + position + " has " + tableBytes + " bytes");
        }
        return new FlatTable(file, position, vtable, vtableBytes, tableBytes);
    }

    int int8(int field) {
        long at = field(field, Byte.BYTES);
        return at == 0 ? 0 : (byte) file.uint8(at);
    }

    int uint8(int field) {
        return int8(field) & 0xff;
    }

    boolean bool(int field) {
        return int8(field) != 0;
    }

    int int32(int field, int schemaDefault) {
        long at = field(field, Integer.BYTES);
        return at == 0 ? schemaDefault : file.int32(at);
    }

    int int32(int field) {
        return int32(field, 0);
    }

    long uint32(int field) {
        return Integer.toUnsignedLong(int32(field));
    }

    long int64(int field) {
        long at = field(field, Long.BYTES);
        return at == 0 ? 0 : file.int64(at);
    }

    float float32(int field) {
        long at = field(field, Float.BYTES);
        return at == 0 ? 0 : file.float32(at);
    }

    Optional<FlatTable> table(int field) {
        long at = field(field, Integer.BYTES);
        return at == 0 ? Optional.empty() : Optional.of(at(file, at + file.uint32(at)));
    }

    /** Returns a table, or one with defaults. */
    FlatTable tableOrEmpty(int field) {
        return table(field).orElse(empty(file));
    }

    /** Returns a vector of tables. */
    List<FlatTable> tables(int field, int limit, String what) {
        Vector vector = vector(field, Integer.BYTES);
        if (vector.count() > limit) {
            throw file.corrupt(vector.count() + " " + what + ", the most is " + limit);
        }
        List<FlatTable> tables = new ArrayList<>();
        for (long at = vector.start(); at < vector.end(); at += Integer.BYTES) {
            tables.add(at(file, at + file.uint32(at)));
        }
        return tables;
    }

    int[] int32s(int field) {
        Vector vector = decoded(field, Integer.BYTES);
        int[] values = new int[(int) vector.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.int32(vector.at(i));
        }
        return values;
    }

    long[] int64s(int field) {
        Vector vector = decoded(field, Long.BYTES);
        long[] values = new long[(int) vector.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.int64(vector.at(i));
        }
        return values;
    }

    float[] float32s(int field) {
        Vector vector = decoded(field, Float.BYTES);
        float[] values = new float[(int) vector.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.float32(vector.at(i));
        }
        return values;
    }

    /** Returns a text, with U+FFFD for what is not UTF-8: names are for reading only. */
    String string(int field) {
        Vector vector = decoded(field, Byte.BYTES);
        return StandardCharsets.UTF_8
                .decode(file.slice(vector.start(), vector.count()))
                .toString();
    }

    /** Returns a view of a vector of bytes, not a copy. */
    ByteBuffer bytes(int field) {
        Vector vector = vector(field, Byte.BYTES);
        return file.slice(vector.start(), vector.count());
    }

    private Vector decoded(int field, int width) {
        Vector vector = vector(field, width);
        file.charge(vector.count() * width);
        return vector;
    }

    private Vector vector(int field, int width) {
        long at = field(field, Integer.BYTES);
        if (at == 0) {
            return new Vector(0, 0, width);
        }
        long start = at + file.uint32(at);
        Vector vector = new Vector(start + Integer.BYTES, file.uint32(start), width);
        if (vector.end() > file.length()) {
            throw file.corrupt(
                    "a vector of " + vector.count() + " entries at byte " + start + " ends outside the file");
        }
        return vector;
    }

    /** Returns where a field is, or 0. */
    private long field(int field, int width) {
        int entry = VTABLE_HEADER + 2 * field;
        int offset = entry + 2 <= vtableBytes ? file.uint16(vtable + entry) : 0;
        if (offset == 0) {
            return 0;
        }
        if (offset < Integer.BYTES || offset + width > tableBytes) {
            throw file.corrupt("field " + field + " of the table at byte " + position + " lies outside the table");
        }
        return position + offset;
    }

    private record Vector(long start, long count, int width) {
        long end() {
            return start + count * width;
        }

        long at(int index) {
            return start + (long) index * width;
        }
    }
}
