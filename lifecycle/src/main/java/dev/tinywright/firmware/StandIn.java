package dev.tinywright.firmware;

import dev.tinywright.compile.Compiler;
import dev.tinywright.lower.Target;
import dev.tinywright.memory.Placement;
import dev.tinywright.quantize.QuantizedLayer;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network that was never trained, compiled in the place of one that has yet to be. What is compiled hangs on weights only
 * where training leaves units that never change anything: those go, and the network is smaller.
 */
final class StandIn {
    private static final Quantization INPUT = new Quantization(1 / 16f, 0);
    private static final Quantization POSITIVE = new Quantization(1 / 16f, -128);

    /** A weight of 1.0, with which no layer loses what the one before says. */
    private static final int ONE = 16;

    private StandIn() {}

    /** @param units of each layer, the last has one per class */
    static Placement placed(int features, List<Integer> units, Target target) {
        List<QuantizedLayer> layers = new ArrayList<>();
        Quantization from = INPUT;
        int inputs = features;
        for (int i = 0; i < units.size(); i++) {
            Quantization to = i == units.size() - 1 ? INPUT : POSITIVE;
            layers.add(dense("dense" + (i + 1), inputs, units.get(i), from, to));
            from = to;
            inputs = units.get(i);
        }
        if (inputs > 1) { // one unit alone is a number, which no softmax follows
            layers.add(new QuantizedLayer.Softmax("softmax", inputs, from));
        }
        return Compiler.place(new QuantizedModel(INPUT, layers), target);
    }

    private static QuantizedLayer dense(String name, int inputs, int units, Quantization from, Quantization to) {
        byte[] weights = new byte[inputs * units];
        Arrays.fill(weights, (byte) ONE);
        float[] scales = new float[units];
        for (int u = 0; u < units; u++) {
            scales[u] = (1 + u / 1024f) / ONE; // as after training, no two units have the same factor
        }
        return new QuantizedLayer.Dense(
                name, inputs, units, weights, scales, new int[units], List.of(), from, to, -128, 127);
    }
}
