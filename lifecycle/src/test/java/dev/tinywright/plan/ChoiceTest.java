package dev.tinywright.plan;

import static dev.tinywright.plan.Attempts.goal;
import static dev.tinywright.plan.Attempts.measured;
import static dev.tinywright.plan.Attempts.measurement;
import static dev.tinywright.spec.Metric.ACCURACY;
import static dev.tinywright.spec.Metric.FLASH;
import static dev.tinywright.spec.Metric.MACRO_F1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.Framing;
import dev.tinywright.model.Layer;
import dev.tinywright.spec.Task;
import dev.tinywright.train.TrainSettings;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Which attempt is shipped. There are 200 validation rows: half a standard error of 90 % is 1.06 points. */
class ChoiceTest {
    private static final Task ACCURATE = Attempts.task(goal(ACCURACY, 0.85));
    private static final Task ACCURATE_AND_SMALL = Attempts.task(goal(ACCURACY, 0.85), goal(FLASH, 4000));

    @Test
    void theSmallestWithinHalfAStandardErrorOfTheBestIsShipped() {
        assertThat(chosen(ACCURATE, measured(1, 0.90, 5000), measured(2, 0.89, 3000), measured(3, 0.88, 2000)))
                .isEqualTo(2);
    }

    @Test
    void whatMissesAGoalIsNotShippedHoweverAccurate() {
        assertThat(chosen(ACCURATE_AND_SMALL, measured(1, 0.95, 5000), measured(2, 0.86, 3900)))
                .isEqualTo(2);
    }

    @Test
    void withoutAGoalForAccuracyNothingIsGivenAwayForSize() {
        Task small = Attempts.task(goal(FLASH, 6000));

        assertThat(chosen(small, measured(1, 0.90, 5000), measured(2, 0.895, 3000), measured(3, 0.99, 7000)))
                .isEqualTo(1);
    }

    @Test
    void ofEquallyAccurateOnesTheSmallestIsShipped() {
        assertThat(chosen(Attempts.task(), measured(1, 0.90, 5000), measured(2, 0.90, 3000)))
                .isEqualTo(2);
    }

    @Test
    void oneTreeIsNotShippedForBeingSmallerAlone() {
        Attempt tree = tree(3, 0.90, 2000);

        assertThat(chosen(ACCURATE, measured(1, 0.90, 5000), measured(2, 0.90, 3000), tree))
                .isEqualTo(2);
        assertThat(chosen(ACCURATE, measured(1, 0.86, 5000), tree(2, 0.95, 2000)))
                .isEqualTo(2);
    }

    private static Attempt tree(int number, double accuracy, long flashBytes) {
        Attempt network = measured(number, accuracy, flashBytes);
        return new Attempt(
                number, network.plan().withModel(List.of(new Layer.Forest(1, 8, 32))), "because", network.outcome());
    }

    @Test
    void theReasonCallsExamplesByTheirName() {
        Attempt rows = measured(1, 0.90, 5000);
        Attempt windows =
                new Attempt(1, rows.plan().withFraming(new Framing.Window(2, 1, 0)), "because", rows.outcome());

        assertThat(Choice.choose(ACCURATE, List.of(rows)).why()).contains("% on validation rows,");
        assertThat(Choice.choose(ACCURATE, List.of(windows)).why()).contains("% on validation windows,");
    }

    @Test
    void whereEveryAttemptMissesTheNearestIsShipped() {
        // 10 % over the flash goal against 5.9 % under the accuracy goal
        assertThat(chosen(ACCURATE_AND_SMALL, measured(1, 0.90, 4400), measured(2, 0.80, 3900)))
                .isEqualTo(2);
    }

    @Test
    void macroF1StandsForAccuracyWhereItIsTheGoal() {
        Task task = Attempts.task(goal(MACRO_F1, 0.5));
        Attempt accurate = measured(1, measurement(0.95, 0.60, 3000, 400, OptionalDouble.of(1)));
        Attempt fair = measured(2, measurement(0.90, 0.80, 5000, 400, OptionalDouble.of(1)));

        assertThat(chosen(task, accurate, fair)).isEqualTo(2);
    }

    @Test
    void nothingIsShippedWhereNothingCouldBeMeasured() {
        assertThat(Choice.choose(ACCURATE, List.of(Attempts.failed(1))).chosen())
                .isEmpty();
    }

    @Test
    void aTeacherThatHelpsOnAverageIsKeptThoughOneUntaughtNetworkWasLuckier() {
        List<Attempt> attempts = List.of(
                untaught(1, 8, 0.91),
                untaught(2, 16, 0.86),
                untaught(3, 32, 0.86),
                taught(4, 8, 0.89),
                taught(5, 16, 0.90));

        assertThat(Choice.gainOfTeaching(Attempts.task(), attempts))
                .hasValueCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(chosen(Attempts.task(), attempts.toArray(Attempt[]::new))).isEqualTo(5);
    }

    @Test
    void aTeacherThatDoesNotHelpIsDropped() {
        assertThat(chosen(
                        Attempts.task(),
                        untaught(1, 8, 0.90),
                        untaught(2, 16, 0.90),
                        taught(3, 8, 0.80),
                        taught(4, 16, 0.91)))
                .isEqualTo(1);
    }

    private static int chosen(Task task, Attempt... attempts) {
        return Choice.choose(task, List.of(attempts)).chosen().orElseThrow().number();
    }

    private static Attempt untaught(int number, int units, double accuracy) {
        return new Attempt(
                number,
                Attempts.plan(units, PlanDefaults.TRAIN),
                "because",
                new Attempt.Measured(measurement(accuracy, 3000 + units)));
    }

    private static Attempt taught(int number, int units, double accuracy) {
        return new Attempt(
                number,
                Attempts.plan(units, TrainSettings.taught(7)),
                "because",
                new Attempt.Measured(measurement(accuracy, 3000 + units)));
    }
}
