package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.StepRunner;
import dev.tinywright.diag.TinywrightException;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final String MODEL =
            "features: [{uses: standardize}]\nmodel: [{dense: {units: 2}}]\ntrain: {epochs: 3}\n";
    static final StepRunner BROKEN = (step, rows) -> {
        throw TinywrightException.failed(step.path() + " failed", step.path() + ":7", "");
    };

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @Test
    void aPlanWhoseProgramFailsIsAFailedAttemptAndTheSearchGoesOn() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i * 0.01)
                    .append(',')
                    .append(i % 2 == 0 ? 1.5 - i * 0.01 : -1.5)
                    .append(i % 2 == 0 ? ",x\n" : ",y\n");
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        Boards boards = Boards.builtIn();
        Task task = TaskFile.parse(
                "{version: 1, ask: tell, kind: classification, board: host, data: {path: rows.csv, label: c}}",
                folder,
                boards);
        Board host = boards.byId("host").orElseThrow();
        Source source = TableSource.load(task);
        Situation situation = source.situation(task, host, 2);
        Plan broken = PlanFile.parse("version: 1\ndata: [{run: steps/X.java}]\n" + MODEL, "plan.yaml");
        Plan plain = PlanFile.parse("version: 1\n" + MODEL, "plan.yaml");
        StageCache cache = new StageCache(folder.resolve("cache"));

        Search.Found found;
        try (Training training = new Training(cache, 1, SILENT)) {
            found = new Search(
                            new Lifecycle("rows", task, host, source.rateHz()),
                            new Datasets(source, BROKEN),
                            training,
                            new Measuring(cache, host),
                            folder.resolve("attempts"),
                            SILENT,
                            Duration.ofMinutes(5),
                            InstantSource.system())
                    .run(new Both(broken, plain), situation);
        }

        assertThat(found.chosen().plan()).isEqualTo(plain);
        assertThat(found.attempts().getFirst().outcome())
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.diagnosis().where()).isEqualTo("steps/X.java:7"));
        assertThat(found.attempts().getLast().measurement()).isPresent();
    }

    /** Proposes two plans at once and takes the one that could be measured. */
    private record Both(Plan first, Plan second) implements Planner {
        @Override
        public Decision next(Situation situation, List<Attempt> attempts) {
            return attempts.isEmpty()
                    ? new Decision.Propose(
                            List.of(new Decision.Proposal(first, "one"), new Decision.Proposal(second, "another")))
                    : choose(situation, attempts);
        }

        @Override
        public Decision.Done choose(Situation situation, List<Attempt> attempts) {
            return new Decision.Done(
                    attempts.stream().filter(a -> a.measurement().isPresent()).findFirst(), "it was measured");
        }
    }

    static final Events SILENT = new Events() {
        @Override
        public void say(String line) {}

        @Override
        public void training(int done, int total, String latest) {}

        @Override
        public void trainingDone() {}
    };
}
