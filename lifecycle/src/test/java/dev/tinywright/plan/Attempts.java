package dev.tinywright.plan;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.train.TrainSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Attempts as tests of decisions need them: made up, not carried out. */
final class Attempts {
    static final int VALIDATION_ROWS = 200;

    private Attempts() {}

    static Attempt measured(int number, double accuracy, long flashBytes) {
        return measured(number, measurement(accuracy, flashBytes));
    }

    static Attempt measured(int number, Measurement measurement) {
        return new Attempt(number, plan(number), "because", new Attempt.Measured(measurement));
    }

    static Attempt failed(int number) {
        return new Attempt(number, plan(number), "because", new Attempt.Failed(new Diagnosis("broke", "train", "")));
    }

    /** Macro-F1 is as the accuracy, RAM 400 bytes, latency 1 ms. */
    static Measurement measurement(double accuracy, long flashBytes) {
        return measurement(accuracy, accuracy, flashBytes, 400, OptionalDouble.of(1));
    }

    static Measurement measurement(
            double accuracy, double macroF1, long flashBytes, long ramBytes, OptionalDouble latencyMillis) {
        return new Measurement(
                VALIDATION_ROWS,
                accuracy,
                macroF1,
                accuracy,
                100,
                100,
                flashBytes,
                flashBytes,
                ramBytes - 100,
                100,
                OptionalDouble.of(1000),
                latencyMillis);
    }

    static Goal goal(Metric metric, double bound) {
        return new Goal(metric, bound);
    }

    static Task task(Goal... goals) {
        return new Task(
                "",
                TaskKind.CLASSIFICATION,
                new DataSource(Path.of("rows.csv"), Optional.empty(), List.of(), Optional.empty()),
                "host",
                List.of(goals),
                List.of(),
                "",
                "");
    }

    private static Plan plan(int units) {
        return plan(units, PlanDefaults.TRAIN);
    }

    static Plan plan(int units, TrainSettings training) {
        return new Plan(
                List.of(),
                PlanDefaults.SPLIT,
                List.of(new InputStep.Standardize()),
                List.of(new Layer.Dense(units, Activation.RELU), new Layer.Dense(3, Activation.NONE)),
                training,
                PlanDefaults.QUANTIZE,
                PlanDefaults.CODEGEN);
    }
}
