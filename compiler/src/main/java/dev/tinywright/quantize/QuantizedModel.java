package dev.tinywright.quantize;

import dev.tinywright.tensor.Quantization;
import java.util.List;

/**
 * An int8 network: layers in order of execution, each fed by the one before.
 *
 * @param input of the vector that the first layer takes
 */
public record QuantizedModel(Quantization input, List<QuantizedLayer> layers) {
    public QuantizedModel {
        layers = List.copyOf(layers);
    }

    public int inputs() {
        return layers.getFirst().inputs();
    }

    public int outputs() {
        return layers.getLast().outputs();
    }
}
