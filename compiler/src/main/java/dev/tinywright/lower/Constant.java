package dev.tinywright.lower;

/**
 * A constant of the generated C, in flash.
 *
 * @param suffix of its name, which is the call's id and this: {@code weights} makes {@code conv1_weights}
 * @param type {@code int8_t}, {@code int16_t}, {@code int32_t}, {@code uint32_t}; or the type of a kernel's parameters, then
 *     {@code body} is used
 * @param values of an array, in the order that the kernel reads them
 * @param body of a structure: designated initializers, a line each, as {@code .input_zero = -3,}; other constants of the
 *     same call are named <code>{id}_weights</code>. Empty for an array
 * @param alignment in bytes
 * @param operand whether the kernel reads it as it reads an activation, not by the means of {@code tw_memory.h}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Constant(String suffix, String type, long[] values, String body, int alignment, boolean operand) {
    public Constant(String suffix, String type, long[] values, String body, int alignment) {
        this(suffix, type, values, body, alignment, false);
    }

    /** An array that is read a word at a time. */
    public static Constant array(String suffix, String type, long[] values) {
        return new Constant(suffix, type, values, "", 4);
    }

    public static Constant int8(String suffix, byte[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return array(suffix, "int8_t", wide);
    }

    /** What stands where another node's output could stand. */
    public static Constant operand(String suffix, byte[] bytes) {
        Constant array = int8(suffix, bytes);
        return new Constant(suffix, array.type, array.values, array.body, array.alignment, true);
    }

    public static Constant int32(String suffix, int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return array(suffix, "int32_t", wide);
    }

    /** The parameters of a call, such as {@code tw_conv} with {@code .strideY = 2,} and so on, a line each. */
    public static Constant parameters(String suffix, String type, String body) {
        return new Constant(suffix, type, new long[0], body, 4);
    }

    /** Size of an array's elements together. */
    public long bytes() {
        int width =
                switch (type) {
                    case "int8_t", "uint8_t" -> 1;
                    case "int16_t", "uint16_t" -> 2;
                    default -> 4;
                };
        return (long) width * values.length;
    }

    public boolean isArray() {
        return body.isEmpty();
    }
}
