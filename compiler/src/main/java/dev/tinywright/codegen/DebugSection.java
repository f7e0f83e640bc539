package dev.tinywright.codegen;

import dev.tinywright.contract.Contract;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.WindowProgram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the switches for debugging and monitoring turn on in the generated code: names of layers, rows with the scores that
 * {@link dev.tinywright.reference.Reference} gives, trained ranges.
 */
final class DebugSection {
    private static final int MOST_SAMPLES = 8;
    private static final int MADE = 2;
    /** Inferences, the histogram of eight bins. */
    private static final int MONITOR_BYTES = 4 + 8 * 2;
    /** Below, above, missing. */
    private static final int MONITOR_BYTES_PER_READING = 3 * 2;

    /** Under 300 bytes with the flag beside the counters. */
    private static final int MONITOR_LIMIT = 296;

    private DebugSection() {}

    /** Returns the values of the templates debug.h, debug.c and selftest.c. */
    static Map<String, Object> values(Deployable model, List<String> layers, String name, Contract contract) {
        boolean isTable = model.inputs().format() instanceof InputFormat.Readings;
        List<List<Float>> samples = isTable ? samples(model, contract) : made(model);
        int readings = contract.inputs().size();
        boolean each = MONITOR_BYTES + readings * MONITOR_BYTES_PER_READING < MONITOR_LIMIT;
        return Map.ofEntries(
                Map.entry("goldenSteps", steps(model)),
                Map.entry("layerCount", layers.size()),
                Map.entry("layerNames", layers.stream().map(CText::string).toList()),
                Map.entry("lastLayer", layers.getLast()),
                Map.entry("faultText", "fault in " + name + " layer 1 (" + layers.get(1) + ")"),
                Map.entry("goldenCount", samples.size()),
                Map.entry(
                        "goldenReadings",
                        isTable ? samples.stream().map(DebugSection::bits).collect(Collectors.joining("\n")) : ""),
                Map.entry(
                        "goldenScores",
                        samples.stream().map(row -> scores(model, row)).collect(Collectors.joining("\n"))),
                Map.entry("monitored", each ? readings : 1),
                Map.entry(
                        "monitoredComment",
                        each
                                ? "each reading is counted on its own"
                                : "too many to count each on its own: all readings together"),
                Map.entry("ranges", ranges(contract)));
    }

    /** Returns the model's own samples, or else the ends and the middle of the trained ranges, and nothing but gaps. */
    private static List<List<Float>> samples(Deployable model, Contract contract) {
        if (!model.samples().isEmpty()) {
            return model.samples()
                    .subList(0, Math.min(MOST_SAMPLES, model.samples().size()));
        }
        List<Contract.Input> inputs = contract.inputs();
        return List.of(
                inputs.stream().map(Contract.Input::low).toList(),
                inputs.stream().map(Contract.Input::high).toList(),
                inputs.stream().map(input -> input.low() / 2 + input.high() / 2).toList(),
                Collections.nCopies(inputs.size(), Float.NaN));
    }

    /** Returns windows or pictures of noise, as the self-test makes them: to build real ones in would take too much flash. */
    private static List<List<Float>> made(Deployable model) {
        InputFormat format = model.inputs().format();
        List<Float> steps = noiseSteps(model);
        List<List<Float>> all = new ArrayList<>();
        for (int row = 1; row <= MADE; row++) {
            int state = row;
            List<Float> example = new ArrayList<>();
            for (int i = 0; i < format.values(); i++) {
                state = state * 1_664_525 + 1_013_904_223; // Knuth and Lewis; Press et al., Numerical Recipes
                example.add(
                        switch (format.element()) {
                            case UINT8 -> (float) (state >>> 24);
                            case INT16 -> (float) (state >> 16);
                            case FLOAT32 -> (state >> 16) * steps.get(i % steps.size());
                        });
            }
            all.add(example);
        }
        return all;
    }

    /** One step of each channel's fixed point: noise fills the range of training. */
    private static List<Float> noiseSteps(Deployable model) {
        return model.inputs() instanceof WindowProgram program
                ? program.channels().stream()
                        .map(channel -> Math.max(Float.MIN_NORMAL, Math.scalb(1f, -channel.point())))
                        .toList()
                : List.of();
    }

    private static String steps(Deployable model) {
        return CText.lines(noiseSteps(model).stream().map(CText::number).toList());
    }

    private static String bits(List<Float> row) {
        HexFormat hex = HexFormat.of();
        List<String> words = row.stream()
                .map(value -> "0x" + hex.toHexDigits(Float.floatToIntBits(value)) + "u")
                .toList();
        return CText.lines(words);
    }

    private static String scores(Deployable model, List<Float> row) {
        float[] readings = new float[row.size()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = row.get(i);
        }
        byte[] input = model.inputs().networkInput(readings, model.network().input());
        List<String> scores = new ArrayList<>();
        for (byte score : model.network().run(input)) {
            scores.add(Byte.toString(score));
        }
        return CText.lines(scores);
    }

    /** What is not known limits nothing. */
    private static String ranges(Contract contract) {
        List<List<String>> rows = contract.inputs().stream()
                .map(input -> List.of(
                        CText.number(input.rangeKnown() ? input.low() : -Float.MAX_VALUE),
                        CText.number(input.rangeKnown() ? input.high() : Float.MAX_VALUE)))
                .toList();
        return CText.rows(
                rows, contract.inputs().stream().map(Contract.Input::name).toList());
    }
}
