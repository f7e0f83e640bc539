package dev.tinywright.plan;

import static dev.tinywright.plan.Attempts.goal;
import static dev.tinywright.plan.Attempts.measured;
import static dev.tinywright.plan.Attempts.measurement;
import static dev.tinywright.spec.Metric.ACCURACY;
import static dev.tinywright.spec.Metric.BATTERY;
import static dev.tinywright.spec.Metric.FLASH;
import static dev.tinywright.spec.Metric.LATENCY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Where goals are missed, the person hears which changes would have been enough, the smallest first. */
class RelaxationTest {
    private static final Goal ACCURATE = goal(ACCURACY, 0.95);
    private static final Goal SMALL = goal(FLASH, 3000);

    @Test
    void nothingIsToBeChangedWhereTheGoalsAreMet() {
        assertThat(relax(List.of(measured(1, 0.80, 9000), measured(2, 0.96, 2900)), 2, 0.96, 2900))
                .isEmpty();
    }

    @Test
    void theShippedResultIsJudgedByItsTestRowsNotByItsValidationRows() {
        var options = relax(List.of(measured(1, 0.97, 2900)), 1, 0.90, 2900);

        assertThat(options).containsExactly(option(1, true, new Relaxation.Change(ACCURATE, goal(ACCURACY, 0.90))));
    }

    @Test
    void anotherAttemptCanBeTheCheaperWay() {
        var options = relax(List.of(measured(1, 0.70, 2900), measured(2, 0.96, 3100)), 1, 0.70, 2900);

        assertThat(options)
                .containsExactly(
                        option(2, false, new Relaxation.Change(SMALL, goal(FLASH, 3100))),
                        option(1, true, new Relaxation.Change(ACCURATE, goal(ACCURACY, 0.70))));
    }

    @Test
    void luckOnTheValidationRowsIsNotPromised() {
        var options = relax(List.of(measured(1, 0.90, 2900), measured(2, 0.91, 2950)), 1, 0.85, 2900);

        assertThat(options.getFirst().changes()).containsExactly(new Relaxation.Change(ACCURATE, goal(ACCURACY, 0.86)));
    }

    @Test
    void whatAsksMoreOfEveryGoalIsLeftOut() {
        var options = relax(
                List.of(measured(1, 0.90, 2900), measured(2, 0.88, 2950), measured(3, 0.90, 3500)), 1, 0.90, 2900);

        assertThat(options).extracting(Relaxation::attempt).containsExactly(1);
    }

    @Test
    void ofEqualOptionsTheFirstAttemptIsNamed() {
        var options = relax(
                List.of(measured(1, 0.70, 2900), measured(2, 0.96, 3100), measured(3, 0.97, 3100)), 1, 0.70, 2900);

        assertThat(options).extracting(Relaxation::attempt).containsExactly(2, 1);
    }

    @Test
    void atMostThreeOptionsAreGiven() {
        var options = relax(
                List.of(
                        measured(1, 0.70, 2900),
                        measured(2, 0.75, 3100),
                        measured(3, 0.80, 3400),
                        measured(4, 0.85, 3800),
                        measured(5, 0.96, 9000)),
                1,
                0.70,
                2900);

        assertThat(options).hasSize(3);
        assertThat(options)
                .isSortedAccordingTo((a, b) -> Double.compare(
                        a.changes().stream()
                                .mapToDouble(Relaxation.Change::cost)
                                .sum(),
                        b.changes().stream()
                                .mapToDouble(Relaxation.Change::cost)
                                .sum()));
    }

    @Test
    void attemptsThatFailedOfferNothing() {
        assertThat(relax(List.of(measured(1, 0.90, 2900), Attempts.failed(2)), 1, 0.90, 2900))
                .extracting(Relaxation::attempt)
                .containsExactly(1);
    }

    @Test
    void theNewBoundHoldsAsItIsWritten() {
        Goal fast = goal(LATENCY, 0.1);
        List<Goal> goals = List.of(ACCURATE, goal(FLASH, 10_000), fast);
        Map<Metric, Double> measured = Map.of(ACCURACY, 0.88196, FLASH, 10_241.0, LATENCY, 0.123_41);

        var changes = Relaxation.of(goals, List.of(measured(1, 0.9, 10_241)), 1, measured)
                .getFirst()
                .changes();

        assertThat(changes).extracting(c -> c.enough().bound()).containsExactly(0.881, 101 * 102.4, 0.124);
        assertThat(changes).allSatisfy(change -> assertThat(change.enough()
                        .isMetBy(measured.getOrDefault(change.wanted().metric(), Double.NaN)))
                .isTrue());
    }

    @Test
    void goalsThatAreNotJudgedAreNotRelaxed() {
        Goal battery = goal(BATTERY, 100);
        var attempt = measured(1, measurement(0.9, 0.9, 2900, 400, OptionalDouble.empty()));

        assertThat(Relaxation.of(List.of(battery, goal(LATENCY, 1)), List.of(attempt), 1, Map.of()))
                .isEmpty();
    }

    private static List<Relaxation> relax(List<Attempt> attempts, int shipped, double accuracy, double flashBytes) {
        return Relaxation.of(
                List.of(ACCURATE, SMALL), attempts, shipped, Map.of(ACCURACY, accuracy, FLASH, flashBytes));
    }

    private static Relaxation option(int attempt, boolean tested, Relaxation.Change... changes) {
        return new Relaxation(attempt, tested, List.of(changes));
    }
}
