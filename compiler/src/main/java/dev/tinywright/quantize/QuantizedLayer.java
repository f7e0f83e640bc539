package dev.tinywright.quantize;

import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.List;

/** One operation of a quantized network, int8 vector in, int8 vector out. */
public sealed interface QuantizedLayer {
    String name();

    int inputs();

    int outputs();

    Quantization output();

    /**
     * Fully connected: {@code y[u] = clamp(requantize(bias[u] + Σ (x[i] − xZero) · w[u][i]) + yZero, yMin, yMax)}.
     * The arrays are the record's own: do not write to what the accessors return.
     *
     * @param weights shape (units, inputs), row-major, in [−127, 127], symmetric per unit
     * @param weightScales shape (units)
     * @param bias shape (units), scale {@code input.scale · weightScales[u]}
     * @param requantizers shape (units), for the real factor {@code input.scale · weightScales[u] / output.scale}
     * @param min lowest output: the zero point after ReLU, else −128
     * @param max highest output, 127
     */
    @SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality of models is never asked for
    record Dense(
            String name,
            int inputs,
            int units,
            byte[] weights,
            float[] weightScales,
            int[] bias,
            List<Requantizer> requantizers,
            Quantization input,
            Quantization output,
            int min,
            int max)
            implements QuantizedLayer {
        public Dense {
            requantizers = List.copyOf(requantizers);
        }

        @Override
        public int outputs() {
            return units;
        }
    }

    /** Softmax over {@code inputs} logits; output scale 1/256, zero point −128: {@code q + 128} is the share in 256ths. */
    record Softmax(String name, int inputs, Quantization input) implements QuantizedLayer {
        @Override
        public int outputs() {
            return inputs;
        }

        @Override
        public Quantization output() {
            return new Quantization(1f / 256, -128);
        }
    }
}
