package dev.tinywright.quantize;

import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Seeded networks and features for tests. */
public final class RandomNetworks {
    private RandomNetworks() {}

    /** One to four layers, 1 to 40 inputs, 1 to 32 units, He-initialized, logits of a spread that varies. */
    public static TrainedModel network(long seed) {
        Random random = new Random(seed);
        List<DenseWeights> layers = new ArrayList<>();
        int depth = random.nextInt(1, 5);
        int inputs = random.nextInt(1, 41);
        for (int i = 1; i <= depth; i++) {
            int units = random.nextInt(1, 33);
            Activation activation = i < depth ? Activation.RELU : Activation.NONE;
            float gain = i < depth ? 1f : (float) Math.exp(random.nextDouble(-2, 3));
            layers.add(dense(random, "dense" + i, inputs, units, activation, gain));
            inputs = units;
        }
        return new TrainedModel(layers);
    }

    public static DenseWeights dense(
            RandomGenerator random, String name, int inputs, int units, Activation activation, float gain) {
        float[] weights = gaussians(random, inputs * units, gain * (float) Math.sqrt(2.0 / inputs));
        return new DenseWeights(name, inputs, units, weights, gaussians(random, units, gain * 0.3f), activation);
    }

    /** Standard normal, (rows, columns). */
    public static float[][] features(long seed, int rows, int columns) {
        Random random = new Random(seed);
        float[][] features = new float[rows][];
        for (int r = 0; r < rows; r++) {
            features[r] = gaussians(random, columns, 1);
        }
        return features;
    }

    private static float[] gaussians(RandomGenerator random, int n, float deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return values;
    }
}
