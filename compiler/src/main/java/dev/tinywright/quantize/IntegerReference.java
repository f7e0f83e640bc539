package dev.tinywright.quantize;

import dev.tinywright.tensor.Softmax;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a quantized network in Java on integers alone. This is the definition that the generated C, the firmware and the
 * exported {@code .tflite} are held against, byte for byte.
 */
public final class IntegerReference {
    private IntegerReference() {}

    /** Returns the output of the last layer, (outputs), for {@code input}, (inputs). */
    public static byte[] run(QuantizedModel model, byte[] input) {
        return trace(model, input).getLast();
    }

    /** Returns the output of each layer in order. */
    public static List<byte[]> trace(QuantizedModel model, byte[] input) {
        if (input.length != model.inputs()) {
            throw new IllegalArgumentException("the network takes " + model.inputs() + " inputs, got " + input.length);
        }
        List<byte[]> outputs = new ArrayList<>();
        byte[] x = input;
        for (QuantizedLayer layer : model.layers()) {
            x = apply(layer, x);
            outputs.add(x);
        }
        return outputs;
    }

    private static byte[] apply(QuantizedLayer layer, byte[] x) {
        return switch (layer) {
            case QuantizedLayer.Dense dense -> dense(dense, x);
            case QuantizedLayer.Softmax softmax ->
                Softmax.apply(Softmax.parameters(softmax.input().scale()), x);
        };
    }

    private static byte[] dense(QuantizedLayer.Dense layer, byte[] x) {
        byte[] weights = layer.weights();
        int inputZero = layer.input().zeroPoint();
        byte[] y = new byte[layer.units()];
        for (int u = 0, w = 0; u < y.length; u++) {
            int sum = layer.bias()[u];
            for (byte q : x) {
                sum += (q - inputZero) * weights[w++];
            }
            int q = layer.requantizers().get(u).apply(sum) + layer.output().zeroPoint();
            y[u] = (byte) Math.clamp(q, layer.min(), layer.max());
        }
        return y;
    }
}
