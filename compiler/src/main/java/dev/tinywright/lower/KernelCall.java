package dev.tinywright.lower;

import java.util.List;

/**
 * A node as one call of a kernel.
 *
 * @param kernel stem of its files, {@code tw_conv_s8}: {@code runtime/src/tw_conv_s8.c}, {@code runtime/include/tw_conv_s8.h};
 *     empty where nothing is called, as for a reshape, whose output is its input
 * @param constants in the order of their definition
 * @param statement a C statement with holes: <code>{in0}</code>, <code>{in1}</code> … the node's activation inputs in order,
 *     constants not counted; <code>{out0}</code> … its outputs; <code>{scratch}</code>; <code>{state}</code>, or
 *     <code>{state0}</code>, <code>{state1}</code> … where there are several; <code>{id}</code> the prefix of its
 *     constants
 * @param scratchBytes working memory, aligned to 8 bytes; 0 for none
 * @param overlaps inputs that the output may lie upon; empty: it lies apart from all
 * @param macs multiplications with weights that the kernel carries out
 * @param instructions what it is estimated to execute on the target's core
 * @param codeBytes what its code is estimated to take, counted once for each kernel
 * @param why a few words on the choice, which become a comment: "pairs of channels, 2 pixels at a time"
 */
public record KernelCall(
        String kernel,
        List<Constant> constants,
        String statement,
        int scratchBytes,
        List<Overlap> overlaps,
        long macs,
        long instructions,
        int codeBytes,
        String why) {
    public KernelCall {
        constants = List.copyOf(constants);
        overlaps = List.copyOf(overlaps);
    }

    /** Whether the kernel reads its constants by the means of tw_memory.h, without which an AVR finds others there. */
    public boolean isForAvr() {
        return !kernel.matches("tw_.*_(dsp|mve)_s8");
    }

    /** Bytes of constants, parameters not counted. */
    public long constantBytes() {
        return constants.stream()
                .filter(Constant::isArray)
                .mapToLong(Constant::bytes)
                .sum();
    }
}
