package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.Dataset;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.plan.Planner;
import dev.tinywright.plan.Situation;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans for recordings, from data to what was measured. */
class CapturePlansTest {
    private static final String PLAN = """
            version: 1
            window: {length: 0.3, stride: 0.3}
            split: {by: %s}
            features: [{uses: statistics, of: [mean, deviation]}, {uses: standardize}]
            model: [{dense: {units: %d, activation: relu}}, {dense: {units: 2}}]
            train: {epochs: 3%s}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @BeforeEach
    void record() throws IOException {
        for (int i = 0; i < 24; i++) {
            StringBuilder csv = new StringBuilder("x,y\n");
            for (int row = 0; row < 60; row++) {
                double angle = 2 * Math.PI * (i % 2 == 0 ? 2 : 7) * row / 100 + i;
                csv.append(String.format(Locale.ROOT, "%.4f,%.4f%n", Math.sin(angle), Math.cos(2 * angle)));
            }
            Path file =
                    folder.resolve("data").resolve(i % 2 == 0 ? "slow" : "fast").resolve(i + ".csv");
            Files.createDirectories(file.getParent());
            Files.writeString(file, csv);
        }
    }

    @Test
    void ofPlansThatAreAllOverAGoalTheNearestIsMeasured() {
        Board board = Boards.builtIn().byId("nucleo-f446re").orElseThrow();
        Task task = task(board.id(), ", goals: {flash: \"<= 2 KiB\"}");
        Source source = Source.load(task);
        Plan wide = plan("recording", 40, "");
        Plan narrow = plan("recording", 4, "");

        Search.Found found;
        try (Training training = new Training(cache(), 1, SearchTest.SILENT)) {
            found = new Search(
                            new Lifecycle("motions", task, board, source.rateHz()),
                            new Datasets(source, SearchTest.BROKEN),
                            training,
                            new Measuring(cache(), board),
                            folder.resolve("attempts"),
                            SearchTest.SILENT,
                            Duration.ofMinutes(5),
                            InstantSource.system())
                    .run(new Proposed(List.of(narrow, wide)), source.situation(task, board, 2));
        }

        assertThat(found.attempts()).hasSize(3);
        assertThat(found.attempts().subList(0, 2)).allSatisfy(attempt -> assertThat(attempt.outcome())
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.diagnosis().what()).contains("2048 are allowed")));
        assertThat(found.chosen().plan()).isEqualTo(narrow);
        assertThat(found.chosen().measurement().orElseThrow().flashBytes()).isGreaterThan(2048);
    }

    @Test
    void aClassThatWasMadeIsNotInTheTestOfASplitByWindow() {
        Source source = Source.load(task("host", ""));
        Dataset data = source.dataset(plan("window", 4, "}\ncontinuous: {learn_quiet: true"), SearchTest.BROKEN);

        assertThat(data.ownClasses()).isEqualTo(2);
        assertThat(data.labels()).hasSize(3);
        assertThat(data.training().classCounts(3)[2]).isPositive();
        assertThat(data.test().classes()).contains(0, 1).doesNotContain(2);
        assertThat(IntStream.range(0, data.test().size()).mapToObj(data.test()::origin))
                .noneMatch(origin -> origin.contains("joined"));
        assertThat(data.warnings()).anyMatch(warning -> warning.contains("by window, as asked"));
    }

    @Test
    void changedCopiesAreNoMoreThanThereIsMemoryForAndThatIsSaid() {
        Plan plan = plan("recording", 4, ", augment: {copies: 3, raw-gain: 6}");
        Dataset data = Source.load(task("host", "")).dataset(plan, SearchTest.BROKEN);
        int[] learned = IntStream.range(0, 10).toArray();

        assertThat(Copies.of(data, plan, learned, 1000).examples().size()).isEqualTo(40);
        assertThat(Copies.of(data, plan, learned, 25).examples().size()).isEqualTo(20);
        assertThat(Copies.of(data, plan, learned, 10).rows()).isEqualTo(learned);
        assertThat(Copies.notes(plan, 10, 40)).isEmpty();
        assertThat(Copies.notes(plan, 10, 20))
                .singleElement()
                .asString()
                .contains("10 windows 1 changed copy was made", "not 3");
    }

    @Test
    void plansWithOtherCopiesDoNotShareWhatIsLearnedFrom() {
        List<Object> one = Training.preparation(plan("recording", 4, ", augment: {copies: 1, raw-gain: 6}"));

        assertThat(Arrays.asList(
                        ", augment: {copies: 2, raw-gain: 6}",
                        ", augment: {copies: 1, raw-gain: 3}",
                        ", seed: 8, augment: {copies: 1, raw-gain: 6}",
                        ""))
                .allSatisfy(train -> assertThat(Training.preparation(plan("recording", 4, train)))
                        .isNotEqualTo(one));
        assertThat(Training.preparation(plan("recording", 9, ", augment: {copies: 1, raw-gain: 6}")))
                .isEqualTo(one);
        assertThat(Training.preparation(plan("recording", 4, ", seed: 8")))
                .isEqualTo(Training.preparation(plan("recording", 4, "")));
    }

    @Test
    void whatCannotBeCarriedOutIsSaidBeforeAnythingIsTrained() {
        Board board = Boards.builtIn().byId("arduino-uno-r3").orElseThrow();
        Task task = task(board.id(), "");
        Source source = Source.load(task);
        PlanCheck check = new PlanCheck(
                new Datasets(source, SearchTest.BROKEN),
                source.situation(task, board, 2),
                new Lifecycle("motions", task, board, source.rateHz()),
                folder.resolve("check"));
        String right = PLAN.formatted("recording", 4, "");

        assertThat(check.whyNot(parsed(right))).isEmpty();
        assertThat(problem(check, right.replace("length: 0.3", "length: 9")))
                .contains("9 s is longer than most recordings, which are 0.600 to 0.600 s");
        assertThat(problem(check, right.replace("stride: 0.3", "stride: 0.01"))).contains("nearly equal");
        assertThat(problem(check, right.replace("length: 0.3, stride: 0.3", "length: 0.02")))
                .contains("2 samples");
        assertThat(problem(check, right.replace("units: 2", "units: 3"))).contains("the data has 2 classes");
        assertThat(problem(check, right.replace("statistics, of: [mean, deviation]", "grey")))
                .contains("is for pictures");
        assertThat(problem(check, right.replace("epochs: 3", "epochs: 3, augment: {raw-rotate: 10}")))
                .contains("groups of three channels");
        assertThat(problem(check, right.replace("epochs: 3", "epochs: 3, augment: {time-mask: 0.1}")))
                .contains("features over time");
        assertThat(problem(check, right.replace("{dense: {units: 4, activation: relu}}", "{conv: {filters: 4}}")))
                .contains("conv");
        assertThat(problem(check, right.replace("units: 4,", "units: 1500,"))).contains("too many");
        assertThat(problem(check, right.replace("window: {length: 0.3, stride: 0.3}", "picture: {height: 8}")))
                .contains("does not say what one example of the recordings is");
    }

    private static String problem(PlanCheck check, String yaml) {
        return check.whyNot(parsed(yaml)).orElseThrow().what();
    }

    private static Plan parsed(String yaml) {
        return PlanFile.parse(yaml, "plan.yaml");
    }

    private StageCache cache() {
        return new StageCache(folder.resolve("cache"));
    }

    private Task task(String board, String more) {
        return TaskFile.parse(
                "{version: 1, ask: tell motions at 100 Hz, kind: classification, board: " + board
                        + ", data: {path: data}" + more + "}",
                folder,
                Boards.builtIn());
    }

    private static Plan plan(String split, int units, String train) {
        return PlanFile.parse(PLAN.formatted(split, units, train), "plan.yaml");
    }

    /** Proposes some plans at once and takes the first that could be measured. */
    private record Proposed(List<Plan> plans) implements Planner {
        @Override
        public Decision next(Situation situation, List<Attempt> attempts) {
            return attempts.isEmpty()
                    ? new Decision.Propose(plans.stream()
                            .map(plan -> new Decision.Proposal(plan, "one"))
                            .toList())
                    : choose(situation, attempts);
        }

        @Override
        public Decision.Done choose(Situation situation, List<Attempt> attempts) {
            Optional<Attempt> first =
                    attempts.stream().filter(a -> a.measurement().isPresent()).findFirst();
            return new Decision.Done(first, "it was measured");
        }
    }
}
