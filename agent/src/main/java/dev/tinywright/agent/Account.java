package dev.tinywright.agent;

import dev.tinywright.report.Authorship;
import dev.tinywright.trace.Recorded;
import dev.tinywright.trace.TraceAccount;
import dev.tinywright.trace.TraceEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Keeps who did what in the end: the model itself, or the rules and why. */
final class Account {
    private final Map<String, Authorship.Part> parts = new LinkedHashMap<>();

    void didItself(String part) {
        parts.put(part, new Authorship.Part(part, true, ""));
    }

    /** @param why in a sentence that begins small */
    void rulesFinish(String part, String why) {
        parts.put(part, new Authorship.Part(part, false, why));
    }

    /** Returns the account of a run; what is replayed counts as when it was asked, so that a replay gives the same report. */
    Authorship of(String model, Recorded run) {
        List<TraceEvent> events = run.events().stream().map(Account::asAsked).toList();
        return new Authorship(
                model,
                List.copyOf(parts.values()),
                TraceAccount.jobs(events).stream().map(Account::job).toList(),
                notes(events));
    }

    private static TraceEvent asAsked(TraceEvent event) {
        return event instanceof TraceEvent.Exchange e && e.source() == TraceEvent.Source.REPLAY
                ? new TraceEvent.Exchange(
                        e.at(),
                        e.model(),
                        e.hash(),
                        e.request(),
                        e.reply(),
                        e.dollars(),
                        e.time(),
                        TraceEvent.Source.MODEL)
                : event;
    }

    private static Authorship.Job job(TraceAccount.Job job) {
        return new Authorship.Job(
                job.job(),
                job.calls(),
                job.reused(),
                job.inputTokens(),
                job.outputTokens(),
                job.isPriced() ? OptionalDouble.of(job.dollars()) : OptionalDouble.empty(),
                job.gatesFailed(),
                job.repairs());
    }

    private static List<String> notes(List<TraceEvent> events) {
        return events.stream()
                .filter(TraceEvent.Note.class::isInstance)
                .map(TraceEvent.Note.class::cast)
                .map(note -> note.job() + ": " + note.text())
                .distinct()
                .toList();
    }
}
