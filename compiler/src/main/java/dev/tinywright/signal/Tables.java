package dev.tinywright.signal;

import java.util.Arrays;
import java.util.List;

/** Tables of numbers as constants in C. */
final class Tables {
    private Tables() {}

    static BlockCode.Constant int16(String comment, String name, int[] values) {
        return of(comment, "int16_t", name, values, Short.BYTES);
    }

    static BlockCode.Constant int32(String comment, String name, int[] values) {
        return of(comment, "int32_t", name, values, Integer.BYTES);
    }

    private static BlockCode.Constant of(String comment, String type, String name, int[] values, int bytes) {
        List<List<String>> rows = Arrays.stream(values)
                .mapToObj(value -> List.of(Integer.toString(value)))
                .toList();
        return new BlockCode.Constant(comment, type, name, rows, bytes);
    }

    /** Returns an array of one struct, of fields of 32 bits. */
    static BlockCode.Constant settings(String comment, String type, List<String> fields) {
        return new BlockCode.Constant(comment, "{tw}" + type, "settings", List.of(fields), 4 * fields.size());
    }
}
