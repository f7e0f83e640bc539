package dev.tinywright.codegen;

import dev.tinywright.features.PictureAxis;
import dev.tinywright.features.PictureProgram;
import dev.tinywright.tensor.Quantization;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The input stage of a picture in C. */
final class PictureSection implements InputStage {
    private static final int SPAN_BYTES = 8;
    private static final int PICTURE_BYTES = 12;

    private final PictureProgram program;
    private final String tw;
    private final Tables tables = new Tables();
    private final String statement;

    PictureSection(String model, PictureProgram program, Quantization input) {
        this.program = program;
        this.tw = model + "_tw_";
        byte[] table = program.table(input);
        String title = "What becomes of a pixel, channel by channel; network input of scale " + input.scale()
                + ", zero point " + input.zeroPoint() + ".";
        String body = CText.numbers(
                IntStream.range(0, table.length).mapToLong(i -> table[i]).toArray());
        tables.add("int8_t", "input_pixel", title, table.length, body, 1);
        this.statement = program.isPlain() ? plain() : scaled();
    }

    private String plain() {
        return "%spixels_s8(pixels, %s, %s, input_pixel, x);"
                .formatted(tw, program.format().values(), program.format().channels());
    }

    private String scaled() {
        axis("input_row", "Rows", program.rows());
        axis("input_column", "Columns", program.columns());
        String parameters = "    {%s, %s, %s, %s, %su}"
                .formatted(
                        program.rows().spans().size(),
                        program.columns().spans().size(),
                        program.rows().inner(),
                        program.columns().inner(),
                        program.reciprocal());
        tables.add(
                tw + "picture",
                "input_picture",
                "Rows, columns, weights of inner ones, 2^32 / sum of weights.",
                1,
                parameters,
                PICTURE_BYTES);
        return "%spicture_s8(pixels, %s, %s, input_picture, input_row, input_column, %s, input_pixel, x);"
                .formatted(tw, program.format().width(), program.format().channels(), program.isGrey() ? 1 : 0);
    }

    private void axis(String name, String what, PictureAxis axis) {
        List<String> spans = axis.spans().stream()
                .map(span -> "{%s, %s, %s, %s}".formatted(span.start(), span.count(), span.first(), span.last()))
                .toList();
        tables.add(
                tw + "span",
                name,
                what + ": first input, how many, weight of the first, of the last.",
                spans.size(),
                CText.lines(spans),
                SPAN_BYTES);
    }

    @Override
    public List<Map<String, Object>> tables() {
        return tables.all();
    }

    @Override
    public List<String> statements() {
        return List.of(statement);
    }

    @Override
    public int bytes() {
        return tables.bytes();
    }

    @Override
    public List<String> kernels() {
        return List.of();
    }
}
