package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import java.util.Arrays;
import java.util.List;

/**
 * What a model must beat to be worth its flash.
 *
 * @param majority always answers the most frequent class of the training rows
 * @param logistic logistic regression: a network without hidden layer, by the same trainer
 */
public record Yardsticks(Score majority, Score logistic) {
    /** Both in [0, 1]. */
    public record Score(double accuracy, double macroF1) {
        static Score of(int[] actual, int[] predicted, int classes) {
            int[][] confusion = Metrics.confusion(actual, predicted, classes);
            return new Score(Metrics.accuracy(confusion), Metrics.macroF1(confusion));
        }
    }

    private static final TrainSettings LOGISTIC = new TrainSettings(
            200, 32, TrainSettings.Optimizer.ADAM, 0.02, 1e-4, 0, false, 30, TrainSettings.Teacher.NONE, 1);

    /**
     * Learns both from the training rows and measures them on these.
     *
     * @throws dev.tinywright.diag.TinywrightException if logistic regression could not be trained
     */
    public static Yardsticks measure(TrainingData data, float[][] features, int[] classes, TrainerPool pool) {
        int[] majority = new int[classes.length];
        Arrays.fill(majority, mostFrequent(data.classCounts()));
        int[] logistic = logistic(data, features, pool);
        return new Yardsticks(Score.of(classes, majority, data.classes()), Score.of(classes, logistic, data.classes()));
    }

    private static int[] logistic(TrainingData data, float[][] features, TrainerPool pool) {
        Candidate candidate = new Candidate(
                "logistic regression", List.of(new Layer.Dense(data.classes(), Activation.NONE)), LOGISTIC);
        Trained trained = pool.train(data, List.of(candidate), Progress.SILENT).getFirst();
        return switch (trained) {
            case Trained.Done done -> predict(done.model(), features);
            case Trained.Failed failed ->
                throw dev.tinywright.diag.TinywrightException.failed(
                        failed.diagnosis().what(),
                        failed.diagnosis().where(),
                        failed.diagnosis().hint());
        };
    }

    /** Returns the class with the largest logit for each row. */
    private static int[] predict(TrainedModel model, float[][] features) {
        return Arrays.stream(features)
                .mapToInt(row -> Metrics.best(model.logits(row), 0, model.outputs()))
                .toArray();
    }

    private static int mostFrequent(int[] counts) {
        int best = 0;
        for (int c = 1; c < counts.length; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        return best;
    }
}
