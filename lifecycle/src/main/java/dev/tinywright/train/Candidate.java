package dev.tinywright.train;

import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import java.util.List;
import java.util.Optional;

/**
 * One network to train.
 *
 * @param name unique among the candidates of a call; appears in progress and errors
 * @param layers in order; the last has one unit per class and no activation
 * @param from a network of these layers to go on from, which is then trained for the quantization-aware epochs alone
 */
public record Candidate(String name, List<Layer> layers, TrainSettings settings, Optional<TrainedModel> from) {
    public Candidate {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("candidate " + name + " has no layer");
        }
        if (from.isPresent() && settings.quantizationAwareEpochs() == 0) {
            throw new IllegalArgumentException("candidate " + name + " has no epochs to go on for");
        }
    }

    /** A network that is trained from random weights. */
    public Candidate(String name, List<Layer> layers, TrainSettings settings) {
        this(name, layers, settings, Optional.empty());
    }

    /** Epochs that are run at most. */
    public int epochs() {
        return from.isPresent() ? settings.quantizationAwareEpochs() : settings.allEpochs();
    }
}
