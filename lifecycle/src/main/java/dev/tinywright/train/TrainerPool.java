package dev.tinywright.train;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.Layer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Trains candidates side by side in worker processes, which are started once and used again. A worker that crashes,
 * hangs or runs out of memory costs the candidate it was on and is replaced. Workers end with {@link #close}, and with
 * this JVM however it ends, because their input does; a shutdown hook would end them at Ctrl-C, when their best so far is
 * still wanted. One {@link #train} at a time; {@link #cancel} from any thread.
 */
public final class TrainerPool implements AutoCloseable {
    /**
     * Bounds on one candidate.
     *
     * @param perCandidate after this time its best epoch so far is the result; the result's notes say so
     * @param silence a worker that says nothing for so long has hung and is ended
     * @param stepsPerEpoch an epoch of more steps ends there, and the next goes on with other rows
     */
    public record Limits(Duration perCandidate, Duration silence, int stepsPerEpoch) {
        /** Ten minutes, two minutes, 2,000 steps. */
        public static final Limits DEFAULT = new Limits(Duration.ofMinutes(10), Duration.ofMinutes(2), 2000);
    }

    private final Limits limits;
    private volatile Duration perCandidate;
    private final List<Slot> slots = new ArrayList<>();
    private final Thread clock;
    private volatile boolean cancelled;
    private volatile boolean closed;
    private @Nullable TrainingData lastData;
    private final Map<Long, Lesson> forestLessons = new ConcurrentHashMap<>();
    private @Nullable Lesson plainLesson;

    private TrainerPool(Limits limits) {
        this.limits = limits;
        perCandidate = limits.perCandidate();
        clock = Thread.ofVirtual().name("training-clock").unstarted(this::watch);
    }

    /** Starts {@code workers} processes and returns at once, while they load libtorch. */
    public static TrainerPool start(int workers) {
        return start(workers, Limits.DEFAULT);
    }

    /** Starts {@code workers} processes, one per core as a rule, and returns at once, while they load libtorch. */
    public static TrainerPool start(int workers, Limits limits) {
        TrainerPool pool = new TrainerPool(limits);
        for (int i = 0; i < workers; i++) {
            Slot slot = pool.new Slot();
            pool.slots.add(slot);
            slot.begin();
        }
        pool.clock.start();
        return pool;
    }

    /**
     * Trains all candidates and returns what became of each, in their order. A result depends on its candidate and the
     * data alone, not on the other candidates, the number of workers or the order.
     *
     * @throws TinywrightException if no worker can be started
     */
    public List<Trained> train(TrainingData data, List<Candidate> candidates, Progress progress) {
        candidates.stream()
                .filter(candidate -> !WholeTrainer.trains(candidate))
                .forEach(candidate -> check(candidate, data));
        cancelled = false;
        remember(data);
        Trained[] results = new Trained[candidates.size()];
        ConcurrentLinkedQueue<Integer> open = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < results.length; i++) {
            open.add(i);
        }
        Object oneAtATime = new Object();
        Progress inTurn = (candidate, epoch) -> {
            synchronized (oneAtATime) {
                progress.epoch(candidate, epoch);
            }
        };
        Parallel.run(slots.size(), slot -> {
            for (Integer i = open.poll(); i != null; i = open.poll()) {
                Candidate candidate = candidates.get(i);
                results[i] = WholeTrainer.trains(candidate)
                        ? WholeTrainer.train(data, candidate)
                        : slots.get(slot).train(data, candidate, inTurn);
            }
        });
        return List.of(results);
    }

    /** Gives the candidates of the next {@link #train} so much time each; what is best until then is their result. */
    public void limit(Duration time) {
        perCandidate = time;
    }

    /** Makes the running {@link #train} return soon: each network as of its best epoch, the rest as failed. */
    public void cancel() {
        cancelled = true;
        slots.forEach(Slot::cancel);
    }

    /** Ends the workers. */
    @Override
    public void close() {
        closed = true;
        clock.interrupt();
        slots.forEach(Slot::end);
    }

    /** Process ids of the workers that run. */
    List<Long> pids() {
        return slots.stream()
                .map(slot -> slot.worker)
                .filter(w -> w != null && w.alive())
                .map(WorkerProcess::pid)
                .toList();
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(100);
                slots.forEach(slot -> slot.endIfSilent(limits.silence()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object, as in a planner's next round: equal data would be a copy
    private synchronized void remember(TrainingData data) {
        if (data != lastData) {
            lastData = data;
            plainLesson = Lesson.plain(data);
            forestLessons.clear();
        }
    }

    private Lesson lesson(TrainingData data, TrainSettings settings) {
        Lesson plain = java.util.Objects.requireNonNull(plainLesson);
        if (!(data.targets() instanceof TrainingData.Classes)) {
            return plain; // a teacher knows of classes only
        }
        return switch (settings.teacher()) {
            case NONE -> plain;
            case FOREST ->
                forestLessons.computeIfAbsent(settings.seed(), seed -> ForestTeacher.lesson(data, plain, seed));
        };
    }

    /** @throws TinywrightException (usage) where the layers do not fit the data, or an augmentation the features */
    public static void check(Candidate candidate, TrainingData data) {
        Architecture architecture = Architecture.of(data.shape(), candidate.layers());
        int outputs = architecture.outputShape().stream().reduce(1, Math::multiplyExact);
        boolean dense = architecture.parts().getLast().layer() instanceof Layer.Dense;
        if (outputs != data.outputs() || !dense) {
            String gives = dense ? "the last layer has " + outputs + " units" : "the last layer is not dense";
            throw usage(
                    candidate,
                    gives + " and the data " + wants(data),
                    "give the last layer "
                            + (data.targets() instanceof TrainingData.Classes
                                    ? "one unit per class"
                                    : data.outputs() + (data.outputs() == 1 ? " unit" : " units")));
        }
        candidate.settings().augment().stream()
                .flatMap(a -> Augmenter.problem(a.kind(), data.shape()).stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw usage(candidate, problem + ", they are " + data.shape(), "take it out of train.augment");
                });
    }

    private static String wants(TrainingData data) {
        return switch (data.targets()) {
            case TrainingData.Classes classes -> classes.classes() + " classes";
            case TrainingData.Numbers _ -> "one number";
            case TrainingData.Same _ -> data.features() + " features to repeat";
        };
    }

    private static TinywrightException usage(Candidate candidate, String what, String hint) {
        return TinywrightException.usage(what, "plan.yaml, model of " + candidate.name(), hint);
    }

    /** A place for one worker at a time. */
    private final class Slot {
        private volatile @Nullable WorkerProcess worker;
        private volatile boolean busy;

        private synchronized void begin() {
            try {
                worker = WorkerProcess.start();
            } catch (IOException e) {
                throw TinywrightException.failed(
                        "cannot start a training worker: " + e.getMessage(),
                        "train",
                        "check that " + System.getProperty("java.home") + " is a whole Java installation");
            }
        }

        private Trained train(TrainingData data, Candidate candidate, Progress progress) {
            if (cancelled) {
                return new Trained.Failed(
                        candidate, new Diagnosis("training was cancelled before it began", place(candidate), ""));
            }
            Lesson lesson = lesson(data, candidate.settings());
            WorkerProcess ready = readyWorker();
            boolean answered = false;
            try {
                Trained trained = exchange(ready, lesson, candidate, progress);
                answered = true;
                return trained;
            } catch (WorkerProcess.LostException | IOException e) {
                return new Trained.Failed(candidate, lost(candidate, String.valueOf(e.getMessage())));
            } finally {
                busy = false;
                if (!answered) {
                    ready.close(); // it is gone, or would go on with a job that nobody listens to
                }
            }
        }

        private WorkerProcess readyWorker() {
            WorkerProcess current = worker;
            if (current == null || !current.alive()) {
                begin();
                current = java.util.Objects.requireNonNull(worker);
            }
            try {
                current.heard();
                busy = true;
                current.awaitReady();
                return current;
            } catch (WorkerProcess.LostException e) {
                throw TinywrightException.failed(
                        e.getMessage() + " while it loaded libtorch",
                        "train",
                        "tinywright doctor says what is missing; libtorch needs about 500 MB of memory per worker");
            }
        }

        private Trained exchange(WorkerProcess ready, Lesson lesson, Candidate candidate, Progress progress)
                throws WorkerProcess.LostException, IOException {
            ready.teach(lesson);
            Job job = Job.of(candidate, lesson.unit(), limits.stepsPerEpoch(), perCandidate.toMillis());
            ready.send(Frame.Type.JOB, job::write);
            if (cancelled) {
                cancel(); // asked for before the worker had the job
            }
            List<EpochRecord> curve = new ArrayList<>();
            while (true) {
                Frame.Type type = ready.read();
                var payload = ready.payload();
                switch (type) {
                    case EPOCH -> {
                        curve.add(Outcome.readEpoch(payload));
                        progress.epoch(candidate, curve.getLast());
                    }
                    case OUTCOME -> {
                        return done(candidate, job, lesson, curve, Outcome.read(payload));
                    }
                    case FAILED -> {
                        return new Trained.Failed(candidate, failed(candidate, payload.readUTF()));
                    }
                    case ALIVE -> {} // the clock has heard it
                    case READY, LESSON, JOB, CANCEL -> throw new IOException("a worker sends no " + type);
                }
            }
        }

        private void cancel() {
            WorkerProcess current = worker;
            if (current != null && busy) {
                try {
                    current.send(Frame.Type.CANCEL, payload -> {});
                } catch (IOException e) {
                    current.close(); // it cannot be told, so it is ended; its reader reports the loss
                }
            }
        }

        private void endIfSilent(Duration limit) {
            WorkerProcess current = worker;
            if (current != null && busy) {
                current.endIfSilent(limit);
            }
        }

        private synchronized void end() {
            WorkerProcess current = worker;
            if (current != null) {
                current.close();
            }
        }
    }

    private Trained done(Candidate candidate, Job job, Lesson lesson, List<EpochRecord> curve, Outcome outcome) {
        EpochRecord best = outcome.best();
        return new Trained.Done(
                candidate,
                Assembly.model(lesson.shape(), job.layers(), outcome.parameters(), lesson.unit()),
                curve,
                outcome.bestEpoch(),
                outcome.end() != Outcome.End.LAST_EPOCH,
                best.validationAccuracy(),
                best.validationLoss(),
                notes(candidate, lesson, outcome.end()),
                Assembly.inUnit(outcome.ranges(), lesson.unit()));
    }

    private List<String> notes(Candidate candidate, Lesson lesson, Outcome.End end) {
        List<String> notes = new ArrayList<>();
        long steps = Math.ceilDiv(
                (long) lesson.features().length, candidate.settings().batchSize());
        if (steps > limits.stepsPerEpoch()) {
            notes.add("an epoch is " + limits.stepsPerEpoch() + " steps on a random part of the "
                    + lesson.features().length + " training rows");
        }
        boolean tooManyForATeacher = lesson.features().length > TrainSettings.MOST_TAUGHT_ROWS;
        if (candidate.settings().teacher() == TrainSettings.Teacher.FOREST && tooManyForATeacher) {
            notes.add("with more than " + TrainSettings.MOST_TAUGHT_ROWS
                    + " rows the network learned from the labels alone");
        }
        if (lesson.validation().length == Lesson.MOST_VALIDATION_ROWS) {
            notes.add("validation uses " + Lesson.MOST_VALIDATION_ROWS + " rows, evenly spread");
        }
        if (end == Outcome.End.TIME) {
            notes.add("training ended after its time of " + perCandidate.toSeconds() + " s, so another run may differ");
        }
        if (end == Outcome.End.CANCELLED) {
            notes.add("training was cancelled, this is the best epoch until then");
        }
        return notes;
    }

    private Diagnosis lost(Candidate candidate, String reason) {
        String hint = closed
                ? ""
                : "a worker that is killed has mostly run out of memory: close other programs, or train fewer rows or"
                        + " a smaller network";
        return new Diagnosis(reason, place(candidate), hint);
    }

    private static Diagnosis failed(Candidate candidate, String reason) {
        String hint = reason.contains("not finite") ? "set train.learningRate to a tenth of that" : "";
        return new Diagnosis(reason, place(candidate), hint);
    }

    private static String place(Candidate candidate) {
        return "train, candidate " + candidate.name();
    }
}
