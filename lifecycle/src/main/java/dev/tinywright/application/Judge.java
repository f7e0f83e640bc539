package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Cause;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.World;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges a run of a sketch. For each row, the answers that count are those that the host's integer model gives for any of the
 * raw readings that were handed out while the row was shown, for their mean, and for what the sketch passed to the model where
 * that lies among them; once what the sensor sees has not changed for {@link Expectations#settle}, the outputs must be those
 * of such an answer.
 */
public final class Judge {
    private Judge() {}

    /**
     * @param model scores for readings, as the contract has both
     * @param trueClasses by the label in the data, one for each row
     */
    public static ApplicationVerdict judge(
            Expectations expectations,
            Trace trace,
            Contract contract,
            Binding binding,
            World world,
            Function<float[], byte[]> model,
            int[] trueClasses) {
        return judge(expectations, trace, contract, binding, world, model, trueClasses, List.of());
    }

    /**
     * @param origins where each row comes from, "fruit.csv line 7"; may be empty
     */
    public static ApplicationVerdict judge(
            Expectations expectations,
            Trace trace,
            Contract contract,
            Binding binding,
            World world,
            Function<float[], byte[]> model,
            int[] trueClasses,
            List<String> origins) {
        Transform transform = new Transform(contract, binding);
        Outputs outputs = new Outputs(expectations, trace);
        RowJudge judge = new RowJudge(expectations, trace, contract, transform, outputs, model);
        List<RowJudge.Result> results = new ArrayList<>();
        for (Row row : Row.of(trace, world, expectations.settle().toNanos() / 1000, transform)) {
            String origin = row.index() < origins.size() ? origins.get(row.index()) : "";
            results.add(judge.judge(row, shown(world, transform, row.index()), origin));
        }
        List<ApplicationVerdict.Failure> failures =
                results.stream().flatMap(result -> result.failure().stream()).toList();
        Optional<Cause> cause = failures.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new CauseFinder(results, trace, expectations, contract, transform, outputs, judge).find());
        return new ApplicationVerdict(
                trace.ranOn(),
                results.size(),
                failures.size(),
                (int) results.stream()
                        .filter(result -> result.accepted().size() > 1)
                        .count(),
                right(results, contract, trueClasses),
                failures.stream().limit(ApplicationVerdict.MOST_LISTED).toList(),
                cause);
    }

    private static int right(List<RowJudge.Result> results, Contract contract, int[] trueClasses) {
        int right = 0;
        for (int r = 0; r < results.size(); r++) {
            String label = contract.labels().get(trueClasses[r]);
            if (results.get(r).shown().contains(label)) {
                right++;
            }
        }
        return right;
    }

    /** Returns a row's raw values, one for each input. */
    private static float[] shown(World world, Transform transform, int row) {
        float[] raw = new float[transform.inputs()];
        for (int i = 0; i < raw.length; i++) {
            int channel = world.channels().indexOf(transform.channel(i));
            raw[i] = channel < 0 ? 0 : world.rows()[row][channel];
        }
        return raw;
    }
}
