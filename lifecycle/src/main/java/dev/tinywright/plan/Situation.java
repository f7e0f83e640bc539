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
 * @param captures what recordings or pictures are like; empty for tables
 */
public record Situation(
        Task task,
        DataFacts facts,
        Function<Plan, Optional<Diagnosis>> fit,
        int maximumAttempts,
        Optional<CaptureFacts> captures) {
    /** What is known of a table. */
    public Situation(Task task, DataFacts facts, Function<Plan, Optional<Diagnosis>> fit, int maximumAttempts) {
        this(task, facts, fit, maximumAttempts, Optional.empty());
    }

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
     * @param target the number to predict; empty where classes are told
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
            List<String> skewed,
            Optional<TargetFacts> target) {
        public DataFacts {
            readings = List.copyOf(readings);
            skewed = List.copyOf(skewed);
        }

        /** What data that tells classes apart is like. */
        public DataFacts(
                int rows,
                int classes,
                List<String> readings,
                boolean hasMissing,
                boolean hasLabelVariants,
                double duplicateShare,
                boolean hasGroups,
                double imbalance,
                List<String> skewed) {
            this(
                    rows,
                    classes,
                    readings,
                    hasMissing,
                    hasLabelVariants,
                    duplicateShare,
                    hasGroups,
                    imbalance,
                    skewed,
                    Optional.empty());
        }

        /** Returns how many outputs a network needs. */
        public int outputs() {
            return target.isPresent() ? 1 : classes;
        }

        /** Returns the same with another number of rows. */
        public DataFacts withRows(int number) {
            return new DataFacts(
                    number,
                    classes,
                    readings,
                    hasMissing,
                    hasLabelVariants,
                    duplicateShare,
                    hasGroups,
                    imbalance,
                    skewed,
                    target);
        }

        /** Returns the same with another number of classes. */
        public DataFacts withClasses(int number) {
            return new DataFacts(
                    rows,
                    number,
                    readings,
                    hasMissing,
                    hasLabelVariants,
                    duplicateShare,
                    hasGroups,
                    imbalance,
                    skewed,
                    target);
        }
    }

    /**
     * The number to predict.
     *
     * @param name of its column
     * @param ahead true where it is wanted of the next row in time
     */
    public record TargetFacts(String name, boolean ahead) {}
}
