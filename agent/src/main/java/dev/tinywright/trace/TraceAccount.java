package dev.tinywright.trace;

import dev.tinywright.llm.Reply;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import dev.tinywright.trace.TraceEvent.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the events of a run add up to. */
public final class TraceAccount {
    private static final String REPAIR = "repair";

    private TraceAccount() {}

    /**
     * Sums of one job, or of a whole run.
     *
     * @param job as in {@link dev.tinywright.llm.Request#job}; empty for the sum of all
     * @param calls that reached a model, answered or not
     * @param reused answers from cache or replay
     * @param inputTokens of calls, as are {@code outputTokens} and {@code dollars}: what is reused costs nothing
     * @param isPriced false where a call was answered whose price is not known, so that {@code dollars} is not all
     * @param time spent waiting for answers and on gates
     */
    public record Job(
            String job,
            int calls,
            int reused,
            long inputTokens,
            long outputTokens,
            double dollars,
            boolean isPriced,
            int gatesFailed,
            int repairs,
            Duration time) {
        static Job nothing(String job) {
            return new Job(job, 0, 0, 0, 0, 0, true, 0, 0, Duration.ZERO);
        }

        Job plus(Job more) {
            return new Job(
                    job,
                    calls + more.calls,
                    reused + more.reused,
                    inputTokens + more.inputTokens,
                    outputTokens + more.outputTokens,
                    dollars + more.dollars,
                    isPriced && more.isPriced,
                    gatesFailed + more.gatesFailed,
                    repairs + more.repairs,
                    time.plus(more.time));
        }
    }

    /** Returns the sums of each job of a run, in the order in which the jobs began. */
    public static List<Job> jobs(List<TraceEvent> run) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (TraceEvent event : run) {
            String job = jobOf(event);
            if (!job.isEmpty()) {
                jobs.merge(job, jobOf(job, event), Job::plus);
            }
        }
        return List.copyOf(jobs.values());
    }

    /** Returns the sum of a run. */
    public static Job total(List<TraceEvent> run) {
        return run.stream().map(event -> jobOf("", event)).reduce(Job.nothing(""), Job::plus);
    }

    /** Returns what was put right by rules in a run, in sentences, each once. */
    public static List<String> repairs(List<TraceEvent> run) {
        List<String> repairs = new ArrayList<>();
        for (TraceEvent event : run) {
            if (event instanceof Repair repair) {
                repairs.add(repair.what());
            }
        }
        return repairs.stream().distinct().toList();
    }

    /** The job an event is part of: a repair of a plan is part of the job plan. Empty for what is of the whole run. */
    static String jobOf(TraceEvent event) {
        String job =
                switch (event) {
                    case Run _ -> "";
                    case Exchange exchange -> exchange.request().job();
                    case Gate gate -> gate.job();
                    case Repair repair -> repair.job();
                    case Note note -> note.job();
                };
        return job.startsWith(REPAIR + " ") ? job.substring(REPAIR.length() + 1) : job;
    }

    private static Job jobOf(String job, TraceEvent event) {
        return switch (event) {
            case Exchange exchange when exchange.source() == Source.MODEL -> asked(job, exchange);
            case Exchange exchange -> new Job(job, 0, 1, 0, 0, 0, true, 0, 0, exchange.time());
            case Gate gate -> new Job(job, 0, 0, 0, 0, 0, true, gate.diagnoses().isEmpty() ? 0 : 1, 0, gate.time());
            case Repair _ -> new Job(job, 0, 0, 0, 0, 0, true, 0, 1, Duration.ZERO);
            case Run _, Note _ -> Job.nothing(job);
        };
    }

    private static Job asked(String job, Exchange exchange) {
        double dollars = exchange.dollars().orElse(0);
        return switch (exchange.reply()) {
            case Reply.Answered answered ->
                new Job(
                        job,
                        1,
                        0,
                        answered.usage().input(),
                        answered.usage().output(),
                        dollars,
                        exchange.dollars().isPresent(),
                        0,
                        0,
                        exchange.time());
            case Reply.Unanswered unanswered ->
                new Job(job, wasSent(unanswered) ? 1 : 0, 0, 0, 0, dollars, true, 0, 0, exchange.time());
        };
    }

    /** Caps and the context window are checked before anything is sent. */
    private static boolean wasSent(Reply.Unanswered unanswered) {
        return switch (unanswered.reason()) {
            case CAP, DOES_NOT_FIT, NOT_IN_TRACE -> false;
            default -> true;
        };
    }
}
