package dev.tinywright.quantize;

import dev.tinywright.model.TrainedModel;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;

/** How far each layer of an int8 network is from its float32 original, errors of the layers before included. */
public final class QuantizationError {
    private static final double MAX_DB = 120;

    private QuantizationError() {}

    /**
     * The error of one layer's outputs over all rows and units, in the unit of the float outputs.
     *
     * @param snrDb signal-to-noise ratio, {@code 10 · log10(Σ float² / Σ (int8 − float)²)}, limited to [−120, 120]
     * @param meanAbsolute mean of |int8 − float|
     * @param maxAbsolute largest |int8 − float|
     */
    public record LayerError(String layer, double snrDb, double meanAbsolute, double maxAbsolute) {}

    /** Returns one entry per dense layer, in order, over {@code features}, float32, (n, features), n at least 1. */
    public static List<LayerError> measure(TrainedModel model, QuantizedModel quantized, float[][] features) {
        List<Sums> sums = new ArrayList<>();
        model.layers().forEach(layer -> sums.add(new Sums()));
        for (float[] row : features) {
            List<float[]> expected = model.activations(row);
            List<byte[]> actual = IntegerReference.trace(quantized, quantize(row, quantized.input()));
            for (int i = 0; i < sums.size(); i++) {
                sums.get(i)
                        .add(
                                expected.get(i),
                                actual.get(i),
                                quantized.layers().get(i).output());
            }
        }
        List<LayerError> errors = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            errors.add(sums.get(i).error(model.layers().get(i).name()));
        }
        return errors;
    }

    private static byte[] quantize(float[] features, Quantization quantization) {
        byte[] q = new byte[features.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = quantization.quantize(features[i]);
        }
        return q;
    }

    private static final class Sums {
        private double signal;
        private double noise;
        private double absolute;
        private double max;
        private long count;

        void add(float[] expected, byte[] actual, Quantization quantization) {
            for (int i = 0; i < expected.length; i++) {
                double error = Math.abs((double) quantization.real(actual[i]) - expected[i]);
                signal += (double) expected[i] * expected[i];
                noise += error * error;
                absolute += error;
                max = Math.max(max, error);
            }
            count += expected.length;
        }

        LayerError error(String layer) {
            double snrDb = noise == 0 ? MAX_DB : Math.clamp(10 * Math.log10(signal / noise), -MAX_DB, MAX_DB);
            return new LayerError(layer, snrDb, count == 0 ? 0 : absolute / count, max);
        }
    }
}
