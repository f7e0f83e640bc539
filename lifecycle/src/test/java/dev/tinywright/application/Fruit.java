package dev.tinywright.application;

import dev.tinywright.application.Expectations.Expected;
import dev.tinywright.application.Expectations.Level;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Contract;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.Reading;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Sensor;
import dev.tinywright.sensor.Sensors;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/** Fruit by colour, shares of red, green and blue: a model that knows the mean colour of each, and rows around them. */
final class Fruit {
    static final List<String> LABELS = List.of("apple", "banana", "kiwi");
    private static final float[][] COLOURS = {{0.58f, 0.24f, 0.18f}, {0.44f, 0.42f, 0.14f}, {0.30f, 0.45f, 0.25f}};
    private static final float SHARPNESS = 300;
    static final int ROWS = 12;

    private Fruit() {}

    /** Returns rows, each class in turn; the last of every six lies between two classes, so that no answer is sure. */
    static float[][] rows(int count, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][];
        for (int r = 0; r < count; r++) {
            float[] colour = COLOURS[trueClass(r)].clone();
            float sum = 0;
            for (int c = 0; c < 3; c++) {
                colour[c] += 0.01f * (float) random.nextGaussian();
                sum += colour[c];
            }
            for (int c = 0; c < 3; c++) {
                colour[c] /= sum;
            }
            rows[r] = colour;
        }
        return rows;
    }

    private static int trueClass(int row) {
        return row % 3;
    }

    static int[] classes(int count) {
        int[] classes = new int[count];
        Arrays.setAll(classes, Fruit::trueClass);
        return classes;
    }

    /** Returns a colour right between apple and banana. */
    static float[] between() {
        return new float[] {0.51f, 0.33f, 0.16f};
    }

    static Deployable deployable() {
        List<Reading> readings = List.of(new Reading("Red", ""), new Reading("Green", ""), new Reading("Blue", ""));
        float[][] data = rows(300, 1);
        InputProgram inputs = InputProgram.fit(readings, data, List.of());
        float[] weights = new float[9];
        float[] bias = new float[3];
        for (int k = 0; k < 3; k++) {
            for (int c = 0; c < 3; c++) {
                weights[3 * k + c] = 2 * SHARPNESS * COLOURS[k][c];
                bias[k] -= SHARPNESS * COLOURS[k][c] * COLOURS[k][c];
            }
        }
        TrainedModel model =
                new TrainedModel(List.of(new DenseWeights("logits", 3, 3, weights, bias, Activation.NONE)));
        float[][] features = Arrays.stream(data).map(inputs::features).toArray(float[][]::new);
        QuantizedModel network = Quantizer.quantize(model, features, 99.9);
        return new Deployable(
                "fruit",
                inputs,
                network,
                LABELS,
                "1",
                "Tell fruit apart by colour.",
                new Acquisition(
                        List.of(
                                new Acquisition.Range(0.25f, 0.62f),
                                new Acquisition.Range(0.20f, 0.48f),
                                new Acquisition.Range(0.10f, 0.28f)),
                        List.of(List.of(0, 1, 2)),
                        OptionalDouble.empty()));
    }

    static CSource source() {
        return SampleCode.source(deployable());
    }

    private static final Deployable MODEL = deployable();

    static byte[] scores(float[] readings) {
        return MODEL.network()
                .run(MODEL.inputs().networkInput(readings, MODEL.network().input()));
    }

    static Contract contract() {
        return MODEL.contract();
    }

    /** Returns: red, green and blue from the colour sensor of the Nano 33 BLE Sense. */
    static Binding binding() {
        Sensor sensor = Sensors.builtIn().byId("apds9960-colour").orElseThrow();
        List<Binding.Wire> wires = sensor.channels().stream()
                .limit(3)
                .map(channel -> new Binding.Wire(sensor, channel, 1, 0))
                .toList();
        return new Binding(Binding.Origin.SENSORS, wires, List.of());
    }

    /** Returns: the label on a line once a second. */
    static Expectations printed() {
        Map<String, Expected> expected = new LinkedHashMap<>();
        LABELS.forEach(label -> expected.put(label, Expected.text(label)));
        return new Expectations(
                Duration.ofSeconds(1),
                Duration.ofMillis(2500),
                OptionalDouble.empty(),
                expected,
                Optional.of(Duration.ofMillis(900)),
                Optional.empty(),
                false);
    }

    /** Returns: the label, silence below 70 %, and the built-in LED for apples. */
    static Expectations printedAndLit() {
        Map<String, Expected> expected = new LinkedHashMap<>();
        for (String label : LABELS) {
            Level level = label.equals("apple") ? Level.HIGH : Level.LOW;
            expected.put(label, new Expected(Optional.of(label), new TreeMap<>(Map.of("LED_BUILTIN", level)), false));
        }
        expected.put("unsure", new Expected(Optional.empty(), new TreeMap<>(), true));
        return new Expectations(
                Duration.ofSeconds(1),
                Duration.ofMillis(2500),
                OptionalDouble.of(0.7),
                expected,
                Optional.of(Duration.ofMillis(900)),
                Optional.empty(),
                false);
    }
}
