package dev.tinywright.train;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import java.util.List;

/** Trains models that are no networks, in this process: they need seconds and no libtorch. */
final class WholeTrainer {
    /** Fewer rows in a leaf tell chance; a single tree has no others to make up for it. */
    private static final int TREE_LEAF_ROWS = 3;

    private WholeTrainer() {}

    static boolean trains(Candidate candidate) {
        return candidate.layers().getFirst() instanceof Layer.Whole;
    }

    static Trained.Done train(TrainingData data, Candidate candidate) {
        Layer.Whole wish = (Layer.Whole) candidate.layers().getFirst();
        WholeModel model = fit(data, wish, candidate.settings().seed());
        double accuracy = data.targets() instanceof TrainingData.Classes classes && wish instanceof Layer.Forest
                ? accuracy(model, data.validation(), classes.validation())
                : 0;
        EpochRecord only = new EpochRecord(1, 0, 0, accuracy);
        return new Trained.Done(
                candidate,
                new TrainedModel(List.of(model)),
                List.of(only),
                1,
                false,
                accuracy,
                0,
                List.of(),
                List.of());
    }

    private static WholeModel fit(TrainingData data, Layer.Whole wish, long seed) {
        return switch (wish) {
            case Layer.Forest forest -> forest(data, forest, seed);
            case Layer.KMeans(int clusters) -> KMeans.fit(data.training(), clusters, seed);
            case Layer.Gaussian(boolean full) -> Gaussian.fit(data.training(), full);
        };
    }

    private static WholeModel forest(TrainingData data, Layer.Forest wish, long seed) {
        if (!(data.targets() instanceof TrainingData.Classes classes)) {
            throw TinywrightException.usage(
                    "trees tell classes apart, and this is to give a number", "plan.yaml, model", "use dense layers");
        }
        TreeLimits limits = new TreeLimits(wish.depth(), wish.leaves(), wish.trees() == 1 ? TREE_LEAF_ROWS : 1, false);
        return Forest.grow(data.training(), classes.training(), classes.classes(), wish.trees(), limits, seed)
                .weights(data.training()[0].length);
    }

    private static double accuracy(WholeModel model, float[][] rows, int[] classes) {
        long right = 0;
        for (int i = 0; i < rows.length; i++) {
            right += largest(model.apply(rows[i])) == classes[i] ? 1 : 0;
        }
        return rows.length == 0 ? 0 : (double) right / rows.length;
    }

    private static int largest(float[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }
}
