package dev.tinywright.spec;

import java.util.List;

/** One thing that a person wants different. Made by {@link ChangeRequest}. */
public sealed interface Change {
    /** Sets the goal for a metric, whether there was one or not. */
    record SetGoal(Goal goal) implements Change {}

    /**
     * Asks for better than was measured.
     *
     * @param factor below 1: what is left of bytes or milliseconds; for shares, of what is missing to 100 %
     */
    record Improve(Metric metric, double factor) implements Change {}

    /** Takes the goal for a metric away. */
    record DropGoal(Metric metric) implements Change {}

    /** Learns from these columns alone; phrases as said. */
    record OnlyColumns(List<String> columns) implements Change {
        public OnlyColumns {
            columns = List.copyOf(columns);
        }
    }

    /** Leaves these columns out; phrases as said. */
    record WithoutColumns(List<String> columns) implements Change {
        public WithoutColumns {
            columns = List.copyOf(columns);
        }
    }

    /** Builds for another board. */
    record OnBoard(String board) implements Change {}

    /** Takes the classes from another column. */
    record LabelColumn(String column) implements Change {}

    /** Has the device do something else with the answers; in the person's words. */
    record Application(String wish) implements Change {}
}
