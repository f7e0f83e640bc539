package dev.tinywright.train;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training rows at most, in [1, 10000]
 * @param batchSize rows per step, in [1, 65536]
 * @param learningRate of the first step, above 0
 * @param weightDecay decoupled, as in AdamW; 0 for none
 * @param dropout share of hidden outputs of dense layers dropped while training, in [0, 0.9]; and of what goes from
 *     convolutions into the first dense layer
 * @param classWeights weigh each class by the inverse of its share
 * @param patience epochs without a better validation loss before training stops; 0 never stops early
 * @param teacher NONE, or FOREST: learn from a random forest's soft answers beside the labels
 * @param schedule how the learning rate falls
 * @param labelSmoothing share of each label that is spread over all classes, in [0, 0.5] (Szegedy et al. 2015,
 *     arXiv:1512.00567)
 * @param loss of numbers; classes have cross entropy, repeated features the mean squared error
 * @param augment changes made to each batch, each kind at most once; kept and made in the order of {@link Augmentation.Kind}
 * @param quantizationAwareEpochs epochs after training in which weights and activations are rounded as in int8, in [0,
 *     1000]
 */
public record TrainSettings(
        int epochs,
        int batchSize,
        Optimizer optimizer,
        double learningRate,
        double weightDecay,
        double dropout,
        boolean classWeights,
        int patience,
        Teacher teacher,
        long seed,
        Schedule schedule,
        double labelSmoothing,
        Loss loss,
        List<Augmentation> augment,
        int quantizationAwareEpochs) {
    /** With more training rows than this labels are plenty, and a teacher is not asked. */
    public static final int MOST_TAUGHT_ROWS = 40_000;

    /** For most data: a small network that learns from the labels and stops by the validation part. */
    public static TrainSettings plain(long seed) {
        return new TrainSettings(150, 32, Optimizer.ADAM, 0.003, 1e-4, 0, false, 30, Teacher.NONE, seed);
    }

    /**
     * For classes that overlap, where a forest does better than a network: long batches, as the teacher makes many
     * rows, and no early stopping, as soft answers do not overfit.
     */
    public static TrainSettings taught(long seed) {
        return new TrainSettings(30, 128, Optimizer.ADAM, 0.005, 1e-4, 0, false, 0, Teacher.FOREST, seed);
    }

    /** Settings whose learning rate falls along a cosine, without smoothing, augmentation and rounding. */
    public TrainSettings(
            int epochs,
            int batchSize,
            Optimizer optimizer,
            double learningRate,
            double weightDecay,
            double dropout,
            boolean classWeights,
            int patience,
            Teacher teacher,
            long seed) {
        this(
                epochs,
                batchSize,
                optimizer,
                learningRate,
                weightDecay,
                dropout,
                classWeights,
                patience,
                teacher,
                seed,
                Schedule.COSINE,
                0,
                Loss.HUBER,
                List.of(),
                0);
    }

    public TrainSettings {
        augment = augment.stream()
                .sorted(Comparator.comparing(Augmentation::kind))
                .toList();
        require(epochs >= 1 && epochs <= 10_000, "train.epochs must be between 1 and 10000, is " + epochs);
        require(batchSize >= 1 && batchSize <= 65_536, "train.batchSize must be between 1 and 65536, is " + batchSize);
        require(
                learningRate > 0 && learningRate <= 10,
                "train.learningRate must be above 0 and at most 10, is " + learningRate);
        require(weightDecay >= 0 && weightDecay <= 1, "train.weightDecay must be between 0 and 1, is " + weightDecay);
        require(dropout >= 0 && dropout <= 0.9, "train.dropout must be between 0 and 0.9, is " + dropout);
        require(patience >= 0, "train.patience must not be negative, is " + patience);
        require(
                labelSmoothing >= 0 && labelSmoothing <= 0.5,
                "train.labelSmoothing must be between 0 and 0.5, is " + labelSmoothing);
        require(
                quantizationAwareEpochs >= 0 && quantizationAwareEpochs <= 1000,
                "train.quantizationAwareEpochs must be between 0 and 1000, is " + quantizationAwareEpochs);
        Set<Augmentation.Kind> seen = EnumSet.noneOf(Augmentation.Kind.class);
        augment.forEach(
                a -> require(seen.add(a.kind()), "train.augment has " + a.kind().key() + " twice"));
    }

    /** Epochs with and without rounding. */
    public int allEpochs() {
        return epochs + quantizationAwareEpochs;
    }

    /** Returns these settings for so many epochs, all of which are run. */
    public TrainSettings forEpochs(int count) {
        return new TrainSettings(
                count,
                batchSize,
                optimizer,
                learningRate,
                weightDecay,
                dropout,
                classWeights,
                0,
                teacher,
                seed,
                schedule,
                labelSmoothing,
                loss,
                augment,
                quantizationAwareEpochs);
    }

    /** Returns these settings with other augmentations. */
    public TrainSettings withAugment(List<Augmentation> other) {
        return new TrainSettings(
                epochs,
                batchSize,
                optimizer,
                learningRate,
                weightDecay,
                dropout,
                classWeights,
                patience,
                teacher,
                seed,
                schedule,
                labelSmoothing,
                loss,
                other,
                quantizationAwareEpochs);
    }

    /** Returns these settings with another number of {@link #quantizationAwareEpochs}. */
    public TrainSettings withQuantizationAwareEpochs(int count) {
        return new TrainSettings(
                epochs,
                batchSize,
                optimizer,
                learningRate,
                weightDecay,
                dropout,
                classWeights,
                patience,
                teacher,
                seed,
                schedule,
                labelSmoothing,
                loss,
                augment,
                count);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The rule that turns gradients into steps. */
    public enum Optimizer {
        ADAM,
        SGD
    }

    /** What a network learns from beside the labels. */
    public enum Teacher {
        NONE,
        FOREST
    }

    /** How the learning rate falls. */
    public enum Schedule {
        /** From epoch to epoch along a half cosine, to a hundredth. */
        COSINE,
        /** To a half whenever the validation loss has not improved for 5 epochs, and to a thousandth at most. */
        PLATEAU
    }

    /** What wrong numbers cost. */
    public enum Loss {
        /** Squared up to one deviation, then linear, so that outliers pull less (Huber 1964). */
        HUBER,
        SQUARED
    }
}
