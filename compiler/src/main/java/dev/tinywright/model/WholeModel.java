package dev.tinywright.model;

import java.util.List;

/** A model that is no network, the only layer of its {@link TrainedModel}: trees, distances. */
public sealed interface WholeModel extends TrainedLayer permits ForestWeights, DistanceModel {
    /** Number of features that go in. */
    int inputs();

    /** Number of values that come out. */
    int outputs();

    /** Returns what comes out for one vector of features. */
    float[] apply(float[] x);

    @Override
    default List<Integer> inputShape() {
        return List.of(inputs());
    }

    @Override
    default List<Integer> outputShape() {
        return List.of(outputs());
    }
}
