package dev.tinywright.study;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One run of one stage at one level, and what came of it.
 *
 * @param number from 1
 * @param outcome whether it succeeded
 * @param cost what it took
 * @param failures kinds of what was wrong with answers, in order of first appearance; may be there though the run succeeded in the end
 * @param ended why the run ended without success, in words; empty where it succeeded
 */
public record StudyRun(
        Stage stage, Level level, int number, Outcome outcome, Cost cost, List<String> failures, String ended) {
    public StudyRun {
        failures = List.copyOf(failures);
    }

    /**
     * Success, by criterion and by what it took.
     *
     * @param theirsFirst the paper's criterion, by the first answer as it came
     * @param theirs the same, by one of the answers
     * @param first ours, by the first answer as it came
     * @param firstWithRules ours, by the first answer with what rules put right at no cost
     * @param ours within the loop of repairs
     */
    public record Outcome(boolean theirsFirst, boolean theirs, boolean first, boolean firstWithRules, boolean ours) {}

    /**
     * @param calls that reached the model
     * @param answers that it gave
     * @param seconds of the whole run, the checks' own time included
     * @param dollars empty where the price is not known
     */
    public record Cost(
            int calls, int answers, long inputTokens, long outputTokens, double seconds, OptionalDouble dollars) {
        public long tokens() {
            return inputTokens + outputTokens;
        }
    }
}
