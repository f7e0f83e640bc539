package dev.tinywright.firmware;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.CGenerator;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.process.Command;
import dev.tinywright.quantize.IntegerReference;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Seeded models for tests: random weights, but all that is made of them is real. */
public record RandomModel(InputProgram inputs, QuantizedModel network, CSource source) {

    /** @param units of the hidden layers and of the last, one per class */
    public static RandomModel of(long seed, int readings, List<InputStep> steps, Integer... units) {
        List<Reading> names = IntStream.range(0, readings)
                .mapToObj(i -> new Reading("reading " + i, "mV"))
                .toList();
        InputProgram inputs = InputProgram.fit(names, rows(seed, 200, readings), steps);
        float[][] features = Arrays.stream(rows(seed + 1, 100, readings))
                .map(inputs::features)
                .toArray(float[][]::new);
        List<Integer> all = List.of(units);
        QuantizedModel network =
                Quantizer.quantize(weights(seed, inputs.featureNames().size(), all), features, 99.9);
        List<String> labels =
                IntStream.range(0, all.getLast()).mapToObj(i -> "class " + i).toList();
        return new RandomModel(
                inputs,
                network,
                CGenerator.generate(new Deployable("fruit", inputs, network, labels, "1.0", "Tell fruit apart")));
    }

    private static TrainedModel weights(long seed, int features, List<Integer> units) {
        Random random = new Random(seed);
        List<DenseWeights> layers = new ArrayList<>();
        int before = features;
        for (int i = 0; i < units.size(); i++) {
            int after = units.get(i);
            layers.add(new DenseWeights(
                    "dense" + i,
                    before,
                    after,
                    gaussians(random, before * after, Math.sqrt(2.0 / before)),
                    gaussians(random, after, 0.3),
                    i == units.size() - 1 ? Activation.NONE : Activation.RELU));
            before = after;
        }
        return new TrainedModel(layers);
    }

    private static float[] gaussians(Random random, int n, double deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Standard normal readings, (rows, readings). */
    public static float[][] rows(long seed, int count, int readings) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(row -> gaussians(random, readings, 1))
                .toArray(float[][]::new);
    }

    /** As {@link #rows}, every third number missing, infinite, huge, tiny, or of any bits. */
    public static float[][] awkwardRows(long seed, int count, int readings) {
        float[] extremes = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            -0f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.intBitsToFloat(0xffc12345)
        };
        Random random = new Random(seed);
        float[][] rows = rows(seed, count, readings);
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> row[i] = extremes[random.nextInt(extremes.length)];
                    case 1 -> row[i] = Float.intBitsToFloat(random.nextInt());
                    default -> {}
                }
            }
        }
        return rows;
    }

    /** What the integer reference answers, (rows, classes). */
    public byte[][] expected(float[][] rows) {
        return Arrays.stream(rows)
                .map(row -> IntegerReference.run(network, inputs.networkInput(row, network.input())))
                .toArray(byte[][]::new);
    }

    public int readings() {
        return inputs.readings().size();
    }

    public int classes() {
        return network.outputs();
    }

    public Firmware build(Board board, Path folder) {
        return FirmwareBuilder.build(source, readings(), classes(), board, false, folder);
    }

    /** C written by a test instead of the generator: 1 reading, 1 class, {@code body} of {@code own_run}. */
    public static CSource handWritten(String body) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("own.h", "#include <stdint.h>\nvoid own_run(const float *readings, int8_t *scores);\n");
        files.put(
                "own.c",
                "#include \"own.h\"\nvoid own_run(const float *readings, int8_t *scores) {\n    (void)readings;\n    scores[0] = 7;\n    "
                        + body + "\n}\n");
        return new CSource("own", files, List.of("own.h", "own.c"), 0, 0);
    }

    /** Returns a built-in board; the test is skipped where its compiler or emulator is not installed. */
    public static Board board(String id) {
        Board board = Boards.builtIn().byId(id).orElseThrow();
        String emulator = board.emulator().program();
        assumeTrue(
                Command.find(board.build().compiler()).isPresent(),
                board.build().compiler() + " is not installed");
        assumeTrue(emulator.isEmpty() || Command.find(emulator).isPresent(), emulator + " is not installed");
        return board;
    }
}
