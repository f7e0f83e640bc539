package dev.tinywright.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On AVR flash is an address space of its own, and operands are read from RAM: constant ones are copied there before the call. */
final class AvrOperands {
    private AvrOperands() {}

    static KernelCall copied(KernelCall call) {
        List<String> copies = new ArrayList<>();
        String statement = call.statement();
        int scratch = call.scratchBytes();
        for (Constant constant : call.constants()) {
            if (constant.operand()) {
                String copy = "({scratch} + " + scratch + ")";
                String name = "{id}_" + constant.suffix();
                statement = statement.replaceAll(Pattern.quote(name) + "\\b", Matcher.quoteReplacement(copy));
                copies.add("tw_flash_copy(" + name + ", " + constant.bytes() + ", " + copy + ");\n    ");
                scratch += Math.toIntExact(constant.bytes());
            }
        }
        return new KernelCall(
                call.kernel(),
                call.constants(),
                String.join("", copies) + statement,
                scratch,
                call.overlaps(),
                call.macs(),
                call.instructions(),
                call.codeBytes(),
                call.why());
    }
}
