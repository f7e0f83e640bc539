package dev.tinywright.signal;

import java.util.List;

/**
 * A block in C.
 *
 * @param kernel file of the runtime that has the function, such as {@code tw_spectrum}; what it includes comes along
 * @param constants written before the call, {@code static const} arrays in flash, in this order
 * @param statement the call, with holes: {@code {in}} samples, {@code const int16_t *}; {@code {out}} samples of a filter,
 *     {@code int16_t *}, which may be where the input is, or columns of an extractor, {@code int32_t *}; {@code {scratch}} a
 *     {@code void *}, a multiple of 8; {@code {id}} prefix of the constants' names, {@code {tw}} prefix of the runtime's names
 * @param scratchBytes that the call needs beside in and out; 0 where the statement has no such hole
 */
public record BlockCode(String kernel, List<Constant> constants, String statement, int scratchBytes) {
    public BlockCode {
        constants = List.copyOf(constants);
    }

    /** Returns the bytes of the constants in flash. */
    public int constantBytes() {
        return constants.stream()
                .mapToInt(constant -> constant.rows().size() * constant.rowBytes())
                .sum();
    }

    /**
     * An array.
     *
     * @param type of an element in C, with {@code {tw}} before names of the runtime: {@code int16_t}, {@code {tw}mel}
     * @param name after {@code {id}_}
     * @param rows one for each element; a number has one field, a struct several, which may have the holes {@code {id}} for
     *     constants before this one
     * @param rowBytes of one element, on a core with 32-bit pointers
     */
    public record Constant(String comment, String type, String name, List<List<String>> rows, int rowBytes) {
        public Constant {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
