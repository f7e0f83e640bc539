package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.train.TrainSettings.Loss;
import dev.tinywright.train.TrainSettings.Optimizer;
import dev.tinywright.train.TrainSettings.Schedule;
import dev.tinywright.train.TrainSettings.Teacher;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a network learns beside classes: a number in its own unit, or its own features. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetsTest {
    private TrainerPool pool;

    @BeforeAll
    void startPool() {
        pool = TrainerPool.start(1);
    }

    @AfterAll
    void closePool() {
        pool.close();
    }

    @ParameterizedTest
    @EnumSource
    void theModelGivesANumberInItsOwnUnit(Loss loss) {
        float[][] x = Blobs.rows(400, 3, 1, 0, 1);
        float[][] vx = Blobs.rows(100, 3, 1, 0, 2);
        Trained.Done done = done(
                TrainingData.regression(List.of(3), x, hectopascals(x), vx, hectopascals(vx)),
                Blobs.layers(1, 16),
                settings(Schedule.COSINE, loss));
        float[] wanted = hectopascals(vx);
        double error = 0;
        double spread = 0;
        for (int i = 0; i < vx.length; i++) {
            error += Math.pow(done.model().logits(vx[i])[0] - wanted[i], 2);
            spread += Math.pow(wanted[i] - 1013, 2);
        }
        assertThat(done.validationAccuracy()).as("R²").isBetween(0.95, 1.0);
        assertThat(1 - error / spread).isCloseTo(done.validationAccuracy(), within(0.01));
    }

    @Test
    void aNetworkLearnsToRepeatItsFeatures() {
        float[][] x = onALine(300, 1);
        Trained.Done done = done(
                TrainingData.reconstruction(List.of(4), x, onALine(80, 2)),
                List.of(new Layer.Dense(2, Activation.NONE), new Layer.Dense(4, Activation.NONE)),
                settings(Schedule.PLATEAU, Loss.HUBER));
        assertThat(done.validationAccuracy()).isGreaterThan(0.99);
        assertThat(done.model().logits(x[0])[2]).isCloseTo(x[0][2], within(0.3f));
    }

    @Test
    void refusesANetworkWithTooManyNumbers() {
        TrainingData data =
                TrainingData.regression(List.of(1), new float[][] {{1}}, new float[] {1}, new float[0][], new float[0]);
        Candidate two = new Candidate("two", Blobs.layers(2), Blobs.settings(1, 0));
        assertThatThrownBy(() -> pool.train(data, List.of(two), Progress.SILENT))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("2 units and the data one number");
    }

    @Test
    void refusesRowsThatDoNotFitTheirShapeAndNumbersThatAreNone() {
        assertThatThrownBy(() -> TrainingData.reconstruction(List.of(2, 1, 3), new float[][] {{1, 2}}, new float[0][]))
                .hasMessageContaining("row 0 has 2 features, not 6");
        assertThatThrownBy(() -> TrainingData.regression(
                        List.of(1), new float[][] {{1}}, new float[] {Float.NaN}, new float[0][], new float[0]))
                .hasMessageContaining("NaN");
    }

    private Trained.Done done(TrainingData data, List<Layer> layers, TrainSettings settings) {
        Trained trained = pool.train(data, List.of(new Candidate("it", layers, settings)), Progress.SILENT)
                .getFirst();
        assertThat(trained).isInstanceOf(Trained.Done.class);
        return (Trained.Done) trained;
    }

    private static TrainSettings settings(Schedule schedule, Loss loss) {
        return new TrainSettings(
                60, 32, Optimizer.ADAM, 0.01, 0, 0, false, 0, Teacher.NONE, 7, schedule, 0, loss, List.of(), 0);
    }

    private static float[] hectopascals(float[][] rows) {
        float[] y = new float[rows.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = 1013 + 20 * rows[i][0] - 12 * rows[i][1] * rows[i][2];
        }
        return y;
    }

    /** Rows of four features that two numbers say all of. */
    private static float[][] onALine(int count, long seed) {
        return Arrays.stream(Blobs.rows(count, 2, 1, 0, seed))
                .map(r -> new float[] {r[0], r[1], r[0] + r[1], r[0] - r[1]})
                .toArray(float[][]::new);
    }
}
