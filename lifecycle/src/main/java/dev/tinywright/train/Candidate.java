package dev.tinywright.train;

import dev.tinywright.model.Layer;
import java.util.List;

/**
 * One network to train.
 *
 * @param name unique among the candidates of a call; appears in progress and errors
 * @param layers in order; the last has one unit per class and no activation
 */
public record Candidate(String name, List<Layer> layers, TrainSettings settings) {
    public Candidate {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("candidate " + name + " has no layer");
        }
    }
}
