package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Boards;
import dev.tinywright.data.StepRunner;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.pipeline.Ready.Measure;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.train.Trained;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How a network is put on integers is chosen by what they answer on validation rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuantizeStageTest {
    private static final String PLAN = """
            version: 1
            features: [{uses: standardize}]
            model: [{dense: {units: 12, activation: relu}}, {dense: {units: 1}}]
            train: {epochs: 60, learningRate: 0.01, patience: 0}
            """;

    private Source source;
    private StageCache cache;
    private double ramBytes;
    private Training training;

    @BeforeAll
    void writeRows(@TempDir Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder csv = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 400; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append(String.format(Locale.ROOT, "%.4f,%.4f,%.4f\n", a, b, Math.abs(a) + b));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        Task task = TaskFile.parse(
                "{version: 1, ask: predict, kind: regression, board: host, data: {path: rows.csv, label: y}}",
                folder,
                Boards.builtIn());
        source = TableSource.load(task);
        cache = new StageCache(folder.resolve("cache"));
        training = new Training(cache, 1, SearchTest.SILENT);
    }

    @AfterAll
    void end() {
        training.close();
    }

    @Test
    void whatLosesLittleIsTakenAsItIs() {
        Ready.Done ready = ready(PLAN + "quantize: {ranges: chosen, aware: never}\n");

        assertThat(ready.aware()).isFalse();
        assertThat(ready.account().measure()).isEqualTo(Measure.ERROR);
        assertThat(ready.account().ways()).isNotEmpty();
        assertThat(ready.account().ways()).allSatisfy(way -> assertThat(way.score())
                .isLessThanOrEqualTo(ready.account().score()));
        assertThat(ready.account().score()).isGreaterThan(1.3 * ready.account().inFloat());
    }

    @Test
    void whatLosesMuchGoesOnLearningWithRoundingAndIsKeptWhereItIsBetter() {
        String cut = "quantize: {percentile: 80, equalize: never, correctBias: never, aware: ";
        Ready.Done plain = ready(PLAN + cut + "never}\n");
        Ready.Done finer = ready(PLAN + cut + "auto}\n");

        assertThat(plain.account().excess()).isPositive();
        assertThat(finer.aware()).isTrue();
        assertThat(finer.account().score()).isGreaterThan(plain.account().score() / 2);
        assertThat(finer.account().ways())
                .first()
                .isEqualTo(plain.account().ways().getFirst());
        assertThat(finer.account().ways().getLast().how()).startsWith("trained on with rounding");
        assertThat(finer.trained().notes()).anyMatch(note -> note.contains("rounded as int8"));
    }

    @Test
    void theWorstLayersGetInt16WhereTooMuchIsLostStillAndTheyFit() {
        String cut = "quantize: {percentile: 80, equalize: never, correctBias: never, aware: never}\n";
        Ready.Done small = ready(PLAN + cut);
        ramBytes = 1e4;
        Ready.Done wide = ready(PLAN + cut);
        ramBytes = 0;

        assertThat(small.settings().wide()).isEmpty();
        assertThat(wide.account().ways())
                .hasSizeGreaterThan(small.account().ways().size());
        assertThat(wide.settings().wide()).containsExactly("dense1");
        assertThat(wide.account().score()).isGreaterThan(small.account().score());
    }

    @Test
    void whatWasChosenStaysWhenTheNetworkLearnsFromTheValidationRowsToo() {
        String open = PLAN + "quantize: {ranges: chosen, aware: never}\n";
        String cut = PLAN + "quantize: {percentile: 80, equalize: never, correctBias: never, aware: auto}\n";
        Ready.Done plain = ready(open);
        Ready.Done finer = ready(cut);

        Ready.Done plainAgain = again(open, plain);
        Ready.Done finerAgain = again(cut, finer);

        assertThat(plainAgain.trained().model()).isNotEqualTo(plain.trained().model());
        assertThat(plainAgain.settings()).isEqualTo(plain.settings());
        assertThat(plainAgain.account()).isEqualTo(plain.account());
        assertThat(finerAgain.aware()).isTrue();
        assertThat(finerAgain.account()).isEqualTo(finer.account());
        assertThat(finerAgain.settings().known().keySet())
                .isEqualTo(finer.settings().known().keySet());
        assertThat(finerAgain.settings().withKnown(Map.of()))
                .isEqualTo(finer.settings().withKnown(Map.of()));
        assertThat(finerAgain.trained().notes()).anyMatch(note -> note.contains("rounded as int8"));
    }

    @Test
    void whatIsAskedForIsNotVaried() {
        Ready.Done ready =
                ready(PLAN + "quantize: {ranges: least-error, equalize: always, correctBias: never, aware: never}\n");

        assertThat(ready.account().ways()).singleElement().satisfies(way -> assertThat(way.how())
                .isEqualTo("least squared error, equalized channels"));
        assertThat(ready.settings().equalize()).isTrue();
    }

    private Ready.Done again(String yaml, Ready.Done chosen) {
        return new QuantizeStage(cache, training, ramBytes).again(prepared(yaml), chosen);
    }

    private Prepared prepared(String yaml) {
        return Lifecycle.prepare(source, PlanFile.parse(yaml, "plan.yaml"), NO_PROGRAMS);
    }

    private Ready.Done ready(String yaml) {
        Prepared prepared = prepared(yaml);
        Trained.Done trained =
                Training.require(training.train(List.of(prepared)).getFirst());
        return new QuantizeStage(cache, training, ramBytes).ready(prepared, trained);
    }

    private static final StepRunner NO_PROGRAMS = SearchTest.BROKEN;
}
