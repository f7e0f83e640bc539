package dev.tinywright.codegen;

import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.PictureProgram;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.lower.KernelCall;
import dev.tinywright.lower.Overlap;
import java.util.List;

/**
 * What the input stage needs in the array of buffers.
 *
 * @param columns int32 numbers that it makes the network's input of; 0 where it makes it of what the caller passes
 * @param call that makes the input
 */
public record InputMemory(int columns, KernelCall call) {

    /** Returns the memory of a table of readings with this many features. */
    public static InputMemory ofTable(int features) {
        return new InputMemory(features, call("tw_input", "prepare(readings, (int32_t *)(void *)({in0}), {out0});", 0));
    }

    /** Returns the memory of a front end. */
    public static InputMemory of(FrontEnd front) {
        return switch (front) {
            case InputProgram program -> ofTable(program.featureNames().size());
            case PictureProgram _ -> new InputMemory(0, call("tw_picture_s8", "prepare(pixels, {out0});", 0));
            case WindowProgram program -> window(program);
            default -> throw new IllegalArgumentException("no C for " + front.getClass());
        };
    }

    private static InputMemory window(WindowProgram program) {
        WindowMemory memory = WindowMemory.of(program);
        String statement = "prepare(samples, " + (memory.columns() > 0 ? "(int32_t *)(void *)({in0}), " : "")
                + (memory.scratchBytes() > 0 ? "{scratch}, " : "") + "{out0});";
        return new InputMemory(memory.columns(), call("tw_samples_s8", statement, memory.scratchBytes()));
    }

    /** Returns the parameters of {@code prepare()}, in C. */
    String parameters(InputFormat format) {
        return "const " + format.element().c() + " *" + InputStage.argument(format) + ", "
                + (columns > 0 ? "int32_t *columns, " : "")
                + (call.scratchBytes() > 0 ? "int8_t *scratch, " : "")
                + "int8_t *x";
    }

    private static KernelCall call(String kernel, String statement, int scratchBytes) {
        boolean hasColumns = statement.contains("{in0}");
        return new KernelCall(
                kernel,
                List.of(),
                statement,
                scratchBytes,
                hasColumns ? List.of(new Overlap(0, 0)) : List.of(),
                0,
                0,
                0,
                hasColumns ? "columns of fixed point, see above" : "straight from what is passed, see above");
    }
}
