package dev.tinywright.lower;

import java.util.ArrayList;
import java.util.List;

/**
 * Operands for kernels that read them as they read activations. AVR has instructions of its own for constants, which lie in
 * program memory; so a call gets copies of them in its working memory.
 */
final class ConstantsInRam {
    private ConstantsInRam() {}

    /** Returns the same call with copies of all arrays that its statement names; all are int8. */
    static KernelCall of(KernelCall call) {
        List<String> copies = new ArrayList<>();
        String statement = call.statement();
        int offset = call.scratchBytes();
        for (Constant constant : call.constants()) {
            String name = "{id}_" + constant.suffix();
            if (constant.isArray()) {
                String copy = "((int8_t *){scratch} + " + offset + ")";
                copies.add("for (int32_t i = 0; i < %d; i++) {\n        %s[i] = TW_FLASH_S8(%s + i);\n    }\n    "
                        .formatted(constant.bytes(), copy, name));
                statement = statement.replace(name, copy);
                offset += Math.toIntExact(constant.bytes());
            }
        }
        return new KernelCall(
                call.kernel(),
                call.constants(),
                String.join("", copies) + statement,
                offset,
                call.overlaps(),
                call.macs(),
                call.instructions(),
                call.codeBytes(),
                call.why());
    }
}
