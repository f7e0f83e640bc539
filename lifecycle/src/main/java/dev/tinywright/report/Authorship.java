package dev.tinywright.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a language model did in a run, and what it cost. Holds no times: the same answers give the same report.
 *
 * @param model that was asked: "openai/gpt-5-mini"
 * @param parts task, plan, sketch, steps: whose work each is
 * @param jobs what was asked for, in the order of first use
 * @param notes what else the person should know: that a cap was reached, that the person rejected a plan
 */
public record Authorship(String model, List<Part> parts, List<Job> jobs, List<String> notes) {
    public Authorship {
        parts = List.copyOf(parts);
        jobs = List.copyOf(jobs);
        notes = List.copyOf(notes);
    }

    /**
     * @param name "plan"
     * @param byModel true where it is the model's own work, false where the rules finished it
     * @param why in a sentence: why the rules did, or what they put right; may be empty
     */
    public record Part(String name, boolean byModel, String why) {}

    /**
     * @param name task, plan, next, step, sketch, answer, change
     * @param calls that reached the model
     * @param reused answers from cache or replay, which cost nothing
     * @param dollars empty where the price is not known
     * @param gatesFailed checks that a candidate did not pass
     * @param repairs by rules, at no cost
     */
    public record Job(
            String name,
            int calls,
            int reused,
            long inputTokens,
            long outputTokens,
            OptionalDouble dollars,
            int gatesFailed,
            int repairs) {}

    /** Returns the sum of all jobs; its price is not known where one job's is not. */
    Job total() {
        boolean isPriced = jobs.stream().allMatch(job -> job.dollars().isPresent());
        double dollars =
                jobs.stream().mapToDouble(job -> job.dollars().orElse(0)).sum();
        return new Job(
                "all",
                jobs.stream().mapToInt(Job::calls).sum(),
                jobs.stream().mapToInt(Job::reused).sum(),
                jobs.stream().mapToLong(Job::inputTokens).sum(),
                jobs.stream().mapToLong(Job::outputTokens).sum(),
                isPriced ? OptionalDouble.of(dollars) : OptionalDouble.empty(),
                jobs.stream().mapToInt(Job::gatesFailed).sum(),
                jobs.stream().mapToInt(Job::repairs).sum());
    }
}
