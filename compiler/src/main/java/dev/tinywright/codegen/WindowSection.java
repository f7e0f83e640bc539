package dev.tinywright.codegen;

import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The input stage of a recording in C. */
final class WindowSection implements InputStage {
    private static final int CHANNEL_BYTES = 8;
    private static final int STEP_BYTES = 12;

    private final WindowProgram program;
    private final String tw;
    private final Tables tables = new Tables();
    private final List<String> statements = new ArrayList<>();

    WindowSection(String model, WindowProgram program, Quantization input) {
        this.program = program;
        this.tw = model + "_tw_";
        steps(input);
        raw(input);
    }

    private void raw(Quantization input) {
        int frames = program.format().frames();
        int channels = program.channels().size();
        if (isFloat()) {
            channels();
            statements.add("%ssamples_f32_s8(samples, %s, %s, input_channel, input_step, %s, x);"
                    .formatted(tw, frames, channels, input.zeroPoint()));
        } else {
            statements.add("%ssamples_s16_s8(samples, %s, %s, input_step, %s, x);"
                    .formatted(tw, frames, channels, input.zeroPoint()));
        }
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
                names(),
                STEP_BYTES);
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
        return List.of();
    }
}
