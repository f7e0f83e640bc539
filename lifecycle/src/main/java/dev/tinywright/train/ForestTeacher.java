package dev.tinywright.train;

import java.util.SplittableRandom;

/**
 * Distillation (Hinton et al. 2015, arXiv:1503.02531): a random forest, grown from the training rows alone, gives the
 * shares that a network learns instead of bare labels, on the training rows and on rows made up around them (after
 * MUNGE, Buciluǎ et al. 2006).
 */
final class ForestTeacher {
    /** How a lesson is made of a forest's opinions. */
    record Recipe(int trees, double labelShare, int madeUpPerRow, int mostRows, double mix, boolean outOfBag) {
        static final Recipe DEFAULT = new Recipe(200, 0.3, 8, 20_000, 0.5, true);
    }

    private ForestTeacher() {}

    static Lesson lesson(TrainingData data, long seed) {
        return lesson(data, seed, Recipe.DEFAULT);
    }

    static Lesson lesson(TrainingData data, long seed, Recipe recipe) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = data.training();
        Forest forest = Forest.grow(rows, data.trainingClasses(), data.classes(), recipe.trees(), random.nextLong());
        float[][] opinions = recipe.outOfBag() ? forest.outOfBagShares(rows) : all(forest, rows);
        int madeUp = Math.min(recipe.madeUpPerRow() * rows.length, Math.max(0, recipe.mostRows() - rows.length));
        float[][] features = java.util.Arrays.copyOf(rows, rows.length + madeUp);
        float[][] targets = new float[features.length][];
        for (int i = 0; i < rows.length; i++) {
            targets[i] = mixed(opinions[i], data.trainingClasses()[i], recipe.labelShare());
        }
        for (int i = rows.length; i < features.length; i++) {
            features[i] = madeUp(rows, random, recipe.mix());
            targets[i] = forest.shares(features[i]);
        }
        return new Lesson(
                features,
                targets,
                data.validation(),
                Lesson.oneHot(data.validationClasses(), data.classes()),
                data.classCounts());
    }

    private static float[][] all(Forest forest, float[][] rows) {
        return java.util.Arrays.stream(rows).map(forest::shares).toArray(float[][]::new);
    }

    private static float[] mixed(float[] opinion, int label, double labelShare) {
        float[] target = new float[opinion.length];
        for (int c = 0; c < target.length; c++) {
            target[c] = (float) ((1 - labelShare) * opinion[c] + (c == label ? labelShare : 0));
        }
        return target;
    }

    /** A row some of whose features come from, or lie towards, the nearest of a few other rows. */
    private static float[] madeUp(float[][] rows, SplittableRandom random, double mix) {
        float[] base = rows[random.nextInt(rows.length)];
        float[] other = near(rows, base, random);
        float[] row = base.clone();
        for (int f = 0; f < row.length; f++) {
            if (random.nextDouble() < mix) {
                row[f] = (float) (base[f] + random.nextDouble() * (other[f] - base[f]));
            }
        }
        return row;
    }

    private static float[] near(float[][] rows, float[] base, SplittableRandom random) {
        float[] nearest = base;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 30; i++) {
            float[] candidate = rows[random.nextInt(rows.length)];
            double distance = 0;
            for (int f = 0; f < base.length; f++) {
                double d = candidate[f] - base[f];
                distance += d * d;
            }
            if (distance > 0 && distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }
}
