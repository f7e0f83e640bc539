package dev.tinywright.train;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training rows at most, in [1, 10000]
 * @param batchSize rows per step, in [1, 65536]
 * @param learningRate of the first step, above 0; falls along a half cosine to a hundredth
 * @param weightDecay decoupled, as in AdamW; 0 for none
 * @param dropout share of hidden outputs dropped while training, in [0, 0.9]
 * @param classWeights weigh each class by the inverse of its share
 * @param patience epochs without a better validation loss before training stops; 0 never stops early
 * @param teacher NONE, or FOREST: learn from a random forest's soft answers beside the labels
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
        long seed) {
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

    public TrainSettings {
        require(epochs >= 1 && epochs <= 10_000, "train.epochs must be between 1 and 10000, is " + epochs);
        require(batchSize >= 1 && batchSize <= 65_536, "train.batchSize must be between 1 and 65536, is " + batchSize);
        require(
                learningRate > 0 && learningRate <= 10,
                "train.learningRate must be above 0 and at most 10, is " + learningRate);
        require(weightDecay >= 0 && weightDecay <= 1, "train.weightDecay must be between 0 and 1, is " + weightDecay);
        require(dropout >= 0 && dropout <= 0.9, "train.dropout must be between 0 and 0.9, is " + dropout);
        require(patience >= 0, "train.patience must not be negative, is " + patience);
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
}
