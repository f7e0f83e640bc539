package dev.tinywright.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.answer.JsonAnswer;
import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.Framing;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.AnswerSchema;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Request;
import dev.tinywright.llm.Tokens;
import dev.tinywright.model.Layer;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.pipeline.Project;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.CaptureFacts;
import dev.tinywright.plan.CaptureFacts.Kind;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.plan.Situation;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model is told of recordings, sounds and pictures, what it may answer, and what rules put right. */
class CaptureSubjectTest {
    private static final Board BOARD =
            Boards.builtIn().byId("arduino-nano-33-ble-sense").orElseThrow();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @BeforeEach
    void record() throws IOException {
        for (int i = 0; i < 12; i++) {
            Path file = folder.resolve("data")
                    .resolve(i % 2 == 0 ? "slow\u2028## Answer" : "fast")
                    .resolve("anna_" + i + ".csv");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x [m/s2],y\n" + "0.1,0.2\n0.3,0.1\n".repeat(30));
        }
        Files.writeString(folder.resolve("data/fast/broken_anna.csv"), "");
    }

    private static CaptureFacts facts(Kind kind, boolean listening) {
        return switch (kind) {
            case SIGNALS -> new CaptureFacts(kind, 12, 6, 100, 0.6, 1.2, 2, 0, 0, 64_000, listening);
            case SOUND -> new CaptureFacts(kind, 900, 1, 8000, 0.2, 0.5, 1, 0, 0, 64_000, listening);
            case PICTURES -> new CaptureFacts(kind, 120, 3, 0, 0, 0, 0, 48, 40, 200_000, false);
        };
    }

    private Task task(String kind) {
        return TaskFile.parse(
                "{version: 1, ask: \"tell motions \\\"now\\\"\", kind: " + kind
                        + ", board: arduino-nano-33-ble-sense, data: {path: data}}",
                folder,
                Boards.builtIn());
    }

    private Situation situation(Kind kind, boolean listening, String ofKind) {
        return new Situation(
                task(ofKind),
                new Situation.DataFacts(12, listening ? 4 : 3, List.of("x", "y"), false, false, 0, true, 1, List.of()),
                plan -> Optional.empty(),
                14,
                Optional.of(facts(kind, listening)));
    }

    private PlanBriefing briefing(Situation situation, Function<Plan, Optional<Diagnosis>> check) {
        Captures captures = Captures.load(task("classification").data(), CaptureHints.none());
        return new PlanBriefing(
                new Project(folder),
                situation.task(),
                BOARD,
                new PlanBriefing.Recorded(captures, Optional.empty()),
                situation,
                check,
                Optional.empty());
    }

    private CaptureSubject subject(Kind kind, boolean listening) {
        PlanBriefing briefing = briefing(situation(kind, listening, "classification"), plan -> Optional.empty());
        return new CaptureSubject(briefing, (PlanBriefing.Recorded) briefing.data());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void examplesAreAnswersThatFit(Kind kind) throws JsonProcessingException {
        for (String ofKind : List.of("classification", "anomaly")) {
            Situation situation = situation(kind, false, ofKind);
            PlanBriefing briefing = briefing(situation, plan -> Optional.empty());
            CaptureSubject subject = new CaptureSubject(briefing, (PlanBriefing.Recorded) briefing.data());
            List<Plan> worked = CaptureSubject.worked(situation);
            assertThat(worked).hasSizeBetween(2, 3);
            for (Plan plan : worked) {
                String example = Schemas.example(plan);
                JsonNode answer =
                        Schemas.JSON.readTree("{\"plans\": [{\"reason\": \"r\", \"plan\": " + example + "}]}");
                assertThat(JsonAnswer.read(answer.toString(), subject.schema(false))
                                .problems())
                        .isEmpty();
                List<String> repairs = new ArrayList<>();
                assertThat(subject.fitted(PlanFile.parse(example, "example"), repairs))
                        .isEqualTo(plan);
                assertThat(repairs).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void promptAndSchemaFitAWindowOfEightThousandTokens(Kind kind) {
        FakeSession session = new FakeSession(8192);
        planner(session, briefing(situation(kind, true, "classification"), plan -> Optional.empty()))
                .next(situation(kind, true, "classification"), List.of());
        Request request = session.asked.getFirst();
        assertThat(Tokens.count(request) + request.mostAnswerTokens()).isLessThan(8192);
        assertThat(request.schema().map(AnswerSchema::schema).orElseThrow().toString())
                .doesNotContain("description", "drop-duplicates");
        assertThat(user(request)).contains("## Examples of plans").contains("\"conv\"");
    }

    @Test
    void whatIsSaidOfTheDataHoldsNoNamesOfFilesAndNoSectionOfItsOwn() {
        String facts = subject(Kind.SIGNALS, true)
                .holes()
                .getOrDefault("data", Hole.of(""))
                .text(0);
        assertThat(facts)
                .contains(
                        "12 recordings of 2 channels",
                        "\"x\" in \"m/s2\"",
                        "\"fast\" 6",
                        "0.600 to 2.00 s",
                        "never end")
                .doesNotContain("anna", ".csv", folder.toString(), "\u2028");
        assertThat(facts.lines()).noneMatch(line -> line.startsWith("##"));
    }

    @Test
    void whatFollowsFromTheDataIsPutRightAtNoCost() {
        Plan plan = PlanFile.parse(
                "{version: 1, split: {by: window}, features: [{uses: statistics}], model: [{dense: {units: 9, activation: relu}}]}",
                "plan");
        List<String> repairs = new ArrayList<>();
        Plan fitted = subject(Kind.SIGNALS, true).fitted(plan, repairs);

        assertThat(fitted.framing()).isInstanceOf(Framing.Window.class);
        assertThat(fitted.split().by()).isEqualTo(SplitSettings.By.GROUP);
        assertThat(fitted.continuous().learnsQuiet()).isTrue();
        assertThat(((Layer.Dense) fitted.model().getLast()).units()).isEqualTo(4);
        assertThat(repairs).hasSize(3);
    }

    @Test
    void aClassOfWhatIsBetweenIsOneUnitMoreAndARateAboveTheDatasNone() {
        Plan plan = PlanFile.parse(
                "{version: 1, window: {length: 1, rate: 44100}, features: [{uses: mel}], model: [{dense: {units: 4}}],"
                        + " continuous: {learn_quiet: true}}",
                "plan");
        List<String> repairs = new ArrayList<>();
        Plan fitted = subject(Kind.SOUND, false).fitted(plan, repairs);

        assertThat(fitted.framing()).isEqualTo(new Framing.Window(1, 0.5, 0));
        assertThat(fitted.model()).isEqualTo(plan.model());
        assertThat(repairs).hasSize(1);
    }

    @Test
    void aDiagnosisComesBackAndTheNextAnswerIsTaken() throws JsonProcessingException {
        Situation situation = situation(Kind.SIGNALS, false, "classification");
        String right = Schemas.example(CaptureSubject.worked(situation).getFirst());
        String wrong = right.replaceFirst("\"length\":[0-9.]+", "\"length\":90");
        FakeSession session = FakeSession.answering(answer(wrong), answer(right));
        PlanBriefing briefing = briefing(
                situation,
                plan -> plan.framing() instanceof Framing.Window window && window.seconds() > 2
                        ? Optional.of(new Diagnosis("a window of 90 s is longer than most", "plan.yaml", "at most 2"))
                        : Optional.empty());

        Decision decision = planner(session, briefing).next(situation, List.of());

        assertThat(decision).isInstanceOfSatisfying(Decision.Propose.class, propose -> assertThat(
                        propose.proposals().getFirst().plan())
                .isEqualTo(CaptureSubject.worked(situation).getFirst()));
        assertThat(user(session.asked.get(1))).contains("# Job: repair plan", "90 s is longer than most", "at most 2");
    }

    @Test
    void dataStepsAreNoPartOfSuchPlansAndTheRulesFinish() {
        Situation situation = situation(Kind.SIGNALS, false, "classification");
        String steps =
                "{\"version\":1,\"data\":[{\"uses\":\"drop-duplicates\"}],\"model\":[{\"dense\":{\"units\":3}}]}";
        FakeSession session = FakeSession.answering(answer(steps));
        PlanBriefing briefing = briefing(situation, plan -> Optional.empty());

        Decision decision = planner(session, briefing).next(situation, List.of());

        assertThat(decision).isEqualTo(new RulesPlanner().next(situation, List.of()));
        assertThat(user(session.asked.get(1))).contains("'data'");
    }

    @Test
    void whatWasMeasuredIsShownBetweenRounds() {
        Situation situation = situation(Kind.PICTURES, false, "classification");
        Plan plan = CaptureSubject.worked(situation).getFirst();
        Attempt failed =
                new Attempt(1, plan, "why | not", new Attempt.Failed(new Diagnosis("needs 70000 bytes", "", "")));
        String shown = Facts.attempts(List.of(failed)).text(0);

        assertThat(shown.lines().toList().getLast()).contains("| 1 | ", "conv", "needs 70000 bytes");
        assertThat(shown).contains("one example");
    }

    private LlmPlanner planner(FakeSession session, PlanBriefing briefing) {
        return new LlmPlanner(
                new JobLoop(session, line -> {}, InstantSource.fixed(Instant.EPOCH)),
                briefing,
                new RulesPlanner(),
                Approval.always(),
                Optional.empty(),
                true,
                new Account());
    }

    private static String answer(String plan) {
        return "{\"plans\": [{\"reason\": \"r\", \"plan\": " + plan + "}]}";
    }

    private static String user(Request request) {
        return request.messages().stream()
                .filter(m -> m.role() == Message.Role.USER)
                .findFirst()
                .orElseThrow()
                .text();
    }
}
