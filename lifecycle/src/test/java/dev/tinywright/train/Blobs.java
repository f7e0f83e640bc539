package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.train.TrainSettings.Optimizer;
import dev.tinywright.train.TrainSettings.Teacher;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up data: one normal cloud per class, and what a test mostly asks of a trainer. */
final class Blobs {
    private Blobs() {}

    /** Rows whose classes take turns; {@code distance} 0 makes classes that cannot be told apart. */
    static float[][] rows(int count, int features, int classes, double distance, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][features];
        for (int i = 0; i < count; i++) {
            for (int f = 0; f < features; f++) {
                double centre = f % classes == i % classes ? distance : 0;
                rows[i][f] = (float) (centre + random.nextGaussian());
            }
        }
        return rows;
    }

    static int[] classes(int count, int classes) {
        int[] rowClasses = new int[count];
        java.util.Arrays.setAll(rowClasses, i -> i % classes);
        return rowClasses;
    }

    /** Three clouds in four features, 300 training and 90 validation rows. */
    static TrainingData data() {
        return new TrainingData(rows(300, 4, 3, 3, 1), classes(300, 3), rows(90, 4, 3, 3, 2), classes(90, 3), 3);
    }

    static TrainSettings settings(int epochs, int patience) {
        return new TrainSettings(epochs, 32, Optimizer.ADAM, 0.01, 1e-4, 0, false, patience, Teacher.NONE, 7);
    }

    static Candidate candidate(String name, TrainSettings settings, int... hidden) {
        return new Candidate(name, layers(3, hidden), settings);
    }

    static List<Layer> layers(int classes, int... hidden) {
        List<Layer> layers = new ArrayList<>();
        for (int units : hidden) {
            layers.add(new Layer.Dense(units, Activation.RELU));
        }
        layers.add(new Layer.Dense(classes, Activation.NONE));
        return layers;
    }
}
