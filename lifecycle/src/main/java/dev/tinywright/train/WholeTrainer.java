package dev.tinywright.train;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Trains models that are no networks, in this process: they need seconds and no libtorch. */
final class WholeTrainer {
    /** Fewer rows in a leaf tell chance; a single tree has no others to make up for it. */
    private static final int TREE_LEAF_ROWS = 3;

    /** The mean of fewer rows tells chance (Breiman 2001, §11, for forests). */
    private static final int NUMBER_LEAF_ROWS = 5;

    private WholeTrainer() {}

    static boolean trains(Candidate candidate) {
        return candidate.layers().getFirst() instanceof Layer.Whole;
    }

    static Trained.Done train(TrainingData data, Candidate candidate) {
        Layer.Whole wish = (Layer.Whole) candidate.layers().getFirst();
        WholeModel model = fit(data, wish, candidate.settings());
        double accuracy =
                switch (data.targets()) {
                    case TrainingData.Classes classes
                    when wish instanceof Layer.Forest -> accuracy(model, data.validation(), classes.validation());
                    case TrainingData.Numbers(float[] _, float[] wanted) -> explained(model, data.validation(), wanted);
                    case TrainingData.Classes _, TrainingData.Same _ -> 0;
                };
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

    private static WholeModel fit(TrainingData data, Layer.Whole wish, TrainSettings settings) {
        return switch (wish) {
            case Layer.Forest forest -> forest(data, forest, settings);
            case Layer.KMeans(int clusters) -> KMeans.fit(data.training(), clusters, settings.seed());
            case Layer.Gaussian(boolean full) -> Gaussian.fit(data.training(), full);
        };
    }

    private static WholeModel forest(TrainingData data, Layer.Forest wish, TrainSettings settings) {
        int inputs = data.training()[0].length;
        return switch (data.targets()) {
            case TrainingData.Classes(int[] own, int[] _, int classes) -> {
                TreeLimits limits = new TreeLimits(wish.depth(), wish.leaves(), wish.trees() == 1 ? TREE_LEAF_ROWS : 1);
                int[] kept = settings.classWeights()
                        ? balanced(own, classes)
                        : IntStream.range(0, own.length).toArray();
                yield Forest.grow(
                                Arrays.stream(kept)
                                        .mapToObj(i -> data.training()[i])
                                        .toArray(float[][]::new),
                                Arrays.stream(kept).map(i -> own[i]).toArray(),
                                classes,
                                wish.trees(),
                                limits,
                                settings.seed())
                        .weights(inputs);
            }
            case TrainingData.Numbers(float[] own, float[] _) ->
                Forest.ofNumbers(
                                data.training(),
                                own,
                                wish.trees(),
                                new TreeLimits(wish.depth(), wish.leaves(), NUMBER_LEAF_ROWS),
                                settings.seed())
                        .weights(inputs);
            case TrainingData.Same _ ->
                throw TinywrightException.usage(
                        "trees do not repeat their features", "plan.yaml, model", "use gaussian or kmeans");
        };
    }

    /** Weights of classes, for trees: rows of rarer classes are taken again, in order, until all classes have as many. */
    private static int[] balanced(int[] classes, int count) {
        int[][] ofClass = IntStream.range(0, count)
                .mapToObj(c -> IntStream.range(0, classes.length)
                        .filter(i -> classes[i] == c)
                        .toArray())
                .toArray(int[][]::new);
        int most = Arrays.stream(ofClass).mapToInt(rows -> rows.length).max().orElse(0);
        return Arrays.stream(ofClass)
                .filter(rows -> rows.length > 0)
                .flatMapToInt(rows -> IntStream.range(0, most).map(i -> rows[i % rows.length]))
                .toArray();
    }

    /** Returns the share of the numbers' variance that the model explains (R²). */
    private static double explained(WholeModel model, float[][] rows, float[] numbers) {
        if (rows.length == 0) {
            return 0;
        }
        float[] got = new float[rows.length];
        for (int i = 0; i < got.length; i++) {
            got[i] = model.apply(rows[i])[0];
        }
        return NumberErrors.of(numbers, got).r2();
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
