package dev.tinywright.codegen;

import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.signal.BlockCode;
import dev.tinywright.signal.SignalBlock;
import dev.tinywright.signal.SliceBlock;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The input stage of a recording in C. */
final class WindowSection implements InputStage {
    private static final int CHANNEL_BYTES = 8;
    private static final int STEP_BYTES = 12;

    private final WindowProgram program;
    private final WindowMemory memory;
    private final String tw;
    private final Tables tables = new Tables();
    private final List<String> statements = new ArrayList<>();
    private final List<String> kernels = new ArrayList<>();
    /** The body of what makes a row of a slice; empty where there are no slices. */
    private final List<String> row = new ArrayList<>();
    /** The body of what prepares the last window of a stream. */
    private final List<String> windowStatements = new ArrayList<>();

    WindowSection(String model, WindowProgram program, Quantization input) {
        this.program = program;
        this.memory = WindowMemory.of(program);
        this.tw = model + "_tw_";
        if (isFloat()) {
            channels();
        }
        List<String> blocks = blocks();
        steps(input);
        if (memory.isDirect()) {
            direct(input);
            windowStatements.add("%sring_s8(ring, %s, %s, ring_next, %s, input_step, %s, x);"
                    .formatted(
                            tw,
                            program.format().frames(),
                            program.channels().size(),
                            channelTable(),
                            input.zeroPoint()));
        } else if (memory.isSliced()) {
            slices(blocks.getLast(), input);
        } else {
            acquire();
            statements.addAll(blocks);
            quantize(input);
            windowStatements.add(statements.getFirst());
            windowStatements.add("%sring_window(ring, %s, %s, ring_next, %s, window);"
                    .formatted(tw, program.format().frames(), program.channels().size(), channelTable()));
            windowStatements.addAll(statements.subList(2, statements.size()));
        }
    }

    private String channelTable() {
        return isFloat() ? "input_channel" : "0";
    }

    /** What the template needs for continuous use. */
    Map<String, Object> stream(Streaming wanted, List<String> labels) {
        Map<String, Object> values = new HashMap<>();
        int sliceStride = memory.isSliced() ? memory.slice().strideFrames() : 1;
        Streaming streaming = wanted.aligned(sliceStride);
        values.put("sliced", memory.isSliced());
        values.put("rowStatements", row);
        values.put("windowStatements", windowStatements);
        values.put("stride", streaming.strideFrames());
        values.put("averageOver", streaming.averageOver());
        values.put("threshold", streaming.threshold());
        values.put("refractory", streaming.refractoryWindows());
        values.put(
                "quiet",
                IntStream.range(0, labels.size())
                        .mapToObj(k -> streaming.quiet().contains(k) ? "1" : "0")
                        .collect(Collectors.joining(", ")));
        if (memory.isSliced()) {
            SliceBlock block = memory.slice();
            values.put("slices", block.slices());
            values.put("sliceFrames", block.sliceFrames());
            values.put("sliceStride", sliceStride);
            values.put("sliceColumns", block.columns());
        }
        return values;
    }

    /** Returns the static RAM that continuous use takes: the ring, and the shares that are averaged with their counters. */
    int streamBytes(Streaming streaming, int classes) {
        int channels = program.channels().size();
        int counters = 16;
        int ring = program.format().values() * Short.BYTES;
        if (memory.isSliced()) {
            SliceBlock block = memory.slice();
            ring = block.slices() * block.columns() + block.sliceFrames() * channels * Short.BYTES;
        }
        return ring + streaming.averageOver() * classes + counters;
    }

    private void direct(Quantization input) {
        int frames = program.format().frames();
        int channels = program.channels().size();
        statements.add(
                isFloat()
                        ? "%ssamples_f32_s8(samples, %s, %s, input_channel, input_step, %s, x);"
                                .formatted(tw, frames, channels, input.zeroPoint())
                        : "%ssamples_s16_s8(samples, %s, input_step, %s, %s, x);"
                                .formatted(tw, frames * channels, channels, input.zeroPoint()));
    }

    /** The whole window in fixed point. */
    private void acquire() {
        statements.add("int16_t *const window = (int16_t *)(void *)scratch;");
        statements.add(
                isFloat()
                        ? "%ssamples_f32(samples, %s, %s, input_channel, window);"
                                .formatted(
                                        tw,
                                        program.format().frames(),
                                        program.channels().size())
                        : "%ssamples_s16(samples, %s, window);"
                                .formatted(tw, program.format().values()));
    }

    private void quantize(Quantization input) {
        boolean raw = program.extractors().isEmpty();
        statements.add("%s(%s, %s, input_step, %s, %s, x);"
                .formatted(
                        tw + (raw ? "samples_s16_s8" : "steps_s8"),
                        raw ? "window" : "columns",
                        raw ? program.format().values() : memory.columns(),
                        program.scales().size(),
                        input.zeroPoint()));
    }

    /** One slice after the other, so that there is never more than one in fixed point. */
    private void slices(String call, Quantization input) {
        SliceBlock block = memory.slice();
        int channels = program.channels().size();
        row.add("int32_t *const columns = (int32_t *)(void *)&scratch[%s];".formatted(memory.windowBytes()));
        row.add(call);
        row.add("%ssteps_s8(columns, %s, input_step, %s, %s, x);"
                .formatted(tw, block.columns(), block.columns(), input.zeroPoint()));
        statements.add("int16_t *const window = (int16_t *)(void *)scratch;");
        statements.add("for (int32_t slice = 0; slice < %s; slice++) {".formatted(block.slices()));
        statements.add("    %ssamples_s16(&samples[slice * %s], %s, window);"
                .formatted(tw, block.strideFrames() * channels, block.sliceFrames() * channels));
        statements.add("    make_row(window, scratch, &x[slice * %s]);".formatted(block.columns()));
        statements.add("}");
        windowStatements.add("(void)scratch; /* the rows are there */");
        windowStatements.add(
                "for (int32_t i = 0; i < %s; i++) {".formatted(block.output().size()));
        windowStatements.add("    x[i] = rows[(rows_next * %s + i) %% %s];"
                .formatted(block.columns(), block.output().size()));
        windowStatements.add("}");
    }

    /** Writes the constants of the blocks, and returns their calls. */
    private List<String> blocks() {
        List<String> calls = new ArrayList<>();
        int index = 0;
        int column = 0;
        for (SignalBlock block : program.blocks()) {
            boolean filter = index < program.filters().size();
            BlockCode code = memory.isSliced() ? memory.slice().sliceCode() : block.code();
            calls.add(call(code, "input_block" + ++index, filter ? "window" : column(column)));
            column += filter ? 0 : block.output().size();
            kernels.add(code.kernel());
        }
        return calls;
    }

    private static String column(int index) {
        return index == 0 ? "columns" : "&columns[" + index + "]";
    }

    private String call(BlockCode code, String id, String out) {
        for (BlockCode.Constant constant : code.constants()) {
            List<String> elements = constant.rows().stream()
                    .map(row -> named(row.size() == 1 ? row.getFirst() : "{" + String.join(", ", row) + "}", id))
                    .toList();
            tables.add(
                    named(constant.type(), id),
                    id + "_" + constant.name(),
                    constant.comment(),
                    elements.size(),
                    CText.lines(elements),
                    constant.rowBytes());
        }
        return named(code.statement(), id)
                .replace("{in}", "window")
                .replace("{out}", out)
                .replace("{scratch}", "(void *)&scratch[" + memory.blockScratch() + "]");
    }

    private String named(String text, String id) {
        return text.replace("{tw}", tw).replace("{id}", id);
    }

    private boolean isFloat() {
        return program.format().element() == InputFormat.Element.FLOAT32;
    }

    private void channels() {
        List<List<String>> rows = program.channels().stream()
                .map(channel -> List.of(CText.number(channel.point()), CText.number(channel.missing())))
                .toList();
        tables.rows(
                tw + "channel",
                "input_channel",
                "Channels: binary point, what stands for samples that are missing at the start.",
                rows,
                names(),
                CHANNEL_BYTES);
    }

    private void steps(Quantization input) {
        List<List<String>> rows = program.scales().stream()
                .map(scale -> {
                    Requantizer factor = scale.factor(input);
                    return List.of(
                            CText.number(scale.offset()),
                            CText.number(factor.multiplier()),
                            CText.number(factor.shift()));
                })
                .toList();
        tables.rows(
                tw + "step",
                "input_step",
                "Network input, scale " + input.scale() + ", zero point " + input.zeroPoint()
                        + ": offset, multiplier, shift.",
                rows,
                columnNames(),
                STEP_BYTES);
    }

    /** One for each scale. */
    private List<String> columnNames() {
        if (program.extractors().isEmpty()) {
            return names();
        }
        return program.extractors().stream()
                .flatMap(block -> IntStream.range(
                                0,
                                Math.min(block.output().size(), program.scales().size()))
                        .mapToObj(i ->
                                block.output().names().get(i % block.output().period())))
                .toList();
    }

    private List<String> names() {
        return program.format().channels().stream().map(WindowSection::title).toList();
    }

    private static String title(Reading channel) {
        return channel.unit().isBlank() ? channel.name() : channel.name() + " [" + channel.unit() + "]";
    }

    @Override
    public List<Map<String, Object>> tables() {
        return tables.all();
    }

    @Override
    public List<String> statements() {
        return statements;
    }

    @Override
    public int bytes() {
        return tables.bytes();
    }

    @Override
    public List<String> kernels() {
        return kernels;
    }
}
