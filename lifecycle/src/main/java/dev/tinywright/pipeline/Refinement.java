package dev.tinywright.pipeline;

import dev.tinywright.board.Boards;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.features.Reading;
import dev.tinywright.spec.ChangeRequest;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Measured;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.TextDiff;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change to a task that was asked for in plain words, not made yet.
 *
 * @param diff of task.yaml; empty where nothing would change
 * @param unused words that nothing was made of
 */
public record Refinement(Project project, String text, String diff, List<String> unused) {

    /** Works out what {@code words} would change. */
    public static Refinement of(Project project, String words, Boards boards) {
        Task task = task(project, boards);
        ChangeRequest request = ChangeRequest.understand(words, task, boards);
        return of(project, task, request.apply(task, measured(project, task), boards), request.unused());
    }

    /**
     * Returns the change to a task that somebody else worked out of the words. Only goals, board, sensor, application and the
     * choice of columns are taken from it: what was asked first, where the data is and the labels stay.
     *
     * @throws dev.tinywright.diag.TinywrightException (usage) where the result is no task that can be read again
     */
    public static Refinement to(Project project, Task proposed, Boards boards) {
        Task task = task(project, boards);
        Task changed = new Task(
                task.ask(),
                task.kind(),
                new DataSource(
                        task.data().path(),
                        proposed.data().label(),
                        proposed.data().columns(),
                        task.data().group(),
                        task.data().unit(),
                        task.data().ahead()),
                proposed.board(),
                proposed.goals(),
                task.labels(),
                proposed.sensor(),
                proposed.application());
        TaskFile.parse(TaskFile.text(changed, project.folder()), project.folder(), boards);
        return of(project, task, changed, List.of());
    }

    private static Refinement of(Project project, Task task, Task changed, List<String> unused) {
        String before = TaskFile.text(task, project.folder());
        String after = TaskFile.text(changed, project.folder());
        return new Refinement(project, after, TextDiff.unified("task.yaml", before, after), unused);
    }

    /** Returns the task as it is. */
    public static Task task(Project project, Boards boards) {
        project.requireTask();
        return TaskFile.read(project.taskFile(), boards);
    }

    /** Writes task.yaml. A plan that the planner wrote will be searched for again; a person's own is kept. */
    public void apply() {
        try (Project.Lock _ = project.lock()) {
            Project.write(project.taskFile(), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns what a change can refer to. */
    public static Measured measured(Project project, Task task) {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        RunRecord.read(project).ifPresent(record -> {
            figures.put(Metric.FLASH, (double) record.flashBytes());
            figures.put(Metric.RAM, (double) record.ramBytes());
            if (task.kind() == TaskKind.CLASSIFICATION) {
                figures.put(Metric.ACCURACY, record.accuracy());
            }
            if (record.latencyMillis() > 0) {
                figures.put(Metric.LATENCY, record.latencyMillis());
            }
        });
        DataSource all = new DataSource(task.data().path(), task.data().label(), List.of(), Optional.empty());
        List<String> columns = DataLoader.load(all, DataHints.of(task)).readings().stream()
                .map(Reading::name)
                .toList();
        return new Measured(figures, columns);
    }
}
