package dev.tinywright.plan;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.spec.Task;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything a planner may know before the first attempt.
 *
 * @param task what is wanted
 * @param facts what the data is like
 * @param fit why a plan cannot fit the board or its budgets, from its sizes alone; empty where it can
 * @param maximumAttempts how many plans may be carried out in all
 */
public record Situation(Task task, DataFacts facts, Function<Plan, Optional<Diagnosis>> fit, int maximumAttempts) {

    /**
     * @param rows usable rows in all
     * @param classes number of classes
     * @param readings names of the columns that can be learned from
     * @param hasMissing some readings are missing
     * @param hasLabelVariants some labels differ only in writing
     * @param duplicateShare share of rows that repeat an earlier row, label included
     * @param hasGroups a column says which rows belong together
     * @param imbalance rows of the largest class for each row of the smallest
     * @param skewed columns with a long upper tail
     */
    public record DataFacts(
            int rows,
            int classes,
            List<String> readings,
            boolean hasMissing,
            boolean hasLabelVariants,
            double duplicateShare,
            boolean hasGroups,
            double imbalance,
            List<String> skewed) {
        public DataFacts {
            readings = List.copyOf(readings);
            skewed = List.copyOf(skewed);
        }

        /** Returns the same with another number of classes. */
        public DataFacts withClasses(int number) {
            return new DataFacts(
                    rows, number, readings, hasMissing, hasLabelVariants, duplicateShare, hasGroups, imbalance, skewed);
        }
    }
}
