package dev.tinywright.codegen;

import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.PictureProgram;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.tensor.Quantization;
import java.util.List;
import java.util.Map;

/** The input stage in C: {@code prepare()}, its tables, and what it is called with. */
interface InputStage {
    /** Constants, in the order of their definition. */
    List<Map<String, Object>> tables();

    /** The body of {@code prepare()}. */
    List<String> statements();

    /** Bytes of the constants. */
    int bytes();

    /** Files of the runtime that the body needs beside that of the call in {@link InputMemory}. */
    List<String> kernels();

    /** Returns the stage of a model whose name the kernels' names begin with. */
    static InputStage of(String model, FrontEnd front, Quantization input) {
        return switch (front) {
            case InputProgram program -> new InputSection(model, program, input);
            case WindowProgram program -> new WindowSection(model, program, input);
            case PictureProgram program -> new PictureSection(model, program, input);
            default -> throw new IllegalArgumentException("no C for " + front.getClass());
        };
    }

    /** Returns what a caller passes, in C: readings, samples or pixels. */
    static String argument(InputFormat format) {
        return switch (format) {
            case InputFormat.Readings _ -> "readings";
            case InputFormat.Window _ -> "samples";
            case InputFormat.Picture _ -> "pixels";
        };
    }
}
