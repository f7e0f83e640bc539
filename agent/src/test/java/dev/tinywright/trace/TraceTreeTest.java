package dev.tinywright.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.llm.Reply;
import dev.tinywright.trace.TraceEvent.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run as a person sees it. */
class TraceTreeTest {
    private static final List<TraceEvent> RUN = List.of(
            Events.run(0),
            Events.answered(2, "plan", "{}", 1200, 300, 0.0009),
            Events.passed(2, "plan", 1, "parse"),
            Events.failed(2, "plan", 1, "schema", "unknown key \"layers\""),
            Events.unanswered(3, "plan", Reply.Reason.RATE_LIMITED, "the server asks to wait"),
            Events.answered(6, "plan", "{}", 1400, 310, 0.001),
            Events.repair(6, "plan", 2, "took a trailing comma out"),
            Events.passed(6, "plan", 2, "schema"),
            Events.reused(8, "sketch", Source.CACHE),
            Events.failed(9, "sketch", 1, "compile", "'g_model' was not declared"),
            Events.note(9, "sketch", "no answer passed in 1 rounds"),
            Events.passed(12, "plan", 2, "device"),
            Events.note(13, "", "the rules wrote the sketch"));

    @Test
    void aRunIsATreeOfJobsRoundsAndSteps() {
        assertThat(String.join("\n", TraceTree.lines(RUN))).isEqualTo("""
                make "Tell ripe from green" --data fruit.csv, with openai/gpt-5-mini, 2026-11-21T08:00:00Z
                  plan: 3 calls, 2,600 tokens in, 610 out, $0.0019, 3.5 s, 1 gate failed, 1 repair by rules
                    round 1
                      ask          plan@1: 1,200 tokens in, 300 out, $0.0009, 1.5 s
                      parse        passed
                      schema       failed: unknown key "layers", at line 3, and 1 more, 0.1 s
                    round 2
                      ask          plan@1: no answer, rate limited: the server asks to wait, 0.3 s
                      ask          plan@1: 1,400 tokens in, 310 out, $0.0010, 1.5 s
                      repair       took a trailing comma out
                      schema       passed
                      device       passed
                  sketch: 0 calls, 1 reused, 0.1 s, 1 gate failed
                    round 1
                      ask          sketch@1: about 900 tokens in, 90 out, reused from the cache, 0.0 s
                      compile      failed: 'g_model' was not declared, at line 3, and 1 more, 0.1 s
                      note         no answer passed in 1 rounds
                  note         the rules wrote the sketch
                total: 3 calls, 1 reused, 2,600 tokens in, 610 out, $0.0019, 3.6 s, 2 gates failed, 1 repair by rules""");
    }

    @Test
    void promptsAndAnswersAreShownWhereWanted() {
        List<TraceEvent> run =
                List.of(Events.run(0), Events.answered(1, "answer", "It is\n\tgood.\u001b[31m", 10, 5, 0));
        assertThat(String.join("\n", TraceTree.lines(run, true))).endsWith("""
                    round 1
                      ask          answer@1: 10 tokens in, 5 out, $0.0000, 1.5 s
                        system:
                        | You build device programs.
                        user:
                        | # Job: answer
                        |
                        | Tell ripe from green.
                        answer:
                        | It is
                        |     good.?[31m
                total: 1 call, 10 tokens in, 5 out, $0.0000, 1.5 s""");
        assertThat(String.join("\n", TraceTree.lines(run))).doesNotContain("good");
    }

    @Test
    void textFromOutsideCannotSteerTheTerminalNorBeginALine() {
        List<String> lines = TraceTree.lines(Events.hostile());
        assertThat(lines).allSatisfy(line -> assertThat(line).matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]*"));
        assertThat(lines).noneMatch(line -> line.startsWith("{"));
    }

    @Test
    void longTextIsCutUnlessAllIsWanted() {
        List<TraceEvent> run = List.of(Events.run(0), Events.repair(1, "sketch", 1, "\ud83d\udc4d".repeat(161)));
        assertThat(TraceTree.lines(run)).contains("      repair       " + "\ud83d\udc4d".repeat(160) + "...");
        assertThat(TraceTree.lines(run, true)).contains("      repair       " + "\ud83d\udc4d".repeat(161));
    }

    @Test
    void answersWithoutGatesAreRoundsOfTheirOwn() {
        List<TraceEvent> run = List.of(
                Events.run(0),
                Events.unanswered(1, "answer", Reply.Reason.TIMEOUT, "slow"),
                Events.answered(2, "answer", "a", 1, 1, 0),
                Events.answered(3, "answer", "b", 1, 1, 0),
                Events.note(3, "answer", "enough"));
        List<RunOutline.Round> rounds = RunOutline.of(run).jobs().getFirst().rounds();
        assertThat(rounds).extracting(RunOutline.Round::number).containsExactly(1, 2);
        assertThat(rounds.get(0).events()).containsExactlyElementsOf(run.subList(1, 3));
        assertThat(rounds.get(1).events()).containsExactlyElementsOf(run.subList(3, 5));
    }

    @Test
    void aJobWhoseRoundsBeginAgainIsASecondOne() {
        List<TraceEvent> run = List.of(
                Events.answered(1, "next", "a", 1, 1, 0),
                Events.passed(1, "next", 1, "parse"),
                Events.passed(1, "next", 1, "schema"),
                Events.answered(5, "next", "b", 1, 1, 0),
                Events.failed(5, "next", 1, "parse", "no JSON"),
                Events.answered(6, "next", "c", 1, 1, 0),
                Events.passed(6, "next", 2, "parse"));
        List<RunOutline.Job> jobs = RunOutline.of(run).jobs();
        assertThat(jobs).extracting(RunOutline.Job::name).containsExactly("next", "next");
        assertThat(jobs.get(0).rounds()).hasSize(1);
        assertThat(jobs.get(1).rounds()).hasSize(2);
        assertThat(jobs.get(1).events()).containsExactlyElementsOf(run.subList(3, 7));
    }

    @Test
    void sumsSayWhatWasPaidForAndWhatWasNot() {
        List<TraceEvent> run = List.of(
                Events.run(0),
                Events.answered(1, "plan", "a", 100, 10, 0.5),
                Events.answered(1, "repair plan", "a", 100, 10, 0.25),
                Events.reused(2, "plan", Source.REPLAY),
                Events.unanswered(3, "sketch", Reply.Reason.CAP, "no more"),
                Events.unanswered(3, "sketch", Reply.Reason.SERVER_ERROR, "broken"),
                new TraceEvent.Exchange(
                        Events.at(4),
                        "openai/new",
                        "h",
                        Events.request("sketch"),
                        new Reply.Answered("x", Reply.Ending.LENGTH, new Reply.Usage(7, 3, true)),
                        java.util.OptionalDouble.empty(),
                        java.time.Duration.ZERO,
                        Source.MODEL));
        List<TraceAccount.Job> jobs = TraceAccount.jobs(run);
        assertThat(jobs).extracting(TraceAccount.Job::job).containsExactly("plan", "sketch");
        assertThat(jobs.get(0))
                .extracting(
                        TraceAccount.Job::calls,
                        TraceAccount.Job::reused,
                        TraceAccount.Job::inputTokens,
                        TraceAccount.Job::dollars,
                        TraceAccount.Job::isPriced)
                .containsExactly(2, 1, 200L, 0.75, true);
        assertThat(jobs.get(1))
                .extracting(TraceAccount.Job::calls, TraceAccount.Job::outputTokens, TraceAccount.Job::isPriced)
                .containsExactly(2, 3L, false);
        assertThat(String.join("\n", TraceTree.lines(run)))
                .contains("cut at its length, 7 tokens in, 3 out, price not known")
                .contains("more than $0.7500 (a price is not known)");
    }
}
