package dev.tinywright.pipeline;

import dev.tinywright.contract.Quantity;
import dev.tinywright.data.Dataset;
import dev.tinywright.features.InputFormat;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.report.NumberResult;
import dev.tinywright.train.NumberErrors;
import dev.tinywright.train.NumberYardsticks;
import dev.tinywright.verify.Verification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the report says of a predicted number. */
final class NumberAssembly {
    private static final int WORST_ROWS = 25;

    private NumberAssembly() {}

    static NumberResult result(Built built, Verification verification) {
        Dataset.Part test = built.prepared().dataset().test();
        float[][] features = Lifecycle.features(built.prepared().inputs(), test.examples());
        float[] got = Quantities.ofDevice(built, verification);
        float[] inFloat = Quantities.inFloat(built, features);
        NumberYardsticks yardsticks = NumberYardsticks.measure(built.prepared().data(), features, test.numbers());
        boolean linear = built.model().layers().size() == 1;
        Quantity quantity = built.source().contract().quantity().orElseThrow();
        return new NumberResult(
                quantity.name(),
                quantity.unit(),
                test.numbers(),
                got,
                NumberErrors.of(test.numbers(), got),
                NumberErrors.of(test.numbers(), inFloat),
                NumberErrors.of(inFloat, got).mae(),
                List.of(
                        new NumberResult.Yardstick("the mean in training", yardsticks.mean(), false),
                        new NumberResult.Yardstick("linear regression", yardsticks.linear(), linear)),
                worst(test, built.prepared().dataset().format() instanceof InputFormat.Readings, got));
    }

    /** Samples and pixels are no readings to show. */
    static List<NumberResult.Row> worst(Dataset.Part test, boolean isTable, float[] got) {
        return IntStream.range(0, got.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(got[i] - test.numbers()[i])))
                .limit(WORST_ROWS)
                .map(i -> new NumberResult.Row(
                        test.origin(i), isTable ? floats(test.rows()[i]) : List.of(), test.numbers()[i], got[i]))
                .toList();
    }

    private static List<Float> floats(float[] row) {
        List<Float> list = new ArrayList<>();
        for (float value : row) {
            list.add(value);
        }
        return list;
    }
}
