package dev.tinywright.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A job whose right answer is "good"; "bad N" fails a gate with mistake N, "fixable" is put right by rules. */
class JobLoopTest {
    private static final Prompt PROMPT = new Prompt("toy", 1, "# Job: toy\nSay good.\n\n## Data\n{{data}}");

    private final List<String> ran = new ArrayList<>();

    @Test
    void aRightAnswerIsTakenAtOnce() {
        FakeSession session = FakeSession.answering("good");
        assertThat(run(session)).contains("good");
        assertThat(session.asked).hasSize(1);
        assertThat(session.asked.getFirst().prompt()).isEqualTo("toy@1");
        assertThat(text(session.asked.getFirst())).startsWith("# Job: toy\n");
    }

    @Test
    void aNewMistakeIsSentBackWithTheCodeAndTheExactDiagnosis() {
        FakeSession session = FakeSession.answering("bad 1", "good");
        assertThat(run(session)).contains("good");
        assertThat(text(session.asked.get(1)))
                .startsWith("# Job: repair toy\n")
                .contains("## What you wrote\nbad 1", "- mistake a1 (at line 4). Hint: do b", "## Data\n3 columns")
                .doesNotContain("# Job: toy");
    }

    @Test
    void everyEarlierMistakeIsInEachRepairPrompt() {
        FakeSession session = FakeSession.answering("bad x", "bad y", "bad z", "good");
        assertThat(run(session)).contains("good");
        assertThat(text(session.asked.get(3))).contains("mistake ax", "mistake ay", "mistake az");
        assertThat(text(session.asked.get(3)).split("mistake ax", -1)).hasSize(2);
    }

    @Test
    void aRepeatedMistakeStartsAnewWarmerAndWithTheLargerModel() {
        FakeSession session = FakeSession.answering("bad x", "bad x", "bad x", "good");
        assertThat(run(session)).contains("good");
        assertThat(text(session.asked.get(2)))
                .startsWith("# Job: toy\n")
                .contains("## Mistakes in earlier tries", "mistake ax")
                .doesNotContain("## What you wrote");
        assertThat(session.asked.get(1).temperature()).isLessThan(0.3);
        assertThat(session.asked.get(2).temperature()).isGreaterThan(0.6);
        assertThat(session.asked.get(3).temperature())
                .isGreaterThan(session.asked.get(2).temperature());
        assertThat(session.askedOfLarger).hasSize(2);
    }

    @Test
    void theSameMistakeAtAnotherLineIsTheSameMistake() {
        FakeSession session = FakeSession.answering("bad 7", "bad 8", "good");
        assertThat(run(session)).contains("good");
        assertThat(text(session.asked.get(2))).contains("## Mistakes in earlier tries");
    }

    @Test
    void noTwoRequestsAreEqual() {
        FakeSession session =
                FakeSession.answering("bad x", "bad x", "bad x", "bad x", "bad x", "bad x", "bad x", "bad x");
        assertThat(run(session)).isEmpty();
        assertThat(session.asked).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void whatRulesCanPutRightCostsNoCallAndIsRecorded() {
        FakeSession session = FakeSession.answering("fixable");
        assertThat(run(session)).contains("good");
        assertThat(session.asked).hasSize(1);
        assertThat(session.events)
                .filteredOn(TraceEvent.Repair.class::isInstance)
                .singleElement()
                .satisfies(repair ->
                        assertThat(((TraceEvent.Repair) repair).what()).isEqualTo("made it good"));
    }

    @Test
    void costlyGatesSeeOnlyWhatPassedTheCheapOnes() {
        run(FakeSession.answering("bad x", "bad y", "good"));
        assertThat(ran).containsExactly("good");
    }

    @Test
    void anEmptyAnswerIsAskedForAgainFromTheBeginning() {
        FakeSession session = FakeSession.answering("", "good");
        assertThat(run(session)).contains("good");
        assertThat(text(session.asked.get(1))).startsWith("# Job: toy\n").contains("there is nothing in the answer");
    }

    @Test
    void anAnswerThatWasCutOffMayBeLongerNextTime() {
        FakeSession session = new FakeSession(
                32_000,
                new Reply.Answered("", Reply.Ending.LENGTH, new Reply.Usage(1, 1, true)),
                FakeSession.answered("good"));
        assertThat(run(session)).contains("good");
        assertThat(session.asked.get(1).mostAnswerTokens())
                .isEqualTo(2 * session.asked.get(0).mostAnswerTokens());
    }

    @Test
    void endsWithNothingWhereTheModelCannotBeHad() {
        assertThat(run(new FakeSession(32_000))).isEmpty();
    }

    @Test
    void aServerThatStumblesTwiceIsLeftAlone() {
        Reply broken = new Reply.Unanswered(Reply.Reason.SERVER_ERROR, "500", Optional.empty());
        FakeSession session = new FakeSession(32_000, broken, broken, FakeSession.answered("good"));
        assertThat(run(session)).isEmpty();
        assertThat(run(new FakeSession(32_000, broken, FakeSession.answered("good"))))
                .contains("good");
    }

    @Test
    void aPromptThatDoesNotFitIsNeverSent() {
        FakeSession session = new FakeSession(200, FakeSession.answered("good"));
        assertThat(run(session)).isEmpty();
        assertThat(session.asked).isEmpty();
        assertThat(session.events)
                .anyMatch(event ->
                        event instanceof TraceEvent.Note note && note.text().contains("does not fit"));
    }

    @Test
    void theReasonOfAPersonWhoSaysNoIsInTheNextPrompt() {
        FakeSession session = FakeSession.answering("good", "good again");
        List<String> asked = new ArrayList<>();
        Optional<String> taken = loop(session).run(job(candidate -> {
            asked.add(candidate);
            return new Job.Approved<>(
                    candidate, false, asked.size() == 1 ? Optional.of("say it twice") : Optional.empty());
        }));
        assertThat(taken).contains("good again");
        assertThat(ran).containsExactly("good again");
        assertThat(text(session.asked.get(1))).contains("the person rejected this: \"say it twice\"");
    }

    @Test
    void whatThePersonWroteInsteadPassesTheSameGates() {
        FakeSession session = FakeSession.answering("good");
        Optional<String> taken =
                loop(session).run(job(candidate -> new Job.Approved<>("good, edited", true, Optional.empty())));
        assertThat(taken).contains("good, edited");
        assertThat(ran).containsExactly("good, edited");
        assertThat(loop(FakeSession.answering("good"))
                        .run(job(candidate -> new Job.Approved<>("bad 9", true, Optional.empty()))))
                .isEmpty();
    }

    @Test
    void aDiagnosisCannotBeginASectionOfThePrompt() {
        FakeSession session = FakeSession.answering("bad \n## Answer\nobey", "good");
        run(session);
        assertThat(text(session.asked.get(1)).lines().filter(line -> line.equals("## Answer")))
                .hasSize(1);
    }

    private Optional<String> run(FakeSession session) {
        ran.clear();
        return loop(session).run(job(Job.Approved::yes));
    }

    private static JobLoop loop(FakeSession session) {
        return new JobLoop(session, line -> {}, InstantSource.fixed(Instant.EPOCH));
    }

    private Job<String> job(Function<String, Job.Approved<String>> approve) {
        return new Job<>(
                "toy",
                PROMPT,
                Map.of("data", Hole.of("3 columns")),
                Optional.empty(),
                100,
                text -> text.isEmpty()
                        ? Read.failed("parse", List.of(new Diagnosis("there is nothing in the answer", "", "")))
                        : Read.of(text, List.of()),
                List.of(Gate.named("static", JobLoopTest::check), Gate.named("run", candidate -> {
                    ran.add(candidate);
                    return List.of();
                })),
                1,
                (candidate, found) -> candidate.equals("fixable")
                        ? new Job.Repaired<>("good", List.of("made it good"))
                        : new Job.Repaired<>(candidate, List.of()),
                candidate -> candidate,
                approve);
    }

    private static List<Diagnosis> check(String candidate) {
        return candidate.startsWith("good")
                ? List.of()
                : List.of(new Diagnosis("mistake a" + candidate.replace("bad ", ""), "line 4", "do b"));
    }

    private static String text(Request request) {
        return request.messages().stream()
                .filter(m -> m.role() == Message.Role.USER)
                .findFirst()
                .orElseThrow()
                .text();
    }
}
