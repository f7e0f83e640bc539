package dev.tinywright.lower;

import dev.tinywright.tensor.Rounding;

/**
 * What is compiled for.
 *
 * @param core decides which kernels there are
 * @param optimize decides which of them is taken
 * @param rounding how sums come back to int8
 */
public record Target(Core core, Optimize optimize, Rounding rounding) {
    /** Kinds of cores that differ in their kernels. */
    public enum Core {
        /** Any C99 compiler. */
        PORTABLE,
        /** Cortex-M0, M0+, M3, M23 and RV32IM: plain C, few registers, no packed arithmetic. */
        PLAIN,
        /** Armv7E-M, and Armv8-M with the DSP extension: Cortex-M4, M7, M33. */
        DSP,
        /** Armv8.1-M with Helium: Cortex-M52, M55, M85. */
        MVE,
        /** AVR: constants in program memory, 8-bit registers. */
        AVR
    }

    public enum Optimize {
        SPEED,
        SIZE,
        MEMORY
    }

    public static Target of(Core core) {
        return new Target(core, Optimize.SPEED, Rounding.DOUBLE);
    }
}
