package dev.tinywright.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.llm.Endpoint;
import dev.tinywright.llm.FakeServer;
import dev.tinywright.llm.Key;
import dev.tinywright.llm.LlmSettings;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelCard.Price;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Questions;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Reply.Answered;
import dev.tinywright.llm.Reply.Ending;
import dev.tinywright.llm.Reply.Reason;
import dev.tinywright.llm.Reply.Unanswered;
import dev.tinywright.llm.Request;
import dev.tinywright.llm.Tokens;
import dev.tinywright.llm.Transport;
import dev.tinywright.llm.Transports;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceEvent.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    private static final ModelName NAME = ModelName.parse("openai/test");
    private static final Optional<Price> CHEAP = Optional.of(new Price(1, 2, "2026-11-21", "a test"));
    private static final Request REQUEST = Questions.saying("Which kinds are there?", 200);
    private static final Caps CAPS = new Caps(10, 100_000, 1, Duration.ofMinutes(20), 8);
    private static final String KEY = "sk-verysecretkey0123456789";

    @TempDir
    Path folder;

    private final List<TraceEvent> events = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Request> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private Optional<Path> cache = Optional.empty();
    private Optional<Price> price = CHEAP;

    @Test
    void anAnswerIsHandedOutTracedAndPaidFor() {
        Session session = session(CAPS, answer("Hello", 1000, 500));
        assertThat(session.ask(REQUEST)).isEqualTo(answer("Hello", 1000, 500));
        assertThat(exchanges()).singleElement().satisfies(e -> {
            assertThat(e.model()).isEqualTo("openai/test");
            assertThat(e.hash()).isEqualTo(RequestHash.of(NAME, REQUEST));
            assertThat(e.dollars()).hasValue(0.002);
            assertThat(e.source()).isEqualTo(TraceEvent.Source.MODEL);
        });
        assertThat(session.spent()).containsEntry("plan", new Spent(1, 0, 1000, 500, 0.002));
    }

    @Test
    void whatDoesNotFitIsNotSentAndSaysByHowMuch() {
        Request longer = Questions.saying("word ".repeat(9000), 200);
        Session session = session(CAPS, answer("Hello", 1, 1));
        long over = Tokens.count(longer) + 200 - 8192;
        assertThat(session.room(longer)).isEqualTo(-over);
        Unanswered none = (Unanswered) session.ask(longer);
        assertThat(none.reason()).isEqualTo(Reason.DOES_NOT_FIT);
        assertThat(none.message()).contains(over + " tokens more than the window of openai/test, 8192");
        assertThat(asked).isEmpty();
    }

    @Test
    void thinkingCountsTowardsTheWindowAndTheCaps() {
        ModelCard thinker = new ModelCard(NAME, 8192, 4096, false, false, 8000, CHEAP, true);
        assertThat(thinker.room(REQUEST)).isEqualTo(8192 - 8200 - Tokens.count(REQUEST));
    }

    @Test
    void whatPassesIsTriedAgainAfterGrowingWaitsAndEachTryCounts() {
        Session session = session(
                CAPS, none(Reason.SERVER_ERROR), none(Reason.BROKEN), none(Reason.TIMEOUT), answer("Hello", 9, 9));
        assertThat(session.ask(REQUEST)).isEqualTo(answer("Hello", 9, 9));
        assertThat(asked).hasSize(4);
        assertThat(exchanges()).hasSize(4);
        assertThat(session.spent().get("plan")).isNotNull().satisfies(s -> assertThat(s.calls())
                .isEqualTo(4));
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(waits.get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void givesUpAfterFourTriesAndAtOnceWhereAnotherTryDoesNotHelp() {
        Reply error = none(Reason.SERVER_ERROR);
        assertThat(session(CAPS, error, error, error, error, answer("late", 1, 1))
                        .ask(REQUEST))
                .isEqualTo(error);
        assertThat(asked).hasSize(4);
        asked.clear();
        assertThat(session(CAPS, none(Reason.NOT_ALLOWED), answer("late", 1, 1)).ask(REQUEST))
                .isEqualTo(none(Reason.NOT_ALLOWED));
        assertThat(asked).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheServerAsksButNotBeyondTheTimeCap() {
        Session session = session(CAPS, limited(Duration.ofSeconds(70)), answer("Hello", 1, 1));
        assertThat(session.ask(REQUEST)).isInstanceOf(Answered.class);
        assertThat(waits).containsExactly(Duration.ofSeconds(70));

        waits.clear();
        Session other = session(CAPS, limited(Duration.ofHours(1)), answer("Hello", 1, 1));
        assertCapped(other.ask(REQUEST), "3600 s", "--max-minutes");
        assertCapped(other.ask(REQUEST), "--max-minutes"); // it stays reached
        assertThat(waits).isEmpty();
    }

    @Test
    void theCapOnCallsIsHeldAndStays() {
        Session session = session(caps(2, 100_000, 1), answer("a", 1, 1), answer("b", 1, 1), answer("c", 1, 1));
        session.ask(REQUEST);
        session.ask(REQUEST);
        assertCapped(session.ask(REQUEST), "all 2 calls", "--max-calls");
        assertCapped(session.ask(Questions.saying("less")), "--max-calls");
        assertThat(asked).hasSize(2);
        assertThat(events).anySatisfy(e -> assertThat(e).isInstanceOf(TraceEvent.Note.class));
    }

    @Test
    void retriesAreCalls() {
        Session session = session(caps(2, 100_000, 1), none(Reason.BROKEN), none(Reason.BROKEN), answer("c", 1, 1));
        assertCapped(session.ask(REQUEST), "--max-calls");
        assertThat(asked).hasSize(2);
    }

    @Test
    void theCapOnTokensIsHeldWithTheMostThatACallCanTake() {
        long one = Tokens.count(REQUEST) + 200;
        assertCapped(session(caps(9, one - 1, 1), answer("a", 1, 1)).ask(REQUEST), one + " tokens", "--max-tokens");
        assertThat(asked).isEmpty();
        Session session = session(caps(9, one + 49, 1), answer("a", 25, 25), answer("b", 1, 1));
        assertThat(session.ask(REQUEST)).isInstanceOf(Answered.class);
        assertCapped(session.ask(REQUEST), "50 of " + (one + 49) + " are used");
        assertThat(asked).hasSize(1);
    }

    @Test
    void theCapOnMoneyIsHeldWithTheMostThatACallCanCost() {
        double one = (Tokens.count(REQUEST) + 200 * 2) / 1e6;
        assertCapped(session(caps(9, 100_000, one * 0.99), answer("a", 1, 1)).ask(REQUEST), "--max-dollars");
        assertThat(asked).isEmpty();
        assertThat(session(caps(9, 100_000, one * 1.01), answer("a", 1, 1)).ask(REQUEST))
                .isInstanceOf(Answered.class);
    }

    @Test
    void whereThePriceIsNotKnownThatIsSaidOnceAndTheOtherCapsHold() {
        price = Optional.empty();
        Session session = session(caps(2, 100_000, 0.000001), answer("a", 1, 1), answer("b", 1, 1));
        assertThat(session.ask(REQUEST)).isInstanceOf(Answered.class);
        assertThat(session.ask(REQUEST)).isInstanceOf(Answered.class);
        assertCapped(session.ask(REQUEST), "--max-calls");
        assertThat(events.stream().filter(e -> e.toString().contains("price of openai/test is not known")))
                .hasSize(1);
        assertThat(exchanges().getFirst().dollars()).isEmpty();
    }

    @Test
    void theCapOnTimeCountsFromTheFirstCall() {
        Session session = session(CAPS, answer("a", 1, 1), answer("b", 1, 1));
        now = now.plus(Duration.ofHours(2));
        assertThat(session.ask(REQUEST)).isInstanceOf(Answered.class);
        now = now.plus(Duration.ofMinutes(21));
        assertCapped(session.ask(REQUEST), "20 minutes are over", "--max-minutes");
    }

    @Test
    void theCapOnTimeEndsAnAnswerThatIsUnderWay() {
        Caps short300Millis = new Caps(9, 100_000, 1, Duration.ofMillis(300), 8);
        try (Waiting transport = new Waiting(card());
                Session session = live(short300Millis, transport)) {
            assertCapped(session.ask(REQUEST), "--max-minutes");
        }
    }

    @Test
    void capsComeFromTheSettingsElseTheyAreTheUsual() {
        assertThat(Caps.of(LlmSettings.NONE)).isEqualTo(Caps.USUAL);
    }

    @Test
    void jobsAreListedInOrderOfFirstUse() {
        Session session = session(CAPS, answer("a", 1, 1), answer("b", 1, 1), answer("c", 1, 1), answer("d", 1, 1));
        for (String job : List.of("task", "plan", "next", "task")) {
            session.ask(job(job));
        }
        assertThat(session.spent().keySet()).containsExactly("task", "plan", "next");
    }

    @Test
    void theLargerModelIsAskedWhereThereIsOne() {
        ModelCard large = new ModelCard(ModelName.parse("openai/large"), 8192, 4096, false, CHEAP, true);
        Session session = new LiveSession(
                scripted(card(), answer("small", 1, 1)),
                Optional.of(scripted(large, answer("large", 1, 1))),
                CAPS,
                events::add,
                _ -> {},
                clock());
        assertThat(session.askLarger(REQUEST)).isEqualTo(answer("large", 1, 1));
        assertThat(exchanges().getFirst().model()).isEqualTo("openai/large");
        assertThat(session.hasLarger()).isTrue();
        assertThat(session(CAPS, answer("small", 1, 1)).askLarger(REQUEST)).isEqualTo(answer("small", 1, 1));
    }

    @Test
    void identicalRequestsAreAnsweredFromTheCacheEvenWhereACapIsReached() throws IOException {
        cache = Optional.of(folder.resolve("cache"));
        Answered answer = new Answered("Hello", Ending.STOP, new Reply.Usage(1, 1, true));
        session(CAPS, answer).ask(REQUEST);
        asked.clear();
        Session later = session(caps(0, 0, 0));
        assertThat(later.ask(REQUEST)).isEqualTo(answer);
        assertThat(asked).isEmpty();
        assertThat(exchanges().getLast().source()).isEqualTo(TraceEvent.Source.CACHE);
        assertThat(later.spent()).containsEntry("plan", new Spent(0, 1, 0, 0, 0));
        assertThat(session(caps(0, 0, 0)).ask(Questions.saying("Other?"))).isInstanceOf(Unanswered.class);
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file.toString()).endsWith(".json");
                Files.writeString(file, "{\"text\": \"Hel");
            });
        }
        assertThat(session(CAPS, answer("anew", 1, 1)).ask(REQUEST))
                .isEqualTo(answer("anew", 1, 1)); // half a file is none
    }

    @Test
    void answersThatDidNotComeToTheirEndAreNotKept() {
        cache = Optional.of(folder);
        Answered cut = new Answered("Hel", Ending.LENGTH, new Reply.Usage(1, 1, true));
        Session session = session(CAPS, cut, answer("Hello", 1, 1));
        assertThat(session.ask(REQUEST)).isEqualTo(cut);
        assertThat(session.ask(REQUEST)).isEqualTo(answer("Hello", 1, 1));
    }

    @Test
    void aReplayAnswersAsTheRunDidWithoutWaitingOrAsking() {
        Request other = Questions.saying("And the next?");
        Session first = session(
                CAPS, none(Reason.SERVER_ERROR), answer("one", 1, 1), answer("two", 1, 1), none(Reason.NOT_ALLOWED));
        List<Reply> then = List.of(first.ask(REQUEST), first.ask(REQUEST), first.ask(other));
        List<Exchange> recorded = List.copyOf(exchanges());
        events.clear();
        asked.clear();
        waits.clear();

        Session replay = new ReplaySession(recorded, card(), Optional.empty(), CAPS, events::add, _ -> {}, clock());
        assertThat(List.of(replay.ask(REQUEST), replay.ask(REQUEST), replay.ask(other)))
                .isEqualTo(then);
        assertThat(exchanges().stream().map(Exchange::reply))
                .isEqualTo(recorded.stream().map(Exchange::reply).toList());
        assertThat(exchanges()).allSatisfy(e -> assertThat(e.source()).isEqualTo(TraceEvent.Source.REPLAY));
        assertThat(asked).isEmpty();
        assertThat(waits).isEmpty();
        assertThat(replay.ask(REQUEST)).isInstanceOfSatisfying(Unanswered.class, none -> assertThat(none.reason())
                .isEqualTo(Reason.NOT_IN_TRACE));
        assertThat(replay.ask(Questions.saying("Never asked")))
                .isInstanceOfSatisfying(
                        Unanswered.class, none -> assertThat(none.reason()).isEqualTo(Reason.NOT_IN_TRACE));
    }

    @Test
    void requestsThatDifferInAnythingHaveHashesOfTheirOwn() {
        assertThat(Stream.of(
                                RequestHash.of(NAME, REQUEST),
                                RequestHash.of(ModelName.parse("openai/other"), REQUEST),
                                RequestHash.of(NAME, Questions.saying("Which kinds are there?", 201)),
                                RequestHash.of(NAME, Questions.withSchema(REQUEST)),
                                RequestHash.of(NAME, job("task")),
                                RequestHash.of(NAME, Questions.saying("Which kinds are they?", 200)))
                        .distinct())
                .hasSize(6);
        assertThat(RequestHash.of(NAME, REQUEST))
                .isEqualTo(RequestHash.of(NAME, Questions.saying("Which kinds are there?", 200)))
                .hasSize(64);
    }

    @Test
    void showingWhatWouldBeSentSendsNothing() {
        try (FakeServer server = new FakeServer(FakeServer.saying("stop", "Hello"))) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            Transport transport = transport(server);
            Session session = new EgressSession(
                    transport, Optional.empty(), CAPS, new PrintStream(shown, true, StandardCharsets.UTF_8));
            assertThat(session.ask(REQUEST)).isInstanceOf(Unanswered.class);
            assertThat(server.bodies).isEmpty();
            transport.ask(REQUEST, _ -> {});
            assertThat(shown.toString(StandardCharsets.UTF_8))
                    .isEqualTo(server.bodies.getFirst() + System.lineSeparator())
                    .doesNotContain(KEY);
        }
    }

    @Test
    void theKeyIsInNoTraceMessageOrCache() throws IOException {
        cache = Optional.of(folder);
        List<FakeServer.Doing> answers = new ArrayList<>(List.of(
                FakeServer.status(500, "{\"error\":{\"message\":\"at key " + KEY + "\"}}"),
                FakeServer.saying("stop", "Your key is " + KEY + "."),
                FakeServer.status(401, "{\"error\":{\"message\":\"bad key " + KEY + "\"}}")));
        StringBuilder words = new StringBuilder();
        try (FakeServer server =
                new FakeServer(exchange -> answers.removeFirst().with(exchange))) {
            Session session = new LiveSession(
                    transport(server), Optional.empty(), CAPS, events::add, words::append, cache, retries(), clock());
            Reply first = session.ask(REQUEST);
            Reply second = session.ask(Questions.saying("Again?"));
            assertThat(server.headers).hasSize(3).allSatisfy(headers -> assertThat(headers.toString())
                    .contains(KEY));
            assertThat(first.toString() + second + words + events + session).doesNotContain(KEY);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file))
                    .doesNotContain(KEY));
        }
    }

    @Test
    void closingEndsTheQuestionThatIsUnderWayAndAnswersNothingFromThenOn() throws InterruptedException {
        try (Waiting transport = new Waiting(card())) {
            Session session = live(CAPS, transport);
            Thread other = Thread.ofVirtual().start(() -> {
                transport.awaitAsked();
                session.close();
            });
            assertCancelled(session.ask(REQUEST));
            other.join();
            assertCancelled(session.ask(REQUEST));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void closingEndsAWaitBetweenTries() {
        CountDownLatch waiting = new CountDownLatch(1);
        Retries forever = new Retries(Duration.ofSeconds(1), new SplittableRandom(1), _ -> {
            waiting.countDown();
            Thread.sleep(Duration.ofMinutes(5));
        });
        Session session = new LiveSession(
                scripted(card(), none(Reason.BROKEN), answer("late", 1, 1)),
                Optional.empty(),
                CAPS,
                events::add,
                _ -> {},
                cache,
                forever,
                clock());
        Thread.ofVirtual().start(() -> {
            try {
                waiting.await();
                session.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertCancelled(session.ask(REQUEST));
        assertThat(asked).hasSize(1);
    }

    /** Answers when it is cancelled. */
    private static final class Waiting implements Transport, AutoCloseable {
        private final ModelCard card;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch cancelled = new CountDownLatch(1);

        Waiting(ModelCard card) {
            this.card = card;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public Reply ask(Request request, Consumer<String> words) {
            asked.countDown();
            await(cancelled);
            return none(Reason.CANCELLED);
        }

        void awaitAsked() {
            await(asked);
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        @Override
        public void close() {
            cancel();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void assertCapped(Reply reply, String... parts) {
        assertThat(reply).isInstanceOfSatisfying(Unanswered.class, none -> {
            assertThat(none.reason()).isEqualTo(Reason.CAP);
            assertThat(none.message()).contains(parts);
        });
    }

    private static void assertCancelled(Reply reply) {
        assertThat(reply).isInstanceOfSatisfying(Unanswered.class, none -> assertThat(none.reason())
                .isEqualTo(Reason.CANCELLED));
    }

    private List<Exchange> exchanges() {
        return events.stream()
                .filter(Exchange.class::isInstance)
                .map(Exchange.class::cast)
                .toList();
    }

    private static Caps caps(int calls, long tokens, double dollars) {
        return new Caps(calls, tokens, dollars, Duration.ofMinutes(20), 8);
    }

    private static Reply answer(String text, long input, long output) {
        return new Answered(text, Ending.STOP, new Reply.Usage(input, output, true));
    }

    private static Reply none(Reason reason) {
        return new Unanswered(reason, "because", Optional.empty());
    }

    private static Reply limited(Duration wait) {
        return new Unanswered(Reason.RATE_LIMITED, "because", Optional.of(wait));
    }

    private static Request job(String job) {
        return new Request(job, "plan@1", REQUEST.messages(), Optional.empty(), 0.2, 7, 200);
    }

    private ModelCard card() {
        return new ModelCard(NAME, 8192, 4096, false, price, true);
    }

    private InstantSource clock() {
        return () -> now;
    }

    private Retries retries() {
        return new Retries(Duration.ofSeconds(1), new SplittableRandom(1), waits::add);
    }

    private Session session(Caps caps, Reply... replies) {
        return live(caps, scripted(card(), replies));
    }

    private Session live(Caps caps, Transport transport) {
        return new LiveSession(transport, Optional.empty(), caps, events::add, _ -> {}, cache, retries(), clock());
    }

    private Transport scripted(ModelCard card, Reply... replies) {
        List<Reply> left = new ArrayList<>(List.of(replies));
        return new Transport() {
            @Override
            public ModelCard card() {
                return card;
            }

            @Override
            public Reply ask(Request request, Consumer<String> words) {
                asked.add(request);
                return left.removeFirst();
            }
        };
    }

    private Transport transport(FakeServer server) {
        return Transports.open(card(), Endpoint.of(Optional.of(server.url() + "/v1"), Optional.of(Key.of(KEY))));
    }
}
