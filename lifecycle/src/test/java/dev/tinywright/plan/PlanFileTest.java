package dev.tinywright.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.train.Augmentation;
import dev.tinywright.train.TrainSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
    private static final String DESIGN = """
            version: 1
            data:
              - uses: drop-duplicates
              - uses: normalize-labels
              - {uses: derive, name: ratio, expression: Red / (Green + 1)}
              - uses: impute
                fill: mean
            split: {by: row, test: 20 %, seed: 7}
            features:
              - uses: standardize
            model:
              - dense: {units: 16, activation: relu}
              - dense: {units: 3}
            train: {epochs: 80, batchSize: 32, optimizer: adam, learningRate: 0.003, seed: 7}
            quantize: {scheme: int8}
            codegen: {optimize: speed}
            """;

    @Test
    void readsTheExampleOfTheDesign() {
        Plan plan = PlanFile.parse(DESIGN, "plan.yaml");

        assertThat(plan.data())
                .containsExactly(
                        new DataStep.DropDuplicates(),
                        new DataStep.NormalizeLabels(),
                        new DataStep.OnDevice(new InputStep.Derive("ratio", "Red / (Green + 1)")),
                        new DataStep.OnDevice(new InputStep.Impute(InputStep.Fill.MEAN)));
        assertThat(plan.split()).isEqualTo(new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7));
        assertThat(plan.model())
                .containsExactly(new Layer.Dense(16, Activation.RELU), new Layer.Dense(3, Activation.NONE));
        assertThat(plan.train().epochs()).isEqualTo(80);
        assertThat(plan.quantize().percentile()).isEqualTo(100);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Plan plan = PlanFile.parse("version: 1\nmodel: [{dense: {units: 3}}]\n", "plan.yaml");

        assertThat(plan.split()).isEqualTo(PlanDefaults.SPLIT);
        assertThat(plan.train()).isEqualTo(PlanDefaults.TRAIN);
        assertThat(plan.quantize()).isEqualTo(PlanDefaults.QUANTIZE);
        assertThat(plan.codegen()).isEqualTo(PlanDefaults.CODEGEN);
    }

    @Test
    void waysToQuantizeReadBackTheSame() {
        String yaml = """
                version: 1
                model: [{dense: {units: 3}}]
                quantize: {ranges: least-error, equalize: always, correctBias: never, aware: always, int16: [dense1]}
                """;
        Plan plan = PlanFile.parse(yaml, "plan.yaml");

        assertThat(plan.quantize())
                .isEqualTo(new Plan.QuantizeSettings(
                        Plan.Scheme.INT8,
                        Plan.Ranges.LEAST_ERROR,
                        100,
                        Plan.When.ALWAYS,
                        Plan.When.NEVER,
                        Plan.When.ALWAYS,
                        List.of("dense1")));
        assertThat(PlanFile.parse(PlanFile.text(plan), "plan.yaml")).isEqualTo(plan);
    }

    @Test
    void continuousUseReadsBackTheSameAndIsLeftOutWhereItIsChosen() {
        String yaml = "version: 1\nmodel: [{dense: {units: 3}}]\n";
        Plan chosen = PlanFile.parse(yaml, "plan.yaml");
        assertThat(chosen.continuous()).isEqualTo(ContinuousSettings.CHOSEN);
        assertThat(PlanFile.text(chosen)).doesNotContain("\ncontinuous:");

        String line =
                "continuous: {stride: 0.25, average: 3, threshold: 70 %, refractory: 1.5, quiet: [\"no\", \"a, b\"],"
                        + " learn_quiet: true}\n";
        Plan said = PlanFile.parse(yaml + line, "plan.yaml");
        assertThat(said.continuous())
                .isEqualTo(new ContinuousSettings(
                        OptionalDouble.of(0.25),
                        OptionalInt.of(3),
                        OptionalDouble.of(0.7),
                        OptionalDouble.of(1.5),
                        List.of("no", "a, b"),
                        true));
        assertThat(PlanFile.parse(PlanFile.text(said), "plan.yaml")).isEqualTo(said);
        assertThat(said.withModel(chosen.model()).continuous()).isEqualTo(said.continuous());
    }

    @Test
    void whatIsWrittenReadsBackTheSame(@TempDir Path folder) {
        Plan plan = new Plan(
                List.of(
                        new DataStep.DropDuplicates(),
                        new DataStep.NormalizeLabels(),
                        new DataStep.DropColumns(List.of("no", "a, b", "7")),
                        new DataStep.Balance(),
                        new DataStep.OnDevice(new InputStep.Impute(InputStep.Fill.ZERO)),
                        new DataStep.OnDevice(new InputStep.ClipOutliers(0.5, 99.5)),
                        new DataStep.OnDevice(new InputStep.Derive("on", "`a b` * 2 - {x} # no"))),
                new SplitSettings(SplitSettings.By.GROUP, 0.15, 0.3, -5),
                List.of(
                        new InputStep.Log(List.of("x")),
                        new InputStep.Pairs(List.of()),
                        new InputStep.Standardize(),
                        new InputStep.MinMax(),
                        new InputStep.RobustScale()),
                List.of(new Layer.Dense(16, Activation.RELU), new Layer.Dense(3, Activation.NONE)),
                new TrainSettings(
                        80,
                        64,
                        TrainSettings.Optimizer.SGD,
                        1e-7,
                        0.0001,
                        0.25,
                        false,
                        0,
                        TrainSettings.Teacher.FOREST,
                        99,
                        TrainSettings.Schedule.PLATEAU,
                        0.1,
                        TrainSettings.Loss.SQUARED,
                        List.of(
                                new Augmentation(Augmentation.Kind.TIME_MASK, 0.125),
                                new Augmentation(Augmentation.Kind.MIXUP, 0.2)),
                        12),
                new Plan.QuantizeSettings(Plan.Scheme.INT8, 99.9),
                new Plan.CodegenSettings(Plan.Optimize.SIZE));
        Path file = folder.resolve("plan.yaml");
        PlanFile.write(plan, file);

        assertThat(PlanFile.read(file)).isEqualTo(plan);
    }

    @Test
    void aProgramIsReadWithItsContentAndIsPartOfThePlan(@TempDir Path folder) throws IOException {
        Path steps = Files.createDirectories(folder.resolve("steps"));
        Files.writeString(steps.resolve("Clean.java"), "class Clean {}");
        Path file = Files.writeString(
                folder.resolve("own.yaml"), DESIGN.replace("uses: drop-duplicates", "run: steps/Clean.java"));

        Plan plan = PlanFile.read(file);

        assertThat(plan.data().getFirst()).isInstanceOfSatisfying(DataStep.Run.class, run -> {
            assertThat(run.path()).isEqualTo("steps/Clean.java");
            assertThat(run.sha256()).hasSize(64);
        });
        assertThat(PlanFile.text(plan)).contains("  - run: steps/Clean.java\n");
        assertThat(PlanFile.parse(PlanFile.text(plan), "plan.yaml", folder)).isEqualTo(plan);
        Files.writeString(steps.resolve("Clean.java"), "class Clean { int x; }");
        assertThat(PlanFile.read(file)).isNotEqualTo(plan);
        assertThat(PlanFile.text(PlanFile.read(file))).isEqualTo(PlanFile.text(plan));
        Files.delete(steps.resolve("Clean.java"));
        Files.writeString(steps.resolve("Claen.java"), "class Clean {}");
        TinywrightException e = catchThrowableOfType(TinywrightException.class, () -> PlanFile.read(file));
        assertThat(e.diagnosis().what()).contains("there is no file steps/Clean.java");
        assertThat(e.diagnosis().hint()).contains("did you mean steps/Claen.java?");
    }

    @Test
    void mistakesAreNamedWithTheirLine() {
        assertProblem(
                DESIGN.replace("uses: drop-duplicates", "uses: drop-duplicate"),
                3,
                "there is no block 'drop-duplicate' here, did you mean 'drop-duplicates'?");
        assertProblem(DESIGN.replace("uses: drop-duplicates", "run: Clean.java"), 3, "is no program below steps/");
        assertProblem(DESIGN.replace("uses: drop-duplicates", "run: steps/../Clean.java"), 3, "leads elsewhere");
        assertProblem(DESIGN.replace("uses: standardize", "run: steps/Clean.java"), 10, "are data steps");
        assertProblem(DESIGN.replace("uses: standardize", "uses: balance"), 10, "there is no block 'balance' here");
        assertProblem(DESIGN.replace("fill: mean", "fil: mean"), 7, "unknown key 'data[3].fil', did you mean 'fill'?");
        assertProblem(DESIGN.replace("fill: mean", "fill: average"), 7, "'data[3].fill' cannot be 'average'");
        assertProblem(DESIGN.replace("test: 20 %", "test: 80 %"), 8, "at most 50 %");
        assertProblem(DESIGN.replace("test: 20 %", "test: lots"), 8, "must be a share such as '20 %'");
        assertProblem(DESIGN.replace("units: 16", "units: 0"), 12, "whole number from 1 to 4096");
        assertProblem(DESIGN.replace("units: 16", "units: 99999999999999999999"), 12, "whole number from 1 to 4096");
        assertProblem(
                DESIGN.replace("dense: {units: 3}", "dens: {units: 3}"),
                13,
                "unknown key 'model[1].dens', did you mean 'dense'?");
        assertProblem(DESIGN.replace("epochs: 80", "epochs: 1e9"), 14, "'train.epochs' must be a whole number");
        assertProblem(
                DESIGN.replace("learningRate: 0.003", "learningRate: -1"), 14, "train.learningRate must be above 0");
        assertProblem(
                DESIGN.replace("learningRate: 0.003", "learningRate: .nan"),
                14,
                "'train.learningRate' must be a number");
        assertProblem(DESIGN.replace("scheme: int8", "scheme: int4"), 15, "did you mean 'int8'?");
        assertProblem(DESIGN.replace("version: 1", "version: 2"), 1, "not version 1");
        assertProblem("version: 1\nmodel: []\n", 2, "at least one layer");
        assertProblem("version: 1\nmodel: {dense: 3}\n", 2, "'model' must be a list");
    }

    private static void assertProblem(String yaml, int line, String what) {
        TinywrightException e =
                catchThrowableOfType(TinywrightException.class, () -> PlanFile.parse(yaml, "plan.yaml"));
        assertThat(e).as(yaml).isNotNull();
        assertThat(e.diagnosis().what()).contains(what);
        assertThat(e.diagnosis().where()).isEqualTo("plan.yaml:" + line);
    }
}
