package dev.tinywright.codegen;

import dev.tinywright.features.InputProgram;
import dev.tinywright.quantize.QuantizedModel;
import java.util.List;

/**
 * All that goes onto the device.
 *
 * @param name becomes the prefix of the public C names and of the files; any text
 * @param labels one per output of the network, any text
 * @param version of the model, shown in the header
 * @param ask what the model was made for, in the person's own words; shown in the header, may be empty
 */
public record Deployable(
        String name, InputProgram inputs, QuantizedModel network, List<String> labels, String version, String ask) {
    public Deployable {
        labels = List.copyOf(labels);
        if (inputs.featureNames().size() != network.inputs() || labels.size() != network.outputs()) {
            throw new IllegalArgumentException(
                    "features " + inputs.featureNames().size() + " and labels " + labels.size()
                            + " do not fit a network from " + network.inputs() + " to " + network.outputs());
        }
    }
}
