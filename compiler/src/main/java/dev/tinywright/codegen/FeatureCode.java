package dev.tinywright.codegen;

import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model's code that can be asked for its features alone: {@code NAME_features()} calls the statements and tables of {@code
 * prepare()}, and hands over what a network's answer may hide.
 *
 * <p>An answer is the columns, little-endian int32, where the input stage makes any, then the network's int8 input.
 *
 * @param source the model's code with the function added, header and all
 * @param inputs the front end in Java, whose bits the code must give
 * @param quantization of the network's input
 * @param columns int32 numbers of an answer
 * @param features int8 numbers of an answer
 */
public record FeatureCode(CSource source, FrontEnd inputs, Quantization quantization, int columns, int features) {
    private static final String HEADING = """

            /* ---- The features alone, for their proof -------------------------------------------------------------- */

            """;

    private static final String COPY = """
            static void copy_bytes(const int8_t *from, int32_t bytes, int8_t *to) {
                for (int32_t i = 0; i < bytes; i++) {
                    to[i] = from[i];
                }
            }

            """;

    /** Returns the code of a model with the function added. */
    public static FeatureCode of(CSource model, FrontEnd inputs) {
        Quantization quantization = model.contract().input().quantization();
        InputMemory memory = InputMemory.of(inputs);
        int features = inputs.shape().stream().reduce(1, Math::multiplyExact);
        boolean sliced = inputs instanceof WindowProgram window
                && WindowMemory.of(window).isSliced();
        int columns = sliced ? features : memory.columns();
        String declaration = "void %s_features(const %s *%s, int8_t *features)"
                .formatted(model.name(), inputs.format().element().c(), InputStage.argument(inputs.format()));
        SortedMap<String, String> files = new TreeMap<>(model.files());
        files.computeIfPresent(
                model.name() + ".h", (_, text) -> text + "\n/* The features alone. */\n" + declaration + ";\n");
        files.computeIfPresent(
                model.name() + ".c",
                (_, text) -> text + HEADING + (columns > 0 ? COPY : "") + declaration + " {\n    "
                        + String.join("\n    ", body(model, inputs, columns, sliced)) + "\n}\n");
        CSource source = new CSource(
                model.name(),
                files,
                model.modelFiles(),
                model.arenaBytes(),
                model.weightBytes(),
                model.contract(),
                model.continuousBytes());
        return new FeatureCode(source, inputs, quantization, columns, features);
    }

    private static List<String> body(CSource model, FrontEnd inputs, int columns, boolean sliced) {
        InputMemory memory = InputMemory.of(inputs);
        int scratch = memory.call().scratchBytes();
        List<String> body = new ArrayList<>();
        if (memory.columns() > 0) {
            body.add("static int32_t columns[%s];".formatted(columns));
        }
        if (scratch > 0) {
            body.add("static int64_t words[%s];".formatted((scratch + 7) / 8));
            body.add("int8_t *const scratch = (int8_t *)words;");
        }
        body.add("int8_t *const x = &features[%s];".formatted(Integer.BYTES * columns));
        InputStage stage =
                InputStage.of(model.name(), inputs, model.contract().input().quantization());
        for (String statement : stage.statements()) {
            body.add(statement);
            if (sliced && statement.contains("make_row(")) {
                body.add("    " + rowCopy((WindowProgram) inputs));
            }
        }
        if (memory.columns() > 0) {
            body.add("copy_bytes((const int8_t *)columns, %s, features);".formatted(Integer.BYTES * columns));
        }
        return body;
    }

    /** A row's columns are gone when the next one is computed. */
    private static String rowCopy(WindowProgram window) {
        WindowMemory memory = WindowMemory.of(window);
        int bytes = Integer.BYTES * memory.slice().columns();
        return "copy_bytes(&scratch[%s], %s, &features[slice * %s]);".formatted(memory.windowBytes(), bytes, bytes);
    }

    /** Returns the bytes of an answer. */
    public int bytes() {
        return Integer.BYTES * columns + features;
    }

    /** Returns what the device must answer for an example. */
    public byte[] expected(float[] example) {
        ByteBuffer answer = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (columns > 0) {
            int[] values =
                    switch (inputs) {
                        case InputProgram table -> table.columns(example);
                        case WindowProgram window -> window.columns(example);
                        default -> throw new IllegalStateException("no columns of " + inputs.getClass());
                    };
            for (int value : values) {
                answer.putInt(value);
            }
        }
        return answer.put(inputs.networkInput(example, quantization)).array();
    }

    /** Returns which number of an answer a byte is of, in words: "column 3 (rms x)", "feature 17". */
    public String describe(int position) {
        boolean isColumn = position < Integer.BYTES * columns;
        int index = isColumn ? position / Integer.BYTES : position - Integer.BYTES * columns;
        String name = inputs instanceof InputProgram table
                ? " (" + table.featureNames().get(index) + ")"
                : "";
        return (isColumn ? "column " : "feature ") + index + name;
    }

    /** Returns a number of an answer. */
    public int value(byte[] answer, int position) {
        boolean isColumn = position < Integer.BYTES * columns;
        return isColumn
                ? ByteBuffer.wrap(answer)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(position / Integer.BYTES * Integer.BYTES)
                : answer[position];
    }

    /** Returns what one example is. */
    public InputFormat format() {
        return inputs.format();
    }
}
