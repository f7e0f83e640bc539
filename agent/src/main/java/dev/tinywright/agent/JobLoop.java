package dev.tinywright.agent;

import dev.tinywright.agent.Job.Approved;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.llm.Tokens;
import dev.tinywright.session.Session;
import dev.tinywright.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks for one thing until it passes its gates: first by rules at no cost, then by the model as long as its errors are new; on a
 * repeated error from the beginning, with the list of what failed, more warmth, and the larger model where there is one. Every
 * error that was ever made is in each later prompt. Ends with nothing where rounds or caps are used up.
 */
final class JobLoop {
    private static final double COOL = 0.2;
    private static final double WARM = 0.7;
    private static final double HOT = 1.0;

    /** Repairs by rules of one candidate: each must clear the way for the next, and none needs more. */
    private static final int MOST_RULE_REPAIRS = 4;

    /** More would crowd out the facts. */
    private static final int SHOWN_MISTAKES = 12;

    private static final int PROBLEM_CHARACTERS = 600;

    private final Session session;
    private final Consumer<String> say;
    private final InstantSource clock;

    JobLoop(Session session, Consumer<String> say, InstantSource clock) {
        this.session = session;
        this.say = say;
        this.clock = clock;
    }

    Session session() {
        return session;
    }

    /** Returns what passed every gate and the person; empty where nothing did. */
    <C> Optional<C> run(Job<C> job) {
        return new Run<>(job).run();
    }

    /** How the next question is put. */
    private enum Manner {
        FIRST,
        REPAIR,
        AGAIN
    }

    private final class Run<C> {
        private final Job<C> job;
        private final Map<String, Diagnosis> mistakes = new LinkedHashMap<>();
        private Manner manner = Manner.FIRST;
        private int restarts;
        private int silences;
        private int round;
        private boolean isHopeless;
        private int answerTokens;
        private String written = "";
        private List<Diagnosis> wrong = List.of();

        Run(Job<C> job) {
            this.job = job;
            this.answerTokens = job.answerTokens();
        }

        Optional<C> run() {
            while (round < session.caps().rounds() && !isHopeless) {
                round++;
                Optional<Request> request = request();
                if (request.isEmpty() && manner == Manner.REPAIR) {
                    restart(); // without what was written it may fit
                    request = request();
                }
                if (request.isEmpty()) {
                    note("the prompt does not fit into the " + session.card().contextTokens()
                            + " tokens of the model's window, shortened as far as it can be");
                    return Optional.empty();
                }
                Reply reply = ask(request.get());
                switch (reply) {
                    case Reply.Unanswered none -> {
                        if (!isWorthAnotherTry(none)) {
                            return Optional.empty();
                        }
                    }
                    case Reply.Answered answer -> {
                        silences = 0;
                        Optional<C> passed = judge(answer);
                        if (passed.isPresent()) {
                            return passed;
                        }
                    }
                }
            }
            if (!isHopeless) {
                note("no answer passed in " + round + " rounds");
            }
            return Optional.empty();
        }

        /** The larger model's window may be the smaller one. */
        private Reply ask(Request request) {
            Reply reply = restarts > 0 ? session.askLarger(request) : session.ask(request);
            return restarts > 0
                            && session.hasLarger()
                            && reply instanceof Reply.Unanswered none
                            && none.reason() == Reply.Reason.DOES_NOT_FIT
                    ? session.ask(request)
                    : reply;
        }

        private boolean isWorthAnotherTry(Reply.Unanswered none) {
            silences++;
            boolean again = none.reason().isPassing() && silences < 2;
            note(none.message());
            return again;
        }

        private Optional<C> judge(Reply.Answered answer) {
            Read<C> read = job.read().apply(answer.text());
            repaired(read.repairs());
            if (answer.ending() != Reply.Ending.STOP) {
                Diagnosis ended = ending(answer.ending());
                if (read.candidate().isEmpty()) {
                    fail("parse", List.of(ended), answer.text());
                    answerTokens = Math.min(2 * answerTokens, session.card().mostAnswerTokens());
                    restart();
                    return Optional.empty();
                }
            }
            if (read.candidate().isEmpty()) {
                fail(read.gate(), read.problems(), answer.text());
                return Optional.empty();
            }
            gate(read.gate(), List.of(), clock.instant());
            return passGates(read.candidate().get());
        }

        /** The person sees what passed the gates that cost nothing, before it is compiled or run. */
        private Optional<C> passGates(C first) {
            C candidate = first;
            int repairs = 0;
            int gate = 0;
            boolean isAsked = false;
            while (true) {
                if (gate == job.gatesBeforePerson() && !isAsked) {
                    isAsked = true;
                    Approved<C> verdict = job.approve().apply(candidate);
                    if (verdict.reason().isPresent()) {
                        rejected(verdict.reason().get(), candidate);
                        return Optional.empty();
                    }
                    gate = verdict.isChanged() ? 0 : gate;
                    candidate = verdict.candidate();
                    continue;
                }
                if (gate == job.gates().size()) {
                    return Optional.of(candidate);
                }
                Gate.Finding finding = check(job.gates().get(gate), candidate);
                if (finding.passed()) {
                    gate++;
                    continue;
                }
                if (!finding.isTheCandidates()) {
                    note("cannot be tried here: "
                            + finding.diagnoses().getFirst().what());
                    isHopeless = true;
                    return Optional.empty();
                }
                Job.Repaired<C> better = job.repair().apply(candidate, finding.diagnoses());
                if (better.repairs().isEmpty() || repairs++ >= MOST_RULE_REPAIRS) {
                    remember(finding.diagnoses(), job.written().apply(candidate));
                    return Optional.empty();
                }
                repaired(better.repairs());
                candidate = better.candidate();
                gate = 0;
            }
        }

        private Gate.Finding check(Gate<C> gate, C candidate) {
            Instant from = clock.instant();
            Gate.Finding finding = gate.check(candidate);
            gate(finding.gate(), finding.diagnoses(), from);
            return finding;
        }

        private void rejected(String reason, C candidate) {
            note("the person rejected it: " + reason);
            remember(
                    List.of(new Diagnosis(
                            "the person rejected this: " + Quoted.sentence(reason), "", "do what the person says")),
                    job.written().apply(candidate));
        }

        private void fail(String gate, List<Diagnosis> diagnoses, String text) {
            gate(gate, diagnoses, clock.instant());
            remember(diagnoses, text);
        }

        /** Decides how to go on: with a repair where the error is new, from the beginning where it was made before. */
        private void remember(List<Diagnosis> diagnoses, String text) {
            boolean isNew = diagnoses.stream().anyMatch(d -> !mistakes.containsKey(key(d)));
            diagnoses.forEach(d -> mistakes.putIfAbsent(key(d), d));
            say.accept(job.name() + ", round " + round + ": "
                    + diagnoses.getFirst().what());
            wrong = diagnoses;
            written = text;
            if (isNew && !text.isBlank()) {
                manner = Manner.REPAIR;
            } else {
                restart();
            }
        }

        private void restart() {
            manner = Manner.AGAIN;
            restarts++;
        }

        private Optional<Request> request() {
            return text(session.room(request(""))).map(filled -> {
                if (!filled.shortened().isEmpty()) {
                    note("the prompt was shortened to fit the model's window: less of "
                            + String.join(", ", filled.shortened()));
                }
                return request(filled.text());
            });
        }

        private Request request(String text) {
            double temperature = restarts == 0 ? COOL : restarts == 1 ? WARM : HOT;
            return new Request(
                    job.name(),
                    job.prompt().id(),
                    List.of(new Message(Message.Role.SYSTEM, SYSTEM.template()), new Message(Message.Role.USER, text)),
                    job.schema(),
                    temperature,
                    round,
                    answerTokens);
        }

        private Optional<Prompt.Filled> text(long room) {
            return switch (manner) {
                case FIRST -> job.prompt().fill(job.holes(), room);
                case REPAIR -> around(Prompt.load("repair"), repairHoles(), room);
                case AGAIN -> around(Prompt.load("again"), Map.of("earlier", Hole.of(listed(earlier()))), room);
            };
        }

        /** The first prompt inside of another: its own first line goes, so that a prompt names one job. */
        private Optional<Prompt.Filled> around(Prompt outer, Map<String, Hole> holes, long room) {
            long outerTokens = outer.fill(with(holes, ""), Long.MAX_VALUE)
                    .map(filled -> Tokens.count(filled.text()))
                    .orElse(0);
            return job.prompt().fill(job.holes(), room - outerTokens).flatMap(inner -> {
                String original =
                        manner == Manner.REPAIR ? inner.text().replaceFirst("^# Job: .*\\n", "") : inner.text();
                return outer.fill(with(holes, original), Long.MAX_VALUE)
                        .map(filled -> new Prompt.Filled(filled.text(), inner.shortened()));
            });
        }

        private static Map<String, Hole> with(Map<String, Hole> holes, String original) {
            Map<String, Hole> all = new LinkedHashMap<>(holes);
            all.put("original", Hole.of(original));
            return all;
        }

        private Map<String, Hole> repairHoles() {
            return Map.of(
                    "job", Hole.of(job.name()),
                    "written", Hole.of(written.strip()),
                    "wrong", Hole.of(listed(wrong)),
                    "earlier", Hole.of(listed(earlier())));
        }

        private List<Diagnosis> earlier() {
            List<Diagnosis> all = new ArrayList<>(mistakes.values());
            if (manner == Manner.REPAIR) {
                all.removeAll(wrong);
            }
            return all.subList(Math.max(0, all.size() - SHOWN_MISTAKES), all.size());
        }

        private void repaired(List<String> repairs) {
            for (String what : repairs) {
                session.trace().add(new TraceEvent.Repair(clock.instant(), job.name(), round, what));
                say.accept(job.name() + ", put right by rules: " + what);
            }
        }

        private void gate(String name, List<Diagnosis> diagnoses, Instant from) {
            Instant now = clock.instant();
            session.trace()
                    .add(new TraceEvent.Gate(now, job.name(), round, name, diagnoses, Duration.between(from, now)));
        }

        private void note(String text) {
            session.trace().add(new TraceEvent.Note(clock.instant(), job.name(), text));
            say.accept(job.name() + ": " + text);
        }
    }

    private static final Prompt SYSTEM = Prompt.load("system");

    private static Diagnosis ending(Reply.Ending ending) {
        return switch (ending) {
            case LENGTH, STOP ->
                new Diagnosis(
                        "the answer was cut off at its longest", "", "answer with what was asked for and no more");
            case REPETITION ->
                new Diagnosis("the answer repeated itself without end", "", "write each thing once, then end");
            case FILTER -> new Diagnosis("the answer was withheld", "", "answer with what was asked for and no more");
        };
    }

    private static String listed(List<Diagnosis> diagnoses) {
        return diagnoses.isEmpty()
                ? "none"
                : diagnoses.stream().map(JobLoop::line).collect(Collectors.joining("\n"));
    }

    private static String line(Diagnosis d) {
        String where = d.where().isEmpty() ? "" : " (at " + d.where() + ")";
        String hint = d.hint().isEmpty() ? "" : ". Hint: " + d.hint();
        // on one line and without fences, so that no section can begin in it; without this computer's folders
        String text = Discreet.withoutFiles("- " + d.what() + where + hint)
                .replaceAll("\\s+", " ")
                .replace('`', '\'');
        return text.length() <= PROBLEM_CHARACTERS ? text : text.substring(0, PROBLEM_CHARACTERS) + "…";
    }

    /** Equal for the same mistake made at another line or with other figures. */
    private static String key(Diagnosis d) {
        return d.what().toLowerCase(Locale.ROOT).replaceAll("[0-9]+", "#");
    }
}
