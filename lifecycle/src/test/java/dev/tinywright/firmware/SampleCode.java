package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.compile.Compiler;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Contract;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.lower.Target;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** C for tests of building and running: seeded networks with their whole input stage, and models written by hand. */
public final class SampleCode {
    private SampleCode() {}

    /** Returns a built-in board. */
    public static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    /** Returns rows on different scales around different offsets; one number in fifty is missing. */
    public static float[][] rows(long seed, int count, int readings) {
        Random random = new Random(seed);
        float[][] rows = new float[count][readings];
        for (float[] row : rows) {
            for (int c = 0; c < readings; c++) {
                float value = 100f * c + (float) Math.pow(10, c % 5 - 2) * (float) random.nextGaussian();
                row[c] = random.nextInt(50) == 0 ? Float.NaN : value;
            }
        }
        return rows;
    }

    /** Returns a network with random weights behind a real input stage. */
    public static Deployable deployable(long seed, int readings, List<InputStep> steps, List<Integer> units) {
        List<Reading> names = IntStream.range(0, readings)
                .mapToObj(i -> new Reading("r" + i, "V"))
                .toList();
        InputProgram inputs = InputProgram.fit(names, rows(seed, 300, readings), steps);
        TrainedModel model = network(seed, inputs.featureNames().size(), units);
        float[][] features = Arrays.stream(rows(seed + 1, 300, readings))
                .map(inputs::features)
                .toArray(float[][]::new);
        QuantizedModel network = Quantizer.quantize(model, features, 99.9);
        List<String> labels =
                IntStream.range(0, units.getLast()).mapToObj(i -> "class " + i).toList();
        return new Deployable(
                "sample", inputs, network, labels, "1", "Tell samples apart.", Acquisition.unknown(readings));
    }

    private static TrainedModel network(long seed, int features, List<Integer> units) {
        Random random = new Random(seed);
        List<DenseWeights> layers = new ArrayList<>();
        int inputs = features;
        for (int i = 0; i < units.size(); i++) {
            float[] weights = gaussians(random, inputs * units.get(i), (float) Math.sqrt(2.0 / inputs));
            float[] bias = gaussians(random, units.get(i), 0.3f);
            Activation activation = i < units.size() - 1 ? Activation.RELU : Activation.NONE;
            layers.add(new DenseWeights("dense" + (i + 1), inputs, units.get(i), weights, bias, activation));
            inputs = units.get(i);
        }
        return new TrainedModel(layers);
    }

    private static float[] gaussians(Random random, int n, float deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return values;
    }

    /** Returns the C of a network for any core. */
    public static CSource source(Deployable deployable) {
        return source(deployable, board("host"), false);
    }

    /** Returns the C of a network for a board's core. */
    public static CSource source(Deployable deployable, Board board, boolean forSize) {
        Target.Optimize optimize = forSize ? Target.Optimize.SIZE : Target.Optimize.SPEED;
        return Compiler.compile(deployable, Cores.target(board, optimize));
    }

    /** Returns what the device must answer, (rows, classes). */
    public static byte[][] expected(Deployable deployable, float[][] rows) {
        return expected(deployable, Examples.of(rows));
    }

    /** Returns what the device must answer, (examples, outputs). */
    public static byte[][] expected(Deployable deployable, Examples examples) {
        Reference reference = new Reference(deployable.network().graph());
        return IntStream.range(0, examples.size())
                .mapToObj(examples::get)
                .map(row -> deployable
                        .inputs()
                        .networkInput(row, deployable.network().input()))
                .map(input -> reference.run(List.of(input)).getFirst())
                .toArray(byte[][]::new);
    }

    /** Returns a model from 2 readings to 2 scores, {@code hand_run}, with this body. */
    public static CSource byHand(String body) {
        String header = """
                #include <stdint.h>
                void hand_run(const float readings[2], int8_t scores[2]);
                """;
        String code = "#include \"hand.h\"\n" + body;
        return new CSource(
                "hand",
                new TreeMap<>(Map.of("hand.h", header, "hand.c", code)),
                List.of("hand.h", "hand.c"),
                0,
                0,
                contract());
    }

    private static Contract contract() {
        Quantization quantization = new Quantization(1f / 256, -128);
        Contract.Tensor two = new Contract.Tensor(List.of(2), quantization);
        List<Contract.Input> inputs = List.of(new Contract.Input("a", "", 0, 0), new Contract.Input("b", "", 0, 0));
        return new Contract("hand", "1", inputs, List.of(), 1, OptionalDouble.empty(), two, two, List.of("no", "yes"));
    }
}
