package dev.tinywright.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A layer with its float32 weights, batch normalization folded in. Shapes are (height, width, channels), or (n). */
public sealed interface TrainedLayer
        permits DenseWeights, ConvWeights, TrainedLayer.Pooled, TrainedLayer.Averaged, TrainedLayer.Sum, WholeModel {
    /** Unique in the network, a C identifier: {@code conv1}, {@code dense1}, … */
    String name();

    List<Integer> inputShape();

    List<Integer> outputShape();

    /** Returns the number of weights and biases. */
    default long parameters() {
        return 0;
    }

    /** Returns the multiplications of one inference; those with padding count, as is usual. */
    default long macs() {
        return 0;
    }

    /** Returns this layer and all inside of it in order of execution, this one last. */
    default List<TrainedLayer> flat() {
        return List.of(this);
    }

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
            TrainedModel.requireChain(body);
            List<Integer> added = shortcut.map(ConvWeights::outputShape)
                    .orElse(body.getFirst().inputShape());
            if (!added.equals(body.getLast().outputShape())) {
                throw new IllegalArgumentException("sum " + name + " of " + added + " and "
                        + body.getLast().outputShape());
            }
        }

        @Override
        public List<Integer> inputShape() {
            return body.getFirst().inputShape();
        }

        @Override
        public List<Integer> outputShape() {
            return body.getLast().outputShape();
        }

        @Override
        public long parameters() {
            return parts().mapToLong(TrainedLayer::parameters).sum();
        }

        @Override
        public long macs() {
            return parts().mapToLong(TrainedLayer::macs).sum();
        }

        @Override
        public List<TrainedLayer> flat() {
            return Stream.concat(parts().flatMap(layer -> layer.flat().stream()), Stream.of(this))
                    .toList();
        }

        /** Returns {@code activation(x + added)}. */
        public float[] sum(float[] x, float[] added) {
            return FloatKernels.sum(this, x, added);
        }

        private Stream<TrainedLayer> parts() {
            return Stream.concat(body.stream(), shortcut.stream());
        }
    }
}
