package dev.tinywright.mind;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which answers are faulty, and how.
 *
 * @param rate share of faulty answers, 0 to 1
 * @param seed the same seed makes the same faults for the same requests
 * @param only the faults to draw from; empty means all
 * @param weights how often a fault is drawn, 1 where it is not named; 0 is never
 * @param script faults of the first requests, in order, whatever the rate; "none" is an empty one
 */
public record Faults(
        double rate,
        long seed,
        List<Fault> only,
        Map<Fault, Double> weights,
        Timings timings,
        List<Optional<Fault>> script) {
    public Faults {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate of faults is from 0 to 1, not " + rate);
        }
        only = List.copyOf(only);
        weights = Map.copyOf(weights);
        script = List.copyOf(script);
    }

    /**
     * How long things take.
     *
     * @param hold how long a request is held that then comes to nothing
     * @param drip how long the whole of a slow answer takes, at least
     * @param retryAfter in whole seconds
     */
    public record Timings(Duration hold, Duration drip, Duration retryAfter) {
        /** Short enough for tests and for benchmarks of many runs. */
        public static final Timings SHORT =
                new Timings(Duration.ofSeconds(2), Duration.ofMillis(800), Duration.ofSeconds(1));
    }

    public static Faults none() {
        return at(0, 0);
    }

    public static Faults at(double rate, long seed) {
        return new Faults(rate, seed, List.of(), Map.of(), Timings.SHORT, List.of());
    }

    /** Returns those that make a fault of the first answers, one after the other, and none of later ones. */
    public static Faults inOrder(Fault... faults) {
        return none().withScript(Arrays.stream(faults).map(Optional::of).toList());
    }

    public Faults only(Fault... faults) {
        return new Faults(rate, seed, List.of(faults), weights, timings, script);
    }

    public Faults withWeights(Map<Fault, Double> newWeights) {
        return new Faults(rate, seed, only, newWeights, timings, script);
    }

    public Faults withTimings(Timings newTimings) {
        return new Faults(rate, seed, only, weights, newTimings, script);
    }

    public Faults withScript(List<Optional<Fault>> newScript) {
        return new Faults(rate, seed, only, weights, timings, newScript);
    }

    /**
     * Returns the fault of an answer, if it is to have one.
     *
     * @param number of the request on this server, from 0
     * @param ofText the same for the same text asked of the same model at temperature 0
     * @param ofMoment never the same
     */
    Optional<Fault> draw(int number, String job, SplittableRandom ofText, SplittableRandom ofMoment) {
        if (number < script.size()) {
            return script.get(number);
        }
        Map<Fault, Double> onTheWay = fitting(job, true);
        Map<Fault, Double> inTheAnswer = fitting(job, false);
        double all = sum(onTheWay) + sum(inTheAnswer);
        if (all <= 0 || rate <= 0) {
            return Optional.empty();
        }
        // Servers fail for no reason that the text holds: that is drawn anew each time, while a model that is asked the
        // same at
        // temperature 0 errs in the same way. Together they come to the rate.
        double share = rate * sum(onTheWay) / all;
        if (ofMoment.nextDouble() < share) {
            return Optional.of(pick(onTheWay, ofMoment));
        }
        double rest = share >= 1 ? 0 : (rate - share) / (1 - share);
        return ofText.nextDouble() < rest ? Optional.of(pick(inTheAnswer, ofText)) : Optional.empty();
    }

    private Map<Fault, Double> fitting(String job, boolean onTheWay) {
        Map<Fault, Double> fitting = new EnumMap<>(Fault.class);
        for (Fault fault : only.isEmpty() ? Fault.all() : only) {
            double weight = weights.getOrDefault(fault, 1.0);
            if (weight > 0 && fault.fits(job) && (fault.kind() == Fault.Kind.TRANSPORT) == onTheWay) {
                fitting.put(fault, weight);
            }
        }
        return fitting;
    }

    private static double sum(Map<Fault, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Fault pick(Map<Fault, Double> weights, SplittableRandom random) {
        double at = random.nextDouble() * sum(weights);
        Fault last = weights.keySet().iterator().next();
        for (Map.Entry<Fault, Double> entry : weights.entrySet()) {
            last = entry.getKey();
            at -= entry.getValue();
            if (at < 0) {
                break;
            }
        }
        return last;
    }
}
