package dev.tinywright.plan;

import dev.tinywright.model.Layer;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import dev.tinywright.train.TrainSettings.Teacher;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which attempt to ship. Among those that meet every goal on the validation rows: the smallest whose accuracy is within
 * half a standard error of the best one's (a stricter form of the one-standard-error rule of Breiman et al. 1984, §3.4.3),
 * since a difference below that is noise. Where no goal says how accurate is enough, nothing is given away for size: the
 * most accurate. Where none meets every goal: the one that misses least.
 *
 * <p>Of models of what is normal, which must not look at a fault, those are compared that keep the false alarms on the validation
 * rows: by the share of stand-ins for faults that they find ({@link dev.tinywright.train.StandIns}).
 *
 * <p>The best of a dozen figures from the same few rows is partly the luckiest. So whether to learn from a forest is
 * not left to single attempts: it is decided by the mean over all networks that were tried both ways.
 */
final class Choice {
    /** Stand-ins for faults are a guess: a model that finds so many fewer of them may be as good, and smaller. */
    private static final double STAND_INS_ALIKE = 0.02;

    private Choice() {}

    static Optional<Attempt> mostAccurate(Task task, List<Attempt> attempts) {
        return attempts.stream()
                .filter(a -> a.measurement().isPresent())
                .max(Comparator.<Attempt>comparingDouble(a -> quality(task, a))
                        .thenComparing(SMALLEST_STEADY_FIRST.reversed()));
    }

    /** True where not one more validation row could be gained. */
    static boolean isAsGoodAsPerfect(Task task, Attempt attempt) {
        return attempt.measurement().isPresent()
                && (measured(attempt).errors().isPresent()
                        ? hasErrorToSpare(task, attempt)
                        : quality(task, attempt) >= 1 - 0.5 / measured(attempt).rows());
    }

    /** True where the errors are less than half of what is allowed. */
    private static boolean hasErrorToSpare(Task task, Attempt attempt) {
        List<Goal> goals = task.goals().stream()
                .filter(goal -> goal.metric().isInUnitOfTarget())
                .toList();
        return !goals.isEmpty()
                && goals.stream().allMatch(goal -> measured(attempt).of(goal.metric()).stream()
                        .allMatch(value -> value <= goal.bound() / 2));
    }

    static Decision.Done choose(Task task, List<Attempt> attempts) {
        List<Attempt> fitting = attempts.stream()
                .filter(a -> a.measurement().isPresent())
                .filter(a -> task.goals().stream().allMatch(a::meets))
                .toList();
        return fitting.isEmpty()
                ? closest(task, attempts)
                : smallestOfTheBest(task, withTheBetterLesson(task, attempts, fitting));
    }

    /** Keeps the attempts that learned in the way that did better; all where there are none, or nothing to compare. */
    private static List<Attempt> withTheBetterLesson(Task task, List<Attempt> attempts, List<Attempt> fitting) {
        OptionalDouble gain = gainOfTeaching(task, attempts);
        if (gain.isEmpty()) {
            return fitting;
        }
        Teacher better = gain.getAsDouble() > 0 ? Teacher.FOREST : Teacher.NONE;
        List<Attempt> kept = fitting.stream()
                .filter(a -> a.plan().train().teacher() == better)
                .toList();
        return kept.isEmpty() ? fitting : kept;
    }

    /** Returns how much better networks did that a forest taught, on average over those that were tried both ways. */
    static OptionalDouble gainOfTeaching(Task task, List<Attempt> attempts) {
        List<Attempt> measured =
                attempts.stream().filter(a -> a.measurement().isPresent()).toList();
        return measured.stream()
                .filter(a -> a.plan().train().teacher() == Teacher.FOREST)
                .flatMap(taught -> measured.stream()
                        .filter(other -> isUntaughtTwin(other.plan(), taught.plan()))
                        .map(other -> quality(task, taught) - quality(task, other)))
                .mapToDouble(Double::doubleValue)
                .average();
    }

    private static boolean isUntaughtTwin(Plan plan, Plan taught) {
        return plan.train().teacher() == Teacher.NONE
                && plan.features().equals(taught.features())
                && plan.model().equals(taught.model())
                && plan.codegen().equals(taught.codegen());
    }

    private static Decision.Done smallestOfTheBest(Task task, List<Attempt> fitting) {
        Attempt best = mostAccurate(task, fitting).orElseThrow();
        double tolerance = tolerance(task, best);
        Attempt chosen = fitting.stream()
                .filter(a -> quality(task, a) >= quality(task, best) - tolerance)
                .min(ofEquals(best))
                .orElse(best);
        return new Decision.Done(
                Optional.of(chosen),
                chosen.equals(best)
                        ? "attempt %d %s of those that meet every goal (%s%s, %d bytes of flash)"
                                .formatted(
                                        chosen.number(),
                                        alarms(chosen) ? "finds most stand-ins for faults" : "is the most accurate",
                                        quality(chosen, quality(task, chosen)),
                                        alarms(chosen)
                                                ? ""
                                                : " on validation "
                                                        + chosen.plan()
                                                                .framing()
                                                                .examples(),
                                        measured(chosen).flashBytes())
                        : "attempt %d is the %s that meets every goal and %s as the best (attempt %d) within %s: %s against %s%s, %d against %d bytes of flash"
                                .formatted(
                                        chosen.number(),
                                        isTooFew(best) ? "first" : "smallest",
                                        alarms(chosen) ? "finds as many stand-ins for faults" : "is as accurate",
                                        best.number(),
                                        quality(best, tolerance),
                                        quality(chosen, quality(task, chosen)),
                                        quality(best, quality(task, best)),
                                        alarms(chosen)
                                                ? ""
                                                : " on validation "
                                                        + chosen.plan()
                                                                .framing()
                                                                .examples(),
                                        measured(chosen).flashBytes(),
                                        measured(best).flashBytes()));
    }

    private static Decision.Done closest(Task task, List<Attempt> attempts) {
        Optional<Attempt> chosen = attempts.stream()
                .filter(a -> a.measurement().isPresent())
                .min(Comparator.<Attempt>comparingDouble(a -> shortfall(task, a))
                        .thenComparing(SMALLEST_FIRST));
        return new Decision.Done(
                chosen,
                chosen.map(a -> "no attempt meets every goal; attempt %d comes nearest".formatted(a.number()))
                        .orElse("no attempt could be measured"));
    }

    /** Sum over missed goals of how far each is missed, relative to its bound. */
    private static double shortfall(Task task, Attempt attempt) {
        return task.goals().stream()
                .mapToDouble(goal -> measured(attempt).of(goal.metric()).stream()
                        .map(value -> goal.isMetBy(value) ? 0 : Math.abs(value - goal.bound()) / goal.bound())
                        .sum())
                .sum();
    }

    private static double tolerance(Task task, Attempt best) {
        Optional<Measurement.Errors> errors = measured(best).errors();
        if (errors.isPresent()) {
            boolean asked = task.goals().stream().anyMatch(goal -> goal.metric().isOfNumbers());
            return asked ? 0.5 * errors.get().device().maeError() : 0;
        }
        if (measured(best).alarms().isPresent()) {
            return STAND_INS_ALIKE;
        }
        if (task.goal(Metric.ACCURACY).isEmpty() && task.goal(Metric.MACRO_F1).isEmpty()) {
            return 0;
        }
        double p = quality(task, best);
        return 0.5 * Math.sqrt(p * (1 - p) / measured(best).rows());
    }

    /**
     * The figure that stands for accuracy: macro-F1 where that is the goal. Of numbers it is the mean absolute error, or the root
     * of the mean squared one where that is the goal or R² is, with its sign turned.
     */
    static double quality(Task task, Attempt attempt) {
        Optional<Measurement.Errors> errors = measured(attempt).errors();
        if (errors.isPresent()) {
            boolean squared = task.goal(Metric.MAE).isEmpty()
                    && (task.goal(Metric.RMSE).isPresent()
                            || task.goal(Metric.R2).isPresent());
            return squared
                    ? -errors.get().device().rmse()
                    : -errors.get().device().mae();
        }
        Optional<Measurement.Alarms> alarms = measured(attempt).alarms();
        if (alarms.isPresent()) {
            return alarms.get().standInsFound();
        }
        Optional<Goal> f1 = task.goal(Metric.MACRO_F1);
        return f1.isPresent() ? measured(attempt).macroF1() : measured(attempt).accuracy();
    }

    /** So few validation rows cannot tell networks apart: of equals the one that the planner thought of first is taken. */
    private static final int FEW_ROWS = 30;

    private static final Comparator<Attempt> USUAL_FIRST = Comparator.comparingInt(Attempt::number);

    private static final Comparator<Attempt> SMALLEST_FIRST = Comparator.<Attempt>comparingLong(
                    a -> measured(a).flashBytes() + measured(a).ramBytes())
            .thenComparingInt(Attempt::number);

    /**
     * One tree answers in steps at single readings: as right as others on validation rows, it is less so on rows between them.
     * It is shipped where it is more accurate, not where it is smaller.
     */
    private static final Comparator<Attempt> SMALLEST_STEADY_FIRST =
            Comparator.comparing(Choice::isOneTree).thenComparing(SMALLEST_FIRST);

    private static boolean isOneTree(Attempt attempt) {
        return attempt.plan().model().getFirst() instanceof Layer.Forest forest && forest.trees() == 1;
    }

    private static Comparator<Attempt> ofEquals(Attempt best) {
        return isTooFew(best) ? USUAL_FIRST : SMALLEST_STEADY_FIRST;
    }

    private static boolean isTooFew(Attempt attempt) {
        return measured(attempt).rows() < FEW_ROWS;
    }

    private static Measurement measured(Attempt attempt) {
        return attempt.measurement().orElseThrow();
    }

    /** Returns a figure of {@link #quality} for people. */
    private static String quality(Attempt attempt, double value) {
        return measured(attempt)
                .errors()
                .map(e -> String.format(Locale.ROOT, "%.3g %s", Math.abs(value), e.unit())
                        .strip())
                .orElseGet(() -> percent(value));
    }

    private static boolean alarms(Attempt attempt) {
        return measured(attempt).alarms().isPresent();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
