package dev.tinywright.model;

import java.util.List;
import java.util.Optional;

/** A layer with its float32 weights, batch normalization folded in. Shapes are (height, width, channels), or (n). */
public sealed interface TrainedLayer
        permits DenseWeights, ConvWeights, TrainedLayer.Pooled, TrainedLayer.Averaged, TrainedLayer.Sum {
    /** Unique in the network, a C identifier: {@code conv1}, {@code dense1}, … */
    String name();

    List<Integer> inputShape();

    List<Integer> outputShape();

    /** Pool without padding: windows of height x width, as far as they are whole. */
    record Pooled(String name, List<Integer> inputShape, Layer.PoolKind kind, int height, int width)
            implements TrainedLayer {
        public Pooled {
            inputShape = List.copyOf(inputShape);
        }

        @Override
        public List<Integer> outputShape() {
            return List.of(inputShape.get(0) / height, inputShape.get(1) / width, inputShape.get(2));
        }
    }

    /** Average of each channel over all places. */
    record Averaged(String name, List<Integer> inputShape) implements TrainedLayer {
        public Averaged {
            inputShape = List.copyOf(inputShape);
        }

        @Override
        public List<Integer> outputShape() {
            return List.of(inputShape.getLast());
        }
    }

    /**
     * {@code activation(shortcut(x) + body(x))}.
     *
     * @param shortcut 1 x 1 convolution without activation; empty where x itself is added
     */
    record Sum(String name, List<TrainedLayer> body, Optional<ConvWeights> shortcut, Activation activation)
            implements TrainedLayer {
        public Sum {
            body = List.copyOf(body);
        }

        @Override
        public List<Integer> inputShape() {
            return body.getFirst().inputShape();
        }

        @Override
        public List<Integer> outputShape() {
            return body.getLast().outputShape();
        }
    }
}
