package dev.tinywright.lower;

import java.util.ArrayList;
import java.util.List;

/** Puts a {@link KernelCall} together. */
final class PortableCall {
    private final String kernel;
    private final String statement;
    private final List<Constant> constants = new ArrayList<>();
    private final List<Overlap> overlaps = new ArrayList<>();
    private int scratchBytes;
    private long macs;
    private long instructions;
    private int codeBytes = 300;
    private String why = "plain C";

    private PortableCall(String kernel, String statement) {
        this.kernel = kernel;
        this.statement = statement;
    }

    static PortableCall of(String kernel, String statement) {
        return new PortableCall(kernel, statement);
    }

    PortableCall constant(Constant constant) {
        constants.add(constant);
        return this;
    }

    PortableCall int8(String suffix, byte[] values) {
        return constant(Constant.int8(suffix, values));
    }

    /** The parameters of the call, {@code {id}_parameters}, which may refer to constants before it. */
    PortableCall parameters(String type, String... lines) {
        return constant(Constant.parameters("parameters", type, String.join("\n", lines)));
    }

    PortableCall overlap(Overlap overlap) {
        overlaps.add(overlap);
        return this;
    }

    PortableCall scratch(int bytes) {
        scratchBytes = bytes;
        return this;
    }

    PortableCall macs(long count) {
        macs = count;
        return this;
    }

    PortableCall instructions(long estimate) {
        instructions = estimate;
        return this;
    }

    PortableCall code(int bytes) {
        codeBytes = bytes;
        return this;
    }

    PortableCall why(String words) {
        why = words;
        return this;
    }

    KernelCall call() {
        return new KernelCall(
                kernel,
                constants,
                statement,
                scratchBytes,
                overlaps,
                macs,
                instructions,
                kernel.isEmpty() ? 0 : codeBytes,
                why);
    }
}
