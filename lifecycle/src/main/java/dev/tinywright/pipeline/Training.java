package dev.tinywright.pipeline;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.plan.Plan;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.train.Candidate;
import dev.tinywright.train.EpochRecord;
import dev.tinywright.train.TrainSettings;
import dev.tinywright.train.Trained;
import dev.tinywright.train.TrainerPool;
import dev.tinywright.train.TrainingData;
import dev.tinywright.train.Yardsticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains what the cache does not have, candidates with the same data side by side. */
final class Training implements AutoCloseable {
    private final StageCache cache;
    private final int workers;
    private final Events events;
    private volatile @Nullable TrainerPool pool;
    private volatile boolean cancelled;

    /** @param workers processes that train side by side; started when there is something to train */
    Training(StageCache cache, int workers, Events events) {
        this.cache = cache;
        this.workers = workers;
        this.events = events;
        if (cache.isEmpty(Stage.TRAINING)) {
            pool(); // they will be needed, and load while the data is read
        }
    }

    private synchronized TrainerPool pool() {
        TrainerPool running = pool;
        if (running == null) {
            running = TrainerPool.start(workers);
            pool = running;
        }
        return running;
    }

    /** One network to train. */
    private record Order(Prepared prepared, Candidate candidate, String key) {}

    /** Returns one result for each of {@code prepared}, in order. */
    List<Trained> train(List<Prepared> prepared) {
        return trainAll(
                prepared.stream().map(p -> new Order(p, candidate(p), key(p))).toList());
    }

    /**
     * Goes on with networks, each on the data it was trained on, with weights and activations rounded as in int8.
     *
     * @param epochs of each
     */
    List<Trained> goOn(List<Prepared> prepared, List<Trained.Done> trained, List<Integer> epochs) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            Prepared p = prepared.get(i);
            TrainSettings settings = p.plan().train().withQuantizationAwareEpochs(epochs.get(i));
            Candidate candidate = new Candidate(
                    Texts.model(p.plan()) + " on",
                    p.plan().model(),
                    settings,
                    Optional.of(trained.get(i).model()));
            String from = ContentHash.ofBytes(new TrainedCodec(candidate), trained.get(i));
            orders.add(new Order(p, candidate, ContentHash.of(key(p), settings, from)));
        }
        return trainAll(orders);
    }

    private List<Trained> trainAll(List<Order> orders) {
        Trained[] results = new Trained[orders.size()];
        Map<TrainingData, List<Integer>> open = new HashMap<>();
        Map<List<Object>, TrainingData> byPreparation = new HashMap<>();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            int index = i;
            cache.find(Stage.TRAINING, order.key(), new TrainedCodec(order.candidate()))
                    .ifPresentOrElse(found -> results[index] = found, () -> open.computeIfAbsent(
                                    byPreparation.computeIfAbsent(
                                            preparation(order.prepared().plan()),
                                            k -> order.prepared().data()),
                                    k -> new ArrayList<>())
                            .add(index));
        }
        open.forEach((data, indices) -> trainTogether(data, indices, orders, results));
        return List.of(results);
    }

    /**
     * Trains the chosen network once more on training and validation rows together, now that the latter have nothing left
     * to choose, for as many epochs as they said is best. Large tables, where a quarter more rows change nothing, and runs
     * that were cancelled keep the network as it is.
     */
    Trained.Done again(Prepared prepared, Trained.Done chosen) {
        if (cancelled || !trainsAgain(prepared)) {
            return chosen;
        }
        Prepared all = Lifecycle.withValidationRows(prepared);
        TrainSettings s = prepared.plan().train();
        Plan again = prepared.plan().withTrain(s.forEpochs(s.patience() == 0 ? s.epochs() : chosen.bestEpoch()));
        return switch (train(List.of(all.forPlan(again))).getFirst()) {
            case Trained.Done done -> cancelled ? chosen : done;
            case Trained.Failed ignored -> chosen;
        };
    }

    static boolean trainsAgain(Prepared prepared) {
        return !prepared.dataset().target().isNormal() // the threshold is found on rows that nothing was learned from
                && prepared.data().training().length <= TrainSettings.MOST_TAUGHT_ROWS;
    }

    /** @throws TinywrightException with the diagnosis of a candidate that came to nothing */
    static Trained.Done require(Trained trained) {
        return switch (trained) {
            case Trained.Done done -> done;
            case Trained.Failed(Candidate ignored, Diagnosis d) ->
                throw TinywrightException.failed(d.what(), d.where(), d.hint());
        };
    }

    /** Returns the majority class and logistic regression, measured on the test rows. */
    Yardsticks yardsticks(Prepared prepared) {
        float[][] features =
                Lifecycle.features(prepared.inputs(), prepared.dataset().test().examples());
        int[] classes = prepared.dataset().test().classes();
        String key = ContentHash.of(key(prepared), ContentHash.ofRows(features), Arrays.toString(classes));
        return cache.get(
                Stage.YARDSTICKS, key, YARDSTICKS, () -> Yardsticks.measure(own(prepared), features, classes, pool()));
    }

    /** Returns what there is to learn from of the person's own classes: a class that was made is no yardstick. */
    private static TrainingData own(Prepared prepared) {
        TrainingData data = prepared.data();
        int classes = prepared.dataset().ownClasses();
        if (classes == prepared.dataset().labels().size()
                || !(data.targets() instanceof TrainingData.Classes(int[] learned, int[] chosenBy, int _))) {
            return data;
        }
        return TrainingData.classification(
                data.shape(),
                below(classes, learned).mapToObj(i -> data.training()[i]).toArray(float[][]::new),
                below(classes, learned).map(i -> learned[i]).toArray(),
                below(classes, chosenBy).mapToObj(i -> data.validation()[i]).toArray(float[][]::new),
                below(classes, chosenBy).map(i -> chosenBy[i]).toArray(),
                classes);
    }

    private static IntStream below(int classes, int[] of) {
        return IntStream.range(0, of.length).filter(i -> of[i] < classes);
    }

    private static final StageCache.Codec<Yardsticks> YARDSTICKS = new StageCache.Codec<>() {
        @Override
        public void write(Yardsticks value, java.io.DataOutputStream out) throws java.io.IOException {
            for (Yardsticks.Score score : List.of(value.majority(), value.logistic())) {
                out.writeDouble(score.accuracy());
                out.writeDouble(score.macroF1());
            }
        }

        @Override
        public Yardsticks read(java.io.DataInputStream in) throws java.io.IOException {
            return new Yardsticks(
                    new Yardsticks.Score(in.readDouble(), in.readDouble()),
                    new Yardsticks.Score(in.readDouble(), in.readDouble()));
        }
    };

    /** Ends training soon; candidates under way give their best so far. */
    void cancel() {
        cancelled = true;
        cancelPool();
    }

    private void cancelPool() {
        TrainerPool running = pool;
        if (running != null) {
            running.cancel();
        }
    }

    /** Returns what puts its networks on integers, for a board and a task. */
    QuantizeStage quantizing(Lifecycle lifecycle) {
        double ram = Math.min(
                lifecycle.board().isHost()
                        ? Double.POSITIVE_INFINITY
                        : lifecycle.board().sketchRamBytes(),
                lifecycle.task().goal(Metric.RAM).map(Goal::bound).orElse(Double.POSITIVE_INFINITY));
        return new QuantizeStage(cache, this, ram);
    }

    boolean isCancelled() {
        return cancelled;
    }

    private void trainTogether(TrainingData data, List<Integer> indices, List<Order> orders, Trained[] results) {
        List<Candidate> candidates =
                indices.stream().map(i -> orders.get(i).candidate()).toList();
        int total = candidates.stream().mapToInt(Candidate::epochs).sum();
        AtomicInteger done = new AtomicInteger();
        boolean number = data.targets() instanceof TrainingData.Numbers;
        List<Trained> trained = pool().train(data, candidates, (candidate, epoch) -> {
            events.training(done.incrementAndGet(), total, latest(number, candidate, epoch));
            if (cancelled) {
                cancelPool(); // asked for before these candidates began
            }
        });
        events.trainingDone();
        for (int i = 0; i < indices.size(); i++) {
            results[indices.get(i)] = trained.get(i);
            if (trained.get(i) instanceof Trained.Done finished && !cancelled) {
                cache.put(
                        Stage.TRAINING,
                        orders.get(indices.get(i)).key(),
                        new TrainedCodec(finished.candidate()),
                        finished);
            }
        }
    }

    private static String latest(boolean number, Candidate candidate, EpochRecord epoch) {
        return String.format(
                Locale.ROOT,
                number ? "%s loss %.3f R² %.3f" : "%s loss %.3f accuracy %.1f %%",
                candidate.name(),
                epoch.validationLoss(),
                epoch.validationAccuracy() * (number ? 1 : 100));
    }

    static Candidate candidate(Prepared prepared) {
        Plan plan = prepared.plan();
        return new Candidate(Texts.model(plan), plan.model(), plan.train());
    }

    /** Plans that agree in this see the same rows. */
    static List<Object> preparation(Plan plan) {
        return List.of(
                plan.data(),
                plan.framing(),
                plan.split(),
                plan.features(),
                plan.continuous().learnsQuiet(),
                Copies.key(plan));
    }

    private static String targets(TrainingData data) {
        return switch (data.targets()) {
            case TrainingData.Classes(int[] training, int[] validation, int ignored) ->
                Arrays.toString(training) + Arrays.toString(validation);
            case TrainingData.Numbers(float[] training, float[] validation) ->
                Arrays.toString(training) + Arrays.toString(validation);
            case TrainingData.Same() -> "same";
        };
    }

    private static String key(Prepared p) {
        TrainingData data = p.data();
        return ContentHash.of(
                BuildVersion.TEXT,
                p.plan().model(),
                p.plan().train(),
                ContentHash.ofRows(data.training()),
                ContentHash.ofRows(data.validation()),
                targets(data));
    }

    @Override
    public synchronized void close() {
        TrainerPool running = pool;
        if (running != null) {
            running.close();
        }
    }
}
