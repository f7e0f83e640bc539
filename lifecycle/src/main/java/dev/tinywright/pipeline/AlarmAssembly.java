package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.report.AlarmResult;
import dev.tinywright.spec.Task;
import dev.tinywright.train.AnomalyScores;
import dev.tinywright.verify.Verification;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What the report says of alarms on the test rows. */
final class AlarmAssembly {
    private AlarmAssembly() {}

    /** @param verification of the test rows: alarms are what the device raised, scores what its integers come to */
    static AlarmResult result(Built built, Verification verification, Task task) {
        Dataset.Part test = built.prepared().dataset().test();
        double[] scores = Alarms.scores(built.prepared(), built.network(), test.examples());
        int[] answers = Lifecycle.classes(verification.scores());
        double[] normal = select(scores, i -> test.classes()[i] == 0);
        double[] faults = select(scores, i -> test.classes()[i] == 1);
        double rate = Alarms.rate(task);
        return new AlarmResult(
                normal,
                faults,
                count(answers, i -> test.classes()[i] == 0),
                count(answers, i -> test.classes()[i] == 1),
                Alarms.threshold(built.network()),
                normal.length == 0 || faults.length == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(AnomalyScores.auc(normal, faults)),
                rate,
                Alarms.method(built.prepared(), rate));
    }

    private static double[] select(double[] scores, IntPredicate rows) {
        return IntStream.range(0, scores.length)
                .filter(rows)
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    private static int count(int[] answers, IntPredicate rows) {
        return (int) IntStream.range(0, answers.length)
                .filter(rows)
                .filter(i -> answers[i] == 1)
                .count();
    }
}
