package dev.tinywright.train;

import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What the network should answer to the rows of a lesson, and what wrong answers cost.
 *
 * @param training shape (rows, outputs); shares of classes are multiplied by the classes' weights
 * @param validation shape (validation rows, outputs)
 */
record Answers(Lesson.Goal goal, TrainSettings.Loss numberLoss, Tensor training, Tensor validation) {
    static Answers of(WorkerLesson lesson, TrainSettings settings) {
        Tensor training = lesson.answers();
        Tensor validation = lesson.validationAnswers();
        if (lesson.goal() != Lesson.Goal.CLASSES) {
            return new Answers(lesson.goal(), settings.loss(), training, validation);
        }
        int classes = lesson.classCounts().length;
        Tensor weights = Tensor.create(classWeights(lesson.classCounts(), settings.classWeights()), 1, classes);
        double spread = settings.labelSmoothing();
        Tensor smooth =
                spread == 0 ? training : training.mul(new Scalar(1 - spread)).add_(new Scalar(spread / classes));
        return new Answers(lesson.goal(), settings.loss(), smooth.mul(weights), validation.mul(weights));
    }

    /** Weights that give each class with rows the same say, 1 on average over the rows; all 1 if not wanted. */
    static float[] classWeights(int[] counts, boolean wanted) {
        float[] weights = new float[counts.length];
        long rows = Arrays.stream(counts).asLongStream().sum();
        long present = Arrays.stream(counts).filter(c -> c > 0).count();
        for (int c = 0; c < counts.length; c++) {
            weights[c] = wanted && counts[c] > 0 ? (float) ((double) rows / (present * counts[c])) : 1f;
        }
        return weights;
    }

    /** Returns the mean loss of outputs, shape (rows, outputs). */
    Tensor loss(Tensor outputs, Tensor wanted) {
        return switch (goal) {
            case CLASSES -> torch.cross_entropy_loss(outputs, wanted);
            case NUMBER ->
                numberLoss == TrainSettings.Loss.HUBER
                        ? torch.huber_loss(outputs, wanted)
                        : torch.mse_loss(outputs, wanted);
            case SAME -> torch.mse_loss(outputs, wanted);
        };
    }

    /** Begins to measure a network. */
    Tally tally() {
        return new Tally();
    }

    /** Loss and score over rows that are added part by part. */
    final class Tally {
        private double losses;
        private double right;
        private double squaredErrors;
        private double squares;
        private double numbers;
        private long values;
        private long rows;

        void add(Tensor outputs, Tensor wanted) {
            long count = outputs.size(0);
            losses += count * Answers.this.loss(outputs, wanted).item_double();
            if (goal == Lesson.Goal.CLASSES) {
                right += right(outputs, wanted);
            } else {
                squaredErrors += outputs.sub(wanted).square_().sum().item_double();
                squares += wanted.square().sum().item_double();
                numbers += wanted.sum().item_double();
                values += wanted.numel();
            }
            rows += count;
        }

        double loss() {
            return losses / rows;
        }

        /** Returns the share of right classes, or R². */
        double score() {
            if (goal == Lesson.Goal.CLASSES) {
                return right / rows;
            }
            double variation = squares - numbers * numbers / values;
            return variation > 0 ? 1 - squaredErrors / variation : squaredErrors == 0 ? 1 : 0;
        }

        private static long right(Tensor outputs, Tensor wanted) {
            LongOptional classes = new LongOptional(1);
            return outputs.argmax(classes, false)
                    .eq(wanted.argmax(classes, false))
                    .sum()
                    .item_long();
        }
    }
}
