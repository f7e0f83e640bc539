package dev.tinywright.model;

/** One layer of an architecture, without weights. The last layer has one unit per class and gives logits. */
public sealed interface Layer {
    /** Fully connected: {@code y = activation(W x + b)}, W of shape (units, inputs). */
    record Dense(int units, Activation activation) implements Layer {
        public Dense {
            if (units < 1 || units > 4096) {
                throw new IllegalArgumentException("dense.units must be between 1 and 4096, is " + units);
            }
        }
    }
}
