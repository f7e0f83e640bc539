package dev.tinywright.graph;

/** What the elements of a tensor are. */
public enum DataType {
    INT8(1, "int8_t"),
    UINT8(1, "uint8_t"),
    INT16(2, "int16_t"),
    INT32(4, "int32_t"),
    INT64(8, "int64_t"),
    FLOAT32(4, "float");

    private final int bytes;
    private final String c;

    DataType(int bytes, String c) {
        this.bytes = bytes;
        this.c = c;
    }

    /** Size of an element. */
    public int bytes() {
        return bytes;
    }

    /** Its type in C99. */
    public String c() {
        return c;
    }
}
