package dev.tinywright.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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

    /** Who hears of a training, and ends it. */
    interface Listener {
        void epoch(EpochRecord epoch);

        /** Called after each step. */
        void step();

        boolean cancelled();
    }

    /** Numbers of training rows that are drawn at a time, beyond the first batch. */
    private static final int DRAWN_NUMBERS = 4 << 20;
    /** Numbers of the widest activation when a network answers many rows at a time, beyond the first row. */
    private static final int ANSWERED_NUMBERS = 16 << 20;
    /** Rows with places that are answered at a time: their activations stay in the caches. */
    private static final int ANSWERED_PLACES = 128;
    /** Batches from which the ranges of activations begin. */
    private static final int RANGING_BATCHES = 20;
    /** Rounding is learned at a tenth of the rate of the training before. */
    private static final double ROUNDED_RATE = 0.1;
    /** An epoch that rounds takes about so much longer than one that does not. */
    private static final double ROUNDED_TIME = 1.5;

    private final Job job;
    private final TrainSettings settings;
    private final WorkerLesson lesson;
    private final SplittableRandom random;
    private final Answers answers;
    private final Optional<Augmenter> augmenter;
    private final Listener listener;
    private final int[] order;

    private TrainingRun(Job job, WorkerLesson lesson, Listener listener) {
        this.job = job;
        this.lesson = lesson;
        this.listener = listener;
        settings = job.settings();
        random = new SplittableRandom(settings.seed());
        torch.manual_seed(settings.seed()); // draws the dropout masks
        answers = Answers.of(lesson, settings);
        augmenter = Augmenter.of(settings, lesson);
        order = new int[lesson.rows()];
        Arrays.setAll(order, i -> i);
    }

    /** Trains until the last epoch, patience, time or the listener ends it, and returns the best epoch. */
    static Outcome train(Job job, WorkerLesson lesson, Listener listener) {
        try (PointerScope _ = new PointerScope()) {
            return new TrainingRun(job, lesson, listener).run();
        }
    }

    private Outcome run() {
        long begin = System.nanoTime();
        long time = job.timeMillis() * 1_000_000;
        int rounding = settings.quantizationAwareEpochs();
        if (job.initial().length > 0) {
            Network rounded = Network.rounded(lesson.shape(), job.layers(), settings.dropout(), job.initial());
            Fit fine = fine(rounded, 0);
            Outcome.End end = fine.run(begin + time);
            return new Outcome(rounded.folded(), rounded.ranges(), fine.best, fine.best.epoch(), end);
        }
        double share = settings.epochs() / (settings.epochs() + ROUNDED_TIME * rounding);
        Network network = Network.fresh(lesson.shape(), job.layers(), settings.dropout(), random);
        Fit plain = new Fit(network, Rate.of(settings), settings.epochs(), 0, settings.patience());
        Outcome.End end = plain.run(begin + (long) (share * time));
        int bestEpoch = plain.best.epoch();
        if (rounding == 0 || end == Outcome.End.CANCELLED) {
            return new Outcome(network.folded(), List.of(), plain.best, bestEpoch, end);
        }
        Network rounded = Network.rounded(lesson.shape(), job.layers(), settings.dropout(), network.folded());
        Fit fine = fine(rounded, plain.last);
        Outcome.End fineEnd = fine.run(begin + time);
        return new Outcome(
                rounded.folded(),
                rounded.ranges(),
                fine.best,
                bestEpoch,
                fineEnd == Outcome.End.LAST_EPOCH ? end : fineEnd);
    }

    /** Returns the training of a network that rounds, with its first ranges found. */
    private Fit fine(Network rounded, int before) {
        findRanges(rounded);
        int epochs = settings.quantizationAwareEpochs();
        Rate low = Rate.cosine(settings.learningRate() * ROUNDED_RATE, epochs);
        return new Fit(rounded, low, epochs, before, 0);
    }

    private void findRanges(Network network) {
        int batch = Math.min(settings.batchSize(), lesson.rows());
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            for (int i = 0; i < Math.min(RANGING_BATCHES, lesson.rows() / batch); i++) {
                Tensor x = lesson.features().tensor().narrow(0, (long) i * batch, batch);
                network.forward(x, Network.Mode.RANGING);
            }
        }
    }

    /** Training of one network over some epochs. */
    private final class Fit {
        private final Network network;
        private final Optimizer optimizer;
        private final Rate rate;
        private final int epochs;
        private final int before;
        private final int patience;
        private final boolean splitRest;
        private EpochRecord best = new EpochRecord(0, 0, Double.POSITIVE_INFINITY, 0);
        private Network.State bestState;
        private int last;

        /** @param before epochs that were run already */
        Fit(Network network, Rate rate, int epochs, int before, int patience) {
            this.network = network;
            this.rate = rate;
            this.epochs = epochs;
            this.before = before;
            this.patience = patience;
            optimizer = Optimizer.of(settings, network.parameters());
            bestState = network.state();
            splitRest = network.normalizes();
            last = before;
        }

        /** Trains and leaves the network as it was after its best epoch; at least one epoch is begun. */
        Outcome.End run(long deadline) {
            Outcome.End end = Outcome.End.LAST_EPOCH;
            while (end == Outcome.End.LAST_EPOCH && last < before + epochs) {
                last++;
                EpochRecord record = epoch(last, deadline);
                boolean better = best.epoch() == 0 || record.validationLoss() < best.validationLoss();
                if (better) {
                    best = record;
                    bestState = network.state();
                }
                rate.heard(better);
                listener.epoch(record);
                end = end(deadline);
            }
            network.restore(bestState);
            return end;
        }

        private Outcome.End end(long deadline) {
            if (listener.cancelled()) {
                return Outcome.End.CANCELLED;
            }
            if (last == before + epochs) {
                return Outcome.End.LAST_EPOCH;
            }
            if (patience > 0 && last - best.epoch() >= patience) {
                return Outcome.End.PATIENCE;
            }
            return System.nanoTime() > deadline ? Outcome.End.TIME : Outcome.End.LAST_EPOCH;
        }

        private EpochRecord epoch(int number, long deadline) {
            double loss = trainOneEpoch(rate.at(number - before), deadline);
            if (!Double.isFinite(loss)) {
                throw new DivergedException(number, settings.learningRate());
            }
            boolean validated = lesson.validationRows() > 0;
            int rows = validated ? lesson.validationRows() : Math.min(lesson.rows(), Lesson.MOST_VALIDATION_ROWS);
            Tensor x =
                    validated ? lesson.validation().tensor() : lesson.features().tensor();
            Answers.Tally tally = measure(x, validated ? answers.validation() : answers.training(), rows);
            return new EpochRecord(number, loss, validated ? tally.loss() : loss, tally.score());
        }

        private Answers.Tally measure(Tensor x, Tensor y, int rows) {
            int atOnce =
                    lesson.shape().size() == 3 ? ANSWERED_PLACES : Math.max(1, ANSWERED_NUMBERS / network.widest());
            try (NoGradGuard _ = new NoGradGuard()) {
                Answers.Tally tally = answers.tally();
                for (int from = 0; from < rows; from += atOnce) {
                    try (PointerScope _ = new PointerScope()) {
                        int count = Math.min(atOnce, rows - from);
                        Tensor outputs = network.forward(x.narrow(0, from, count), Network.Mode.ANSWERING);
                        tally.add(outputs, y.narrow(0, from, count));
                    }
                    listener.step();
                }
                return tally;
            }
        }

        private double trainOneEpoch(double learningRate, long deadline) {
            int batch = Math.min(settings.batchSize(), lesson.rows());
            int steps = (int) Math.min(job.stepsPerEpoch(), Math.ceilDiv((long) lesson.rows(), batch));
            int used = (int) Math.min(lesson.rows(), (long) steps * batch);
            int columns = (int) lesson.features().tensor().size(1);
            int atOnce = Math.max(1, DRAWN_NUMBERS / columns / batch) * batch;
            int[] drawn = draw(used);
            Sum sum = new Sum();
            while (sum.rows < used && goesOn(sum, deadline)) {
                int rows = rest(used - sum.rows, atOnce);
                trainOn(Arrays.copyOfRange(drawn, sum.rows, sum.rows + rows), batch, learningRate, deadline, sum);
            }
            return sum.losses / sum.rows;
        }

        /** Returns how many of the rows that are left make the next part: a single row has no statistics. */
        private int rest(int left, int wanted) {
            return splitRest && left == wanted + 1 ? left : Math.min(left, wanted);
        }

        private boolean goesOn(Sum sum, long deadline) {
            return sum.rows == 0 || (System.nanoTime() <= deadline && !listener.cancelled());
        }

        private void trainOn(int[] rows, int batch, double learningRate, long deadline, Sum sum) {
            try (PointerScope _ = new PointerScope()) {
                Tensor index = Tensor.create(rows, rows.length);
                Tensor x = lesson.features().tensor().index_select(0, index);
                Tensor y = answers.training().index_select(0, index);
                int seen = 0;
                while (seen < rows.length && goesOn(sum, deadline)) {
                    int count = rest(rows.length - seen, batch);
                    double loss = step(x.narrow(0, seen, count), y.narrow(0, seen, count), learningRate);
                    sum.add(count, loss);
                    seen += count;
                    listener.step();
                }
            }
        }

        private double step(Tensor x, Tensor y, double learningRate) {
            try (PointerScope _ = new PointerScope()) {
                augmenter.ifPresent(a -> a.change(x, y));
                Tensor loss = answers.loss(network.forward(x, Network.Mode.TRAINING), y);
                loss.backward();
                try (NoGradGuard _ = new NoGradGuard()) {
                    optimizer.step(learningRate);
                }
                return loss.item_double();
            }
        }
    }

    /** Losses of the rows of an epoch so far. */
    private static final class Sum {
        private double losses;
        private int rows;

        void add(int count, double meanLoss) {
            losses += count * meanLoss;
            rows += count;
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
        return Arrays.copyOf(order, count);
    }
}
