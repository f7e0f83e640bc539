package dev.tinywright.codegen;

import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Contract;
import dev.tinywright.contract.Quantity;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.quantize.QuantizedModel;
import java.util.List;
import java.util.Optional;

/**
 * All that goes onto the device.
 *
 * @param name becomes the prefix of the public C names and of the files; any text
 * @param labels one per output of the network, any text, all different
 * @param quantity the number that is predicted, whose name is the one label; empty where classes are told
 * @param version of the model, shown in the header
 * @param ask what the model was made for, in the person's own words; shown in the header, may be empty
 * @param acquisition how the readings were recorded
 * @param samples rows of readings for the self-test in the generated code, NaN for missing; a few, or none
 * @param streaming how a recording that never ends is looked at; without it as is usual
 */
public record Deployable(
        String name,
        FrontEnd inputs,
        QuantizedModel network,
        List<String> labels,
        Optional<Quantity> quantity,
        String version,
        String ask,
        Acquisition acquisition,
        List<List<Float>> samples,
        Optional<Streaming> streaming) {
    public Deployable {
        labels = List.copyOf(labels);
        samples = samples.stream().map(List::copyOf).toList();
        contract(name, inputs, network, labels, quantity, version, acquisition); // checks sizes
        for (List<Float> sample : samples) {
            if (sample.size() != inputs.format().values()) {
                throw new IllegalArgumentException("a sample of " + sample.size() + " readings for a model of "
                        + inputs.format().values());
            }
        }
    }

    /** A model that is asked example by example, or of which nobody has said how it streams. */
    public Deployable(
            String name,
            FrontEnd inputs,
            QuantizedModel network,
            List<String> labels,
            Optional<Quantity> quantity,
            String version,
            String ask,
            Acquisition acquisition,
            List<List<Float>> samples) {
        this(name, inputs, network, labels, quantity, version, ask, acquisition, samples, Optional.empty());
    }

    /** A model without samples to test itself with. */
    public Deployable(
            String name,
            FrontEnd inputs,
            QuantizedModel network,
            List<String> labels,
            String version,
            String ask,
            Acquisition acquisition) {
        this(name, inputs, network, labels, version, ask, acquisition, List.of());
    }

    /** A model that tells classes apart. */
    public Deployable(
            String name,
            FrontEnd inputs,
            QuantizedModel network,
            List<String> labels,
            String version,
            String ask,
            Acquisition acquisition,
            List<List<Float>> samples) {
        this(name, inputs, network, labels, Optional.empty(), version, ask, acquisition, samples);
    }

    /** Returns what a caller of the generated code must keep to. */
    public Contract contract() {
        return contract(name, inputs, network, labels, quantity, version, acquisition);
    }

    private static Contract contract(
            String name,
            FrontEnd inputs,
            QuantizedModel network,
            List<String> labels,
            Optional<Quantity> quantity,
            String version,
            Acquisition acquisition) {
        return Contract.of(CNames.model(name), version, inputs, network, labels, quantity, acquisition);
    }
}
