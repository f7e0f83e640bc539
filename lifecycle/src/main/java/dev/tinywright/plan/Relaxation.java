package dev.tinywright.plan;

import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would have been enough, where goals were missed: changes of goals that some attempt already meets.
 *
 * @param attempt number of the attempt that meets the changed goals
 * @param tested true where that attempt is the one shipped, judged on the test rows; false where its accuracy is known
 *     on the validation rows alone
 * @param changes at least one
 */
public record Relaxation(int attempt, boolean tested, List<Change> changes) {
    private static final int MOST_OPTIONS = 3;

    /** From this on bytes are written in tenths of a KiB. */
    private static final double WRITTEN_IN_KIB = 10_000;

    public Relaxation {
        changes = List.copyOf(changes);
    }

    /**
     * @param enough the same metric, with a bound that still holds as it is written for people
     */
    public record Change(Goal wanted, Goal enough) {
        /** Returns by what part of its bound the goal gives way. */
        double cost() {
            return Math.abs(enough.bound() - wanted.bound()) / wanted.bound();
        }
    }

    /**
     * Returns at most three options, the cheapest first; none where the shipped attempt meets the goals. Cheap is what
     * moves the bounds least, relative to themselves, summed over the changed goals. An option that asks as much or more
     * of every goal than another is left out.
     *
     * @param shipped number of the attempt that {@code measured} is of
     * @param measured what the shipped firmware reached, on the test rows; without an entry where it is not judged
     */
    public static List<Relaxation> of(
            List<Goal> goals, List<Attempt> attempts, int shipped, Map<Metric, Double> measured) {
        List<Change> own = goals.stream()
                .flatMap(goal -> change(goal, Optional.ofNullable(measured.get(goal.metric()))).stream())
                .toList();
        if (own.isEmpty()) {
            return List.of();
        }
        Map<Metric, Double> lost = lost(attempts, shipped, measured);
        List<Relaxation> options = new ArrayList<>(List.of(new Relaxation(shipped, true, own)));
        attempts.stream()
                .filter(attempt -> attempt.number() != shipped)
                .flatMap(attempt -> option(goals, attempt, lost).stream())
                .forEach(options::add);
        return options.stream()
                .filter(option -> options.stream().noneMatch(other -> other.isBetterThan(option)))
                .sorted(CHEAPEST_FIRST)
                .limit(MOST_OPTIONS)
                .toList();
    }

    private static final Comparator<Relaxation> CHEAPEST_FIRST =
            Comparator.comparingDouble(Relaxation::cost).thenComparingInt(Relaxation::attempt);

    /**
     * What an attempt that was not shipped would need; empty where it needs nothing, or was not measured. Its accuracy is
     * known on validation rows alone: as much is taken off as the shipped one lost between those and the test rows.
     */
    private static Optional<Relaxation> option(List<Goal> goals, Attempt attempt, Map<Metric, Double> lost) {
        return attempt.measurement()
                .map(m -> goals.stream()
                        .flatMap(goal -> change(goal, expected(m, goal.metric(), lost)).stream())
                        .toList())
                .filter(changes -> !changes.isEmpty())
                .map(changes -> new Relaxation(attempt.number(), false, changes));
    }

    private static Optional<Double> expected(Measurement measurement, Metric metric, Map<Metric, Double> lost) {
        return measurement.of(metric).stream()
                .mapToObj(value -> value - lost.getOrDefault(metric, 0.0))
                .findFirst();
    }

    /** What the shipped attempt's accuracy lost between validation and test rows; nothing where it gained. */
    private static Map<Metric, Double> lost(List<Attempt> attempts, int shipped, Map<Metric, Double> measured) {
        Map<Metric, Double> lost = new EnumMap<>(Metric.class);
        attempts.stream()
                .filter(attempt -> attempt.number() == shipped)
                .flatMap(attempt -> attempt.measurement().stream())
                .forEach(m -> Stream.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.R2)
                        .filter(measured::containsKey)
                        .forEach(metric -> lost.put(
                                metric, Math.max(0, m.of(metric).orElse(0) - measured.getOrDefault(metric, 0.0)))));
        return lost;
    }

    private static Optional<Change> change(Goal goal, Optional<Double> measured) {
        return measured.filter(value -> !goal.isMetBy(value))
                .map(value -> speakable(goal.metric(), value))
                .filter(bound -> bound > 0)
                .map(bound -> new Change(goal, new Goal(goal.metric(), bound, goal.unit())));
    }

    /** Rounds to what people read, towards what is easier to meet. */
    private static double speakable(Metric metric, double value) {
        return switch (metric) {
            case ACCURACY, MACRO_F1, DETECTION -> Math.floor(value * 1000) / 1000;
            case FALSE_ALARMS -> Math.ceil(value * 1000) / 1000;
            case MAE, RMSE -> threeDigitsUp(value);
            case R2 -> Math.floor(value * 1000) / 1000;
            case FLASH, RAM -> value < WRITTEN_IN_KIB ? Math.ceil(value) : Math.ceil(value / 102.4) * 102.4;
            case LATENCY -> threeDigitsUp(value);
            case BATTERY -> Math.floor(value);
        };
    }

    private static double threeDigitsUp(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 2);
        return Math.ceil(value / unit) * unit;
    }

    private double cost() {
        return changes.stream().mapToDouble(Change::cost).sum();
    }

    /** True where this asks no more of any goal than {@code other}, and less of one, or the same as an earlier attempt. */
    private boolean isBetterThan(Relaxation other) {
        boolean nowhereMore = changes.stream().allMatch(change -> change.cost() <= other.costOf(change.wanted()));
        boolean less = cost() < other.cost();
        boolean sameButFirst = cost() == other.cost() && CHEAPEST_FIRST.compare(this, other) < 0;
        return nowhereMore && (less || sameButFirst);
    }

    private double costOf(Goal goal) {
        return changes.stream()
                .filter(change -> change.wanted().equals(goal))
                .mapToDouble(Change::cost)
                .sum();
    }
}
