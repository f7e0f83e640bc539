package dev.tinywright.trace;

import dev.tinywright.llm.Reply;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of one run as what they are parts of: jobs, and in them rounds.
 *
 * <p>Gates and repairs say their round, exchanges do not: an exchange belongs to the round of the next gate or repair of its
 * job. A job whose rounds begin again after an answer is a second job of the same name.
 *
 * @param notes of the whole run
 */
record RunOutline(Optional<Run> run, List<Job> jobs, List<Note> notes) {

    record Job(String name, List<Round> rounds) {
        List<TraceEvent> events() {
            return rounds.stream().flatMap(round -> round.events().stream()).toList();
        }
    }

    record Round(int number, List<TraceEvent> events) {}

    static RunOutline of(List<TraceEvent> events) {
        Builder builder = new Builder();
        events.forEach(builder::add);
        return builder.build();
    }

    private static final class Builder {
        private Optional<Run> run = Optional.empty();
        private final List<OpenJob> jobs = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();

        void add(TraceEvent event) {
            String job = TraceAccount.jobOf(event);
            switch (event) {
                case Run began -> run = Optional.of(began);
                case Note note when job.isEmpty() -> notes.add(note);
                case Exchange _, Note _ -> latest(job).add(event);
                case Gate gate -> inRound(job, gate.round()).add(event, gate.round());
                case Repair repair -> inRound(job, repair.round()).add(event, repair.round());
            }
        }

        private OpenJob latest(String name) {
            for (int i = jobs.size() - 1; i >= 0; i--) {
                if (jobs.get(i).name.equals(name)) {
                    return jobs.get(i);
                }
            }
            return open(name);
        }

        private OpenJob open(String name) {
            jobs.add(new OpenJob(name));
            return jobs.getLast();
        }

        private OpenJob inRound(String name, int round) {
            OpenJob job = latest(name);
            if (!job.beginsAgainWith(round)) {
                return job;
            }
            OpenJob again = open(name);
            again.waiting.addAll(job.waiting);
            job.waiting.clear();
            return again;
        }

        RunOutline build() {
            jobs.forEach(OpenJob::close);
            return new RunOutline(
                    run,
                    jobs.stream()
                            .map(job -> new Job(job.name, List.copyOf(job.rounds)))
                            .toList(),
                    List.copyOf(notes));
        }
    }

    private static final class OpenJob {
        private final String name;
        private final List<Round> rounds = new ArrayList<>();

        /** What came since the last gate or repair, and whose round is not known yet. */
        private final List<TraceEvent> waiting = new ArrayList<>();

        OpenJob(String name) {
            this.name = name;
        }

        boolean beginsAgainWith(int round) {
            return lastRound() >= round && waiting.stream().anyMatch(OpenJob::isAnswer);
        }

        void add(TraceEvent event) {
            waiting.add(event);
        }

        void add(TraceEvent event, int number) {
            Round round = rounds.stream()
                    .filter(r -> r.number() == number)
                    .findFirst()
                    .orElseGet(() -> open(number));
            round.events().addAll(waiting);
            waiting.clear();
            round.events().add(event);
        }

        private int lastRound() {
            return rounds.isEmpty() ? 0 : rounds.getLast().number();
        }

        private Round open(int number) {
            rounds.add(new Round(number, new ArrayList<>()));
            return rounds.getLast();
        }

        /** Without a gate every answer is a round; what comes after the last one, a note on giving up, belongs to it. */
        void close() {
            boolean isNext = true;
            for (TraceEvent event : waiting) {
                if (isNext && event instanceof Exchange || rounds.isEmpty()) {
                    open(lastRound() + 1);
                    isNext = false;
                }
                rounds.getLast().events().add(event);
                isNext |= isAnswer(event);
            }
            waiting.clear();
        }

        private static boolean isAnswer(TraceEvent event) {
            return event instanceof Exchange exchange && exchange.reply() instanceof Reply.Answered;
        }
    }
}
