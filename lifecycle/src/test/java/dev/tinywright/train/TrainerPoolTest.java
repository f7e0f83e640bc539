package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.train.TrainSettings.Optimizer;
import dev.tinywright.train.TrainSettings.Teacher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One pool of two workers serves all tests: what a test leaves behind must not matter to the next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainerPoolTest {
    private static final TrainSettings ENDLESS = Blobs.settings(10_000, 0);

    private TrainerPool pool;

    @BeforeAll
    void startPool() {
        pool = TrainerPool.start(2, new TrainerPool.Limits(Duration.ofSeconds(20), Duration.ofSeconds(10), 2000));
    }

    @AfterAll
    void closePool() {
        pool.close();
    }

    @Test
    void learnsToTellCloudsApart() {
        TrainingData data = Blobs.data();
        Trained.Done done = done(data, Blobs.candidate("clouds", Blobs.settings(60, 0), 16));
        assertThat(done.validationAccuracy()).isGreaterThan(0.95);
        assertThat(done.curve()).hasSize(60);
        assertThat(done.curve().getLast().trainingLoss())
                .isLessThan(done.curve().getFirst().trainingLoss() / 2);
        assertThat(done.stoppedEarly()).isFalse();
        assertThat(done.notes()).isEmpty();
    }

    @Test
    void theModelGivesTheAccuracyThatTheWorkerMeasured() {
        TrainingData data = Blobs.data();
        Trained.Done done = done(data, Blobs.candidate("measured", Blobs.settings(20, 0), 8, 5));
        int right = 0;
        for (int i = 0; i < data.validation().length; i++) {
            float[] logits = done.model().logits(data.validation()[i]);
            right += Metrics.best(logits, 0, 3) == data.validationClasses()[i] ? 1 : 0;
        }
        assertThat((double) right / data.validation().length).isEqualTo(done.validationAccuracy());
        assertThat(done.model().layers()).extracting(TrainedLayer::name).containsExactly("dense1", "dense2", "dense3");
    }

    @Test
    void sameSeedSameBitsWhateverTrainsBesideIt() {
        TrainingData data = Blobs.data();
        TrainSettings dropout = new TrainSettings(15, 32, Optimizer.SGD, 0.05, 0, 0.2, true, 0, Teacher.NONE, 3);
        Candidate a = Blobs.candidate("a", Blobs.settings(15, 0), 16, 8);
        Candidate b = Blobs.candidate("b", dropout, 12);
        Candidate c = Blobs.candidate("c", teacher(5), 10);
        List<Trained> alone = new ArrayList<>();
        for (Candidate candidate : List.of(a, b, c)) {
            alone.add(done(data, candidate));
        }
        List<Trained> together =
                pool.train(Blobs.data(), List.of(c, b, a), Progress.SILENT).reversed();
        assertThat(together)
                .map(TrainerPoolTest::bits)
                .isEqualTo(alone.stream().map(TrainerPoolTest::bits).toList());
        assertThat(together)
                .map(trained -> ((Trained.Done) trained).curve())
                .containsExactlyElementsOf(alone.stream()
                        .map(trained -> ((Trained.Done) trained).curve())
                        .toList());
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        TrainSettings other = new TrainSettings(15, 32, Optimizer.ADAM, 0.01, 1e-4, 0, false, 0, Teacher.NONE, 8);
        List<Trained> both = pool.train(
                Blobs.data(),
                List.of(Blobs.candidate("7", Blobs.settings(15, 0), 16), Blobs.candidate("8", other, 16)),
                Progress.SILENT);
        assertThat(bits(both.get(0))).isNotEqualTo(bits(both.get(1)));
    }

    @Test
    void stopsWithoutPatienceAndRestoresTheBestEpoch() {
        Trained.Done done = done(Blobs.data(), Blobs.candidate("patient", Blobs.settings(2000, 5), 32));
        assertThat(done.stoppedEarly()).isTrue();
        assertThat(done.curve()).hasSize(done.bestEpoch() + 5);
        assertThat(done.validationLoss())
                .isEqualTo(done.curve().stream()
                        .mapToDouble(EpochRecord::validationLoss)
                        .min()
                        .orElseThrow());
    }

    @Test
    void classWeightsGiveRareClassesTheirSay() {
        float[][] rows = Blobs.rows(1000, 2, 2, 1, 1);
        int[] classes = Blobs.classes(1000, 2);
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (classes[i] == 0 || i % 20 == 1) {
                kept.add(i);
            }
        }
        float[][] x = kept.stream().map(i -> rows[i]).toArray(float[][]::new);
        int[] y = kept.stream().mapToInt(i -> classes[i]).toArray();
        TrainingData data = new TrainingData(x, y, x, y, 2);
        TrainSettings weighted = new TrainSettings(60, 32, Optimizer.ADAM, 0.01, 0, 0, true, 0, Teacher.NONE, 7);
        List<Trained> both = pool.train(
                data,
                List.of(
                        new Candidate("weighted", Blobs.layers(2), weighted),
                        new Candidate("plain", Blobs.layers(2), Blobs.settings(60, 0))),
                Progress.SILENT);
        assertThat(recallOfRare(both.get(0), data)).isGreaterThan(0.6);
        assertThat(recallOfRare(both.get(1), data)).isLessThan(0.4);
    }

    @Test
    void cancelReturnsTheBestSoFar() {
        AtomicBoolean heard = new AtomicBoolean();
        List<Candidate> three = List.of(
                Blobs.candidate("running", ENDLESS, 8),
                Blobs.candidate("running too", ENDLESS, 8),
                Blobs.candidate("waiting", ENDLESS, 8));
        List<Trained> results = pool.train(Blobs.data(), three, (candidate, epoch) -> {
            if (epoch.epoch() >= 3 && heard.compareAndSet(false, true)) {
                pool.cancel();
            }
        });
        assertThat(results.stream().filter(Trained.Done.class::isInstance).map(Trained.Done.class::cast))
                .isNotEmpty()
                .allSatisfy(done -> {
                    assertThat(done.stoppedEarly()).isTrue();
                    assertThat(done.notes()).singleElement().asString().contains("cancelled");
                });
        assertThat(results.get(2)).isInstanceOf(Trained.Failed.class);
        assertThat(done(Blobs.data(), Blobs.candidate("after", Blobs.settings(2, 0), 4))
                        .curve())
                .hasSize(2);
    }

    @Test
    void aKilledWorkerCostsItsCandidateOnly() {
        AtomicBoolean killed = new AtomicBoolean();
        List<Candidate> candidates = List.of(
                Blobs.candidate("victim", ENDLESS, 8),
                Blobs.candidate("survivor", Blobs.settings(30, 0), 8),
                Blobs.candidate("next", Blobs.settings(30, 0), 8));
        List<Trained> results = pool.train(Blobs.data(), candidates, (candidate, epoch) -> {
            if (candidate.name().equals("victim") && killed.compareAndSet(false, true)) {
                // Slots take candidates in order, but which slot has the victim is left to the threads: end both.
                pool.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            }
        });
        assertThat(results.get(0)).isInstanceOfSatisfying(Trained.Failed.class, failed -> {
            assertThat(failed.diagnosis().what()).contains("ended with code 137");
            assertThat(failed.diagnosis().where()).contains("victim");
        });
        assertThat(done(Blobs.data(), Blobs.candidate("after", Blobs.settings(2, 0), 4))
                        .curve())
                .hasSize(2);
    }

    @Test
    void aListenerThatThrowsLeavesNoAnswersBehind() {
        Candidate heard = Blobs.candidate("heard", Blobs.settings(50, 0), 8);
        assertThatThrownBy(() -> pool.train(Blobs.data(), List.of(heard), (candidate, epoch) -> {
                    throw new IllegalStateException("no terminal");
                }))
                .hasMessage("no terminal");
        assertThat(done(Blobs.data(), Blobs.candidate("after", Blobs.settings(2, 0), 4))
                        .curve())
                .hasSize(2);
    }

    @Test
    void aLossThatIsNoNumberFailsWithAdvice() {
        TrainSettings wild = new TrainSettings(200, 32, Optimizer.SGD, 10, 0, 0, false, 0, Teacher.NONE, 1);
        float[][] large = Blobs.rows(300, 4, 3, 1e15, 1);
        TrainingData data = new TrainingData(large, Blobs.classes(300, 3), new float[0][], new int[0], 3);
        Trained trained = pool.train(data, List.of(Blobs.candidate("wild", wild, 64, 64)), Progress.SILENT)
                .getFirst();
        assertThat(trained).isInstanceOfSatisfying(Trained.Failed.class, failed -> {
            assertThat(failed.diagnosis().what()).contains("not finite");
            assertThat(failed.diagnosis().hint()).contains("train.learningRate");
        });
    }

    @Test
    void refusesALastLayerThatDoesNotFitTheClasses() {
        Candidate wrong = new Candidate("wrong", Blobs.layers(2, 8), Blobs.settings(1, 0));
        assertThatThrownBy(() -> pool.train(Blobs.data(), List.of(wrong), Progress.SILENT))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("2 units and the data 3 classes");
    }

    @Test
    void trainsWithoutValidationRowsAndWithASingleRow() {
        TrainingData one = new TrainingData(new float[][] {{1, 2}}, new int[] {0}, new float[0][], new int[0], 2);
        Trained trained = pool.train(
                        one, List.of(new Candidate("one", Blobs.layers(2, 4), Blobs.settings(200, 0))), Progress.SILENT)
                .getFirst();
        assertThat(trained).isInstanceOfSatisfying(Trained.Done.class, done -> assertThat(done.validationAccuracy())
                .isEqualTo(1.0));
    }

    private static TrainSettings teacher(int epochs) {
        return new TrainSettings(epochs, 64, Optimizer.ADAM, 0.01, 1e-4, 0, false, 0, Teacher.FOREST, 7);
    }

    private Trained.Done done(TrainingData data, Candidate candidate) {
        Trained trained = pool.train(data, List.of(candidate), Progress.SILENT).getFirst();
        assertThat(trained).isInstanceOf(Trained.Done.class);
        return (Trained.Done) trained;
    }

    private static List<List<Integer>> bits(Trained trained) {
        return ((Trained.Done) trained)
                .model().layers().stream()
                        .map(DenseWeights.class::cast)
                        .map(layer -> {
                            List<Integer> bits = new ArrayList<>();
                            for (float w : layer.weights()) {
                                bits.add(Float.floatToRawIntBits(w));
                            }
                            for (float b : layer.bias()) {
                                bits.add(Float.floatToRawIntBits(b));
                            }
                            return bits;
                        })
                        .toList();
    }

    private static double recallOfRare(Trained trained, TrainingData data) {
        int rare = 0;
        int right = 0;
        for (int i = 0; i < data.training().length; i++) {
            if (data.trainingClasses()[i] == 1) {
                rare++;
                float[] logits = ((Trained.Done) trained).model().logits(data.training()[i]);
                right += logits[1] > logits[0] ? 1 : 0;
            }
        }
        return (double) right / rare;
    }
}
