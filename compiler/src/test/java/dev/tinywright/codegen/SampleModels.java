package dev.tinywright.codegen;

import dev.tinywright.compile.Compiler;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.lower.Target;
import dev.tinywright.model.Activation;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.RandomNetworks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded models for tests: random weights, but all that surrounds them is real. */
final class SampleModels {
    /** Readings on very different scales: offset, deviation. */
    private static final float[][] SCALES = {{0, 1}, {1000, 3}, {-5e6f, 2e6f}, {0, 1e-6f}, {4e9f, 1e8f}, {0.5f, 0}};

    static final float[] EXTREMES = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f,
        0x1p-100f,
        -0x1p66f,
        0x1p24f
    };

    private SampleModels() {}

    static float[][] rows(long seed, int count, int readings) {
        Random random = new Random(seed);
        float[][] rows = new float[count][readings];
        for (float[] row : rows) {
            for (int c = 0; c < readings; c++) {
                float[] scale = SCALES[c % SCALES.length];
                row[c] = scale[0] + scale[1] * (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** Like {@link #rows}, every other number replaced by an extreme one, any bits, or one far out of range. */
    static float[][] awkwardRows(long seed, int count, int readings) {
        Random random = new Random(seed);
        float[][] rows = rows(seed, count, readings);
        for (float[] row : rows) {
            for (int c = 0; c < readings; c++) {
                switch (random.nextInt(6)) {
                    case 0 -> row[c] = EXTREMES[random.nextInt(EXTREMES.length)];
                    case 1 -> row[c] = Float.intBitsToFloat(random.nextInt());
                    case 2 -> row[c] *= (float) Math.exp(random.nextDouble(-20, 20));
                    default -> {}
                }
            }
        }
        return rows;
    }

    static List<Reading> readings(int count) {
        List<Reading> all = List.of(
                new Reading("red", "lux"),
                new Reading("green light", "lux"),
                new Reading("int", ""),
                new Reading("Strömung */ \"x\" \\ ??/", "µA"),
                new Reading("1st", "Hz"),
                new Reading("constant", ""));
        return all.subList(0, count);
    }

    static InputProgram program(int readings, List<InputStep> steps) {
        return InputProgram.fit(readings(readings), rows(1, 400, readings), steps);
    }

    static Deployable deployable(String name, InputProgram program, List<String> labels, String ask) {
        int inputs = program.featureNames().size();
        Random random = new Random(inputs);
        TrainedModel model = new TrainedModel(List.of(
                RandomNetworks.dense(random, "hidden", inputs, 7, Activation.RELU, 1),
                RandomNetworks.dense(random, "logits", 7, labels.size(), Activation.NONE, 2)));
        float[][] features = Arrays.stream(rows(2, 300, program.readings().size()))
                .map(program::features)
                .toArray(float[][]::new);
        QuantizedModel network = Quantizer.quantize(model, features, 99.9);
        return new Deployable(
                name,
                program,
                network,
                labels,
                "1.0",
                ask,
                acquisition(program.readings().size()));
    }

    /** Returns the C of a model for any core. */
    static CSource source(Deployable model) {
        return source(model, Target.Core.PORTABLE);
    }

    static CSource source(Deployable model, Target.Core core) {
        return Compiler.compile(model, Target.of(core));
    }

    /** Returns what the training rows of {@link #program} say. */
    static Acquisition acquisition(int readings) {
        float[][] rows = rows(1, 400, readings);
        List<Acquisition.Range> ranges = new ArrayList<>();
        for (int c = 0; c < readings; c++) {
            int column = c;
            double[] values =
                    Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
            ranges.add(new Acquisition.Range((float) Arrays.stream(values).min().orElseThrow(), (float)
                    Arrays.stream(values).max().orElseThrow()));
        }
        return new Acquisition(ranges, List.of(List.of(0, 1)), OptionalDouble.of(62.5));
    }

    /** Returns a model of many readings and one hidden layer. */
    static Deployable wide(String name, int readings, int units) {
        List<Reading> names = IntStream.range(0, readings)
                .mapToObj(i -> new Reading("r" + i, ""))
                .toList();
        Random random = new Random(readings);
        float[][] rows = new float[50][readings];
        for (float[] row : rows) {
            for (int i = 0; i < readings; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        InputProgram program = InputProgram.fit(names, rows, List.of());
        TrainedModel model = new TrainedModel(List.of(
                RandomNetworks.dense(random, "hidden", readings, units, Activation.RELU, 1),
                RandomNetworks.dense(random, "logits", units, 2, Activation.NONE, 2)));
        QuantizedModel network = Quantizer.quantize(model, rows, 99.9);
        List<Acquisition.Range> ranges = Collections.nCopies(readings, new Acquisition.Range(-1, 1));
        Acquisition acquisition = new Acquisition(ranges, List.of(), OptionalDouble.empty());
        return new Deployable(name, program, network, List.of("no", "yes"), "1", "", acquisition);
    }
}
