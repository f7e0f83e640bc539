package dev.tinywright.application;

import dev.tinywright.application.WindowCheck.Piece;
import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Contract;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.sensor.Binding;
import dev.tinywright.signal.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** A model that tells by windows of acceleration in m/s² which axis of the board points up: the nearest mean wins. */
final class Tilt {
    static final List<String> LABELS = List.of("flat", "upright", "sideways");

    static final int FRAMES = 20;
    static final double RATE_HZ = 50;
    private static final float GRAVITY = 9.80665f;
    private static final float SHARPNESS = 0.05f;
    private static final List<Integer> ORDER = List.of(0, 1, 2, 1, 0, 2, 0, 1, 2);

    static final Streaming STREAMING = new Streaming(5, 2, 160, 0, List.of());

    static final Streaming FLAT_IS_QUIET = new Streaming(5, 2, 160, 0, List.of(0));

    private Tilt() {}

    static WindowUse use(Streaming streaming, double inferenceMillis, Binding binding, Board board) {
        return WindowUse.of(model(streaming).contract(), streaming, OptionalDouble.of(inferenceMillis), binding, board);
    }

    /** Returns recordings of 1.2 s and more, the board at rest, with the noise of a hand. */
    static List<Piece> pieces() {
        Random random = new Random(5);
        List<Piece> pieces = new ArrayList<>();
        for (int label : ORDER) {
            float[][] frames = new float[60 + 7 * pieces.size()][];
            for (int f = 0; f < frames.length; f++) {
                frames[f] = frame(label, random);
            }
            pieces.add(new Piece("recording " + pieces.size(), label, frames));
        }
        return pieces;
    }

    /** Each axis has a mean of its own, so that no two of them look alike. */
    private static float[] frame(int up, Random random) {
        float[] frame = {1f, -2f, 0.4f};
        frame[(up + 2) % 3] = GRAVITY;
        for (int c = 0; c < frame.length; c++) {
            frame[c] += (float) (0.3 * random.nextGaussian());
        }
        return frame;
    }

    static Deployable model(Streaming streaming) {
        InputFormat.Window window = new InputFormat.Window(
                List.of(new Reading("acc_x", "m/s²"), new Reading("acc_y", "m/s²"), new Reading("acc_z", "m/s²")),
                FRAMES,
                RATE_HZ,
                InputFormat.Element.FLOAT32);
        Random random = new Random(1);
        float[][] data = new float[90][];
        for (int i = 0; i < data.length; i++) {
            data[i] = new float[window.values()];
            for (int f = 0; f < FRAMES; f++) {
                System.arraycopy(frame(i % 3, random), 0, data[i], 3 * f, 3);
            }
        }
        WindowProgram inputs = WindowProgram.fit(
                window, Examples.of(data), List.of(new SignalStep.Statistics(List.of(Statistic.MEAN))));
        float[] weights = new float[9];
        float[] bias = new float[3];
        for (int k = 0; k < 3; k++) {
            int c = (k + 2) % 3;
            weights[3 * k + c] = 2 * SHARPNESS * GRAVITY;
            bias[k] = -SHARPNESS * GRAVITY * GRAVITY;
        }
        TrainedModel model =
                new TrainedModel(List.of(new DenseWeights("logits", 3, 3, weights, bias, Activation.NONE)));
        float[][] features = Arrays.stream(data).map(inputs::features).toArray(float[][]::new);
        QuantizedModel network = Quantizer.quantize(model, features, 99.9);
        Acquisition.Range range = new Acquisition.Range(-4, 11);
        return new Deployable(
                "tilt",
                inputs,
                network,
                LABELS,
                Optional.empty(),
                "1",
                "Tell how the board lies.",
                new Acquisition(List.of(range, range, range), List.of(), OptionalDouble.of(RATE_HZ)),
                List.of(),
                Optional.of(streaming));
    }

    static CSource source(Streaming streaming) {
        return SampleCode.source(model(streaming));
    }

    static Contract contract() {
        return model(STREAMING).contract();
    }
}
