package dev.tinywright.spec;

import java.util.List;
import java.util.Optional;

/**
 * What the device should learn, in full: the content of {@code task.yaml}.
 *
 * @param ask the person's own words
 * @param kind classification, or regression: a number is predicted
 * @param data where the data is and which of it counts
 * @param board id of a board, as {@code tinywright boards} lists them
 * @param goals in the order they are reported; at most one per metric
 * @param labels the classes the sentence named, in its words; empty where it named none
 * @param sensor what the sentence said of the sensor, empty where nothing
 * @param application what the sentence wants the device to do, empty where nothing
 */
public record Task(
        String ask,
        TaskKind kind,
        DataSource data,
        String board,
        List<Goal> goals,
        List<String> labels,
        String sensor,
        String application) {
    public Task {
        goals = List.copyOf(goals);
        labels = List.copyOf(labels);
    }

    /** Returns the goal for {@code metric}, where there is one. */
    public Optional<Goal> goal(Metric metric) {
        return goals.stream().filter(goal -> goal.metric() == metric).findFirst();
    }
}
