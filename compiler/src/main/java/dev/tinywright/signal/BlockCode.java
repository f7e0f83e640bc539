package dev.tinywright.signal;

import java.util.List;

/**
 * A block in C.
 *
 * @param kernel file of the runtime that has the function, such as {@code tw_spectrum}
 * @param needs further files of the runtime it calls, such as {@code tw_fft}
 * @param constants written before the call, {@code static const}, in flash
 * @param statement the call, with holes: {@code {in}} int32_t* samples, {@code {out}} int32_t* columns, {@code {scratch}}
 *     void* aligned to 8, {@code {id}} prefix of the constants' names, {@code {tw}} prefix of the runtime's names
 * @param scratchBytes that the call needs beside in and out
 */
public record BlockCode(
        String kernel, List<String> needs, List<Constant> constants, String statement, int scratchBytes) {
    public BlockCode {
        needs = List.copyOf(needs);
        constants = List.copyOf(constants);
    }

    /**
     * An array or struct.
     *
     * @param type in C, with {@code {tw}} before names of the runtime: {@code int16_t}, {@code {tw}mel_band}
     * @param name after {@code {id}_}
     * @param rows one element each; an element of a struct has several fields
     * @param rowBytes of one element
     */
    public record Constant(String comment, String type, String name, List<List<String>> rows, int rowBytes) {
        public Constant {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
