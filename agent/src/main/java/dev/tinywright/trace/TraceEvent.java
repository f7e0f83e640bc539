package dev.tinywright.trace;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** One line of a trace. */
public sealed interface TraceEvent {
    /** When it was told: at the end of what took time, so that it began {@code time} earlier. */
    Instant at();

    /**
     * A command began.
     *
     * @param command as typed, without secrets
     * @param model that is asked
     */
    record Run(Instant at, String command, String model) implements TraceEvent {}

    /**
     * A question was put and answered, or not.
     *
     * @param model that was asked
     * @param hash of the model and the request; equal requests have equal hashes
     * @param dollars what it cost; empty where the price is not known
     */
    record Exchange(
            Instant at,
            String model,
            String hash,
            Request request,
            Reply reply,
            OptionalDouble dollars,
            Duration time,
            Source source)
            implements TraceEvent {}

    /**
     * A check of what a model proposed.
     *
     * @param job as in {@link Request#job}
     * @param round from 1, counts the candidates of a job
     * @param gate its name: parse, schema, static, compile, sample, accounting, run, device, application
     * @param diagnoses why not; empty where it passed
     */
    record Gate(Instant at, String job, int round, String gate, List<Diagnosis> diagnoses, Duration time)
            implements TraceEvent {
        public Gate {
            diagnoses = List.copyOf(diagnoses);
        }
    }

    /**
     * Something was put right by rules, at no cost.
     *
     * @param what in a sentence: what was changed, and where
     */
    record Repair(Instant at, String job, int round, String what) implements TraceEvent {}

    /** Anything else worth telling: a cap was reached, the rules took over, the person rejected a plan. */
    record Note(Instant at, String job, String text) implements TraceEvent {}

    /** Where an answer came from. */
    enum Source {
        MODEL,
        CACHE,
        REPLAY
    }
}
