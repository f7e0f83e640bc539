package dev.tinywright.train;

import dev.tinywright.model.Layer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains one network on one lesson, in this process. The same lesson, job and machine give the same weights, bit for
 * bit: one thread, and every random number from the job's seed.
 */
final class TrainingRun {
    /** Thrown when a loss is no longer a number. */
    static final class DivergedException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        DivergedException(int epoch, double learningRate) {
            super("the loss is not finite in epoch " + epoch + " with learning rate " + learningRate);
        }
    }

    private final Job job;
    private final WorkerLesson lesson;
    private final SplittableRandom random;
    private final Parameters parameters;
    private final Optimizer optimizer;
    private final Answers answers;
    private final int[] order;

    private TrainingRun(Job job, WorkerLesson lesson) {
        this.job = job;
        this.lesson = lesson;
        TrainSettings settings = job.settings();
        random = new SplittableRandom(settings.seed());
        torch.manual_seed(settings.seed()); // draws the dropout masks
        List<Layer.Dense> dense =
                job.layers().stream().map(Layer.Dense.class::cast).toList();
        parameters = new Parameters((int) lesson.features().tensor().size(1), dense, random);
        optimizer = Optimizer.of(settings, parameters);
        answers = Answers.of(lesson, settings);
        order = new int[lesson.rows()];
        java.util.Arrays.setAll(order, i -> i);
    }

    /** Trains until the last epoch, patience, time or {@code cancelled} ends it, and returns the best epoch. */
    static Outcome train(Job job, WorkerLesson lesson, Consumer<EpochRecord> listener, BooleanSupplier cancelled) {
        try (PointerScope _ = new PointerScope()) {
            return new TrainingRun(job, lesson).run(listener, cancelled);
        }
    }

    private Outcome run(Consumer<EpochRecord> listener, BooleanSupplier cancelled) {
        long deadline = System.nanoTime() + job.timeMillis() * 1_000_000;
        EpochRecord best = null;
        float[] bestParameters = parameters.copy();
        Outcome.End end = Outcome.End.LAST_EPOCH;
        for (int epoch = 1; epoch <= job.settings().epochs(); epoch++) {
            EpochRecord record = epoch(epoch, deadline, cancelled);
            if (best == null || record.validationLoss() < best.validationLoss()) {
                best = record;
                bestParameters = parameters.copy();
            }
            listener.accept(record);
            end = end(epoch, best, deadline, cancelled);
            if (end != Outcome.End.LAST_EPOCH) {
                break;
            }
        }
        return new Outcome(bestParameters, java.util.Objects.requireNonNull(best), end);
    }

    private Outcome.End end(int epoch, EpochRecord best, long deadline, BooleanSupplier cancelled) {
        int patience = job.settings().patience();
        if (cancelled.getAsBoolean()) {
            return Outcome.End.CANCELLED;
        }
        if (epoch == job.settings().epochs()) {
            return Outcome.End.LAST_EPOCH;
        }
        if (patience > 0 && epoch - best.epoch() >= patience) {
            return Outcome.End.PATIENCE;
        }
        return System.nanoTime() > deadline ? Outcome.End.TIME : Outcome.End.LAST_EPOCH;
    }

    private EpochRecord epoch(int epoch, long deadline, BooleanSupplier cancelled) {
        double loss = trainOneEpoch(learningRate(epoch), deadline, cancelled);
        if (!Double.isFinite(loss)) {
            throw new DivergedException(epoch, job.settings().learningRate());
        }
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            boolean validated = lesson.validationRows() > 0;
            long rows = Math.min(lesson.rows(), Lesson.MOST_VALIDATION_ROWS);
            Tensor x = validated
                    ? lesson.validation().tensor()
                    : lesson.features().tensor().narrow(0, 0, rows);
            Tensor y = validated ? answers.validation() : answers.training().narrow(0, 0, rows);
            Answers.Tally tally = answers.tally(y);
            tally.add(parameters.forward(x, 0), y);
            return new EpochRecord(epoch, loss, validated ? tally.loss() : loss, tally.score());
        }
    }

    private double trainOneEpoch(double learningRate, long deadline, BooleanSupplier cancelled) {
        int batch = Math.min(job.settings().batchSize(), lesson.rows());
        int steps = (int) Math.min(job.stepsPerEpoch(), Math.ceilDiv((long) lesson.rows(), batch));
        int used = (int) Math.min(lesson.rows(), (long) steps * batch);
        double sum = 0;
        int seen = 0;
        try (PointerScope _ = new PointerScope()) {
            Tensor index = Tensor.create(draw(used), used);
            Tensor x = lesson.features().tensor().index_select(0, index);
            Tensor y = answers.training().index_select(0, index);
            while (seen < used && (seen == 0 || (System.nanoTime() <= deadline && !cancelled.getAsBoolean()))) {
                int rows = Math.min(batch, used - seen);
                sum += rows * step(x.narrow(0, seen, rows), y.narrow(0, seen, rows), learningRate);
                seen += rows;
            }
        }
        return sum / seen;
    }

    private double step(Tensor x, Tensor y, double learningRate) {
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = answers.loss(parameters.forward(x, job.settings().dropout()), y);
            loss.backward();
            try (NoGradGuard _ = new NoGradGuard()) {
                optimizer.step(learningRate);
            }
            return loss.item_double();
        }
    }

    /** Shuffles the first {@code count} places of the order (Fisher-Yates) and returns them. */
    private int[] draw(int count) {
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, order.length);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return java.util.Arrays.copyOf(order, count);
    }

    private double learningRate(int epoch) {
        double done = (epoch - 1.0) / job.settings().epochs();
        return job.settings().learningRate() * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * done)));
    }
}
