package dev.tinywright.gate;

import dev.tinywright.application.SketchWriter;
import dev.tinywright.application.Wish;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.compile.Compiler;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.Reading;
import dev.tinywright.lower.Target;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Models with their headers, and the sketches that the rules write for them. */
final class Devices {
    private Devices() {}

    /** Readings as {@code name:unit:low:high}. */
    static SketchFacts facts(
            String name,
            String board,
            String sensor,
            List<String> readings,
            List<List<Integer>> shares,
            List<String> labels) {
        Board on = Boards.builtIn().byId(board).orElseThrow();
        CSource source = source(name, readings, shares, labels);
        return new SketchFacts(
                source.contract(), source, Bindings.bind(on, source.contract(), sensor, Sensors.builtIn()), on);
    }

    static SketchFacts fruit() {
        return facts(
                "fruit",
                "arduino-nano-33-ble-sense",
                "colour",
                List.of("Red::0.2:0.8", "Green::0.1:0.5", "Blue::0.1:0.4"),
                List.of(List.of(0, 1, 2)),
                List.of("apple", "banana", "kiwi"));
    }

    static SketchFacts penguins() {
        return facts(
                "penguins",
                "arduino-uno-r3",
                "",
                List.of("Culmen Length:mm:32:60", "Culmen Depth:mm:13:22", "Body Mass:g:2700:6300"),
                List.of(),
                List.of("Adelie", "Chinstrap", "Gentoo"));
    }

    static SketchFacts motion(String board) {
        return facts(
                "motion",
                board,
                "",
                List.of("acc_x:m/s²:-12:12", "acc_y:m/s²:-12:12", "acc_z:m/s²:-3:19", "gyroX:rad/s:-4:4"),
                List.of(),
                List.of("still", "walking", "a \"jump\""));
    }

    static SketchFacts weather() {
        return facts(
                "weather",
                "arduino-nano-33-ble-sense-rev2",
                "",
                List.of("temperature:°F:20:100", "humidity:%:20:95", "pressure:hPa:960:1040"),
                List.of(),
                List.of("dry", "wet"));
    }

    static SketchFacts knobs(String sensor) {
        return facts(
                "knobs",
                "arduino-uno-r3",
                sensor,
                List.of("A0:V:0:4.9", "a1::0:1023"),
                List.of(),
                List.of("low", "middle", "high"));
    }

    static SketchFacts sound() {
        return facts(
                "noise",
                "arduino-nano-33-ble-sense",
                "microphone",
                List.of("sound level::0:3000"),
                List.of(),
                List.of("quiet", "loud"));
    }

    /** Returns the sketch that the rules write for a wish. */
    static Sketch written(String wish, SketchFacts facts) {
        return SketchWriter.write(
                Wish.read(wish, facts.contract().labels()), facts.contract(), facts.binding(), facts.board());
    }

    private static CSource source(String name, List<String> readings, List<List<Integer>> shares, List<String> labels) {
        List<Reading> named = new ArrayList<>();
        List<Acquisition.Range> ranges = new ArrayList<>();
        for (String reading : readings) {
            String[] parts = reading.split(":");
            named.add(new Reading(parts[0], parts[1]));
            ranges.add(new Acquisition.Range(Float.parseFloat(parts[2]), Float.parseFloat(parts[3])));
        }
        float[][] rows = rows(ranges);
        InputProgram inputs = InputProgram.fit(named, rows, List.of());
        float[] weights = new float[named.size() * labels.size()];
        Arrays.fill(weights, 0.5f);
        TrainedModel model = new TrainedModel(List.of(new DenseWeights(
                "logits", named.size(), labels.size(), weights, new float[labels.size()], Activation.NONE)));
        float[][] features = Arrays.stream(rows).map(inputs::features).toArray(float[][]::new);
        Deployable deployable = new Deployable(
                name,
                inputs,
                Quantizer.quantize(model, features, 99.9),
                labels,
                "1",
                "Tell them apart.",
                new Acquisition(ranges, shares, OptionalDouble.empty()));
        return Compiler.compile(deployable, Target.of(Target.Core.PORTABLE));
    }

    private static float[][] rows(List<Acquisition.Range> ranges) {
        Random random = new Random(1);
        float[][] rows = new float[50][ranges.size()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = ranges.get(i).low()
                        + random.nextFloat()
                                * (ranges.get(i).high() - ranges.get(i).low());
            }
        }
        return rows;
    }
}
