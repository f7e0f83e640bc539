package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.answer.JsonAnswer;
import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.AnswerSchema;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Goals;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Turns a person's words into changes of a task. A model can change goals, board, sensor and application; which columns are
 * learned from, and which holds the class, is what the rules read; where the data is and what was asked first stay as they are.
 */
public final class ChangeWriter {
    private static final int CHANGE_TOKENS = 500;

    private final JobLoop loop;
    private final Brief brief;
    private final Account account;

    /**
     * What is known before.
     *
     * @param words what the person wants to be different
     * @param task as it is
     * @param measured figures of the last build, in the metric's unit
     * @param rules the task as the rules would change it; empty where they make nothing of the words
     * @param folder the project's
     */
    public record Brief(
            String words, Task task, Map<Metric, Double> measured, Optional<Task> rules, Boards boards, Path folder) {
        public Brief {
            measured = Map.copyOf(measured);
        }
    }

    ChangeWriter(JobLoop loop, Brief brief, Account account) {
        this.loop = loop;
        this.brief = brief;
        this.account = account;
    }

    /**
     * A change as the model wrote it.
     *
     * @param task with the change made; empty where there are problems
     */
    private record Draft(JsonNode json, Optional<Task> task, List<Diagnosis> problems) {}

    /** Returns the changed task; empty where the model brought no change about. */
    Optional<Task> write() {
        Optional<Task> changed = loop.run(job()).flatMap(Draft::task).filter(task -> !task.equals(brief.task()));
        if (changed.isPresent()) {
            account.didItself("change");
        } else {
            account.rulesFinish("change", "the model changed nothing");
        }
        return changed;
    }

    private Job<Draft> job() {
        JsonNode schema = Schemas.change();
        return new Job<>(
                "change",
                Prompt.load("change"),
                Map.of(
                        "task", Hole.of(text(brief.task())),
                        "measured", Hole.of(measured()),
                        "boards", Hole.of(boards()),
                        "words", Hole.of(Quoted.sentence(brief.words())),
                        "draft", Hole.of(rules())),
                Optional.of(new AnswerSchema("change", schema)),
                CHANGE_TOKENS,
                text -> read(text, schema),
                List.of(Gate.named("static", Draft::problems)),
                1,
                (draft, _) -> new Job.Repaired<>(draft, List.of()),
                draft -> draft.json().toString(),
                Job.Approved::yes);
    }

    /** Returns task.yaml without its comment and without where the data is. */
    private String text(Task task) {
        return TaskFile.text(task, brief.folder())
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("data:"))
                .collect(Collectors.joining("\n"));
    }

    private String measured() {
        return brief.measured().isEmpty()
                ? "nothing was built yet"
                : brief.measured().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> "- " + e.getKey().key() + ": " + Goals.amount(e.getKey(), e.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private String boards() {
        return brief.boards().all().stream().map(Board::id).collect(Collectors.joining(", "));
    }

    /** The lines of the task that the rules would write otherwise. */
    private String rules() {
        if (brief.rules().isEmpty()) {
            return "nothing";
        }
        List<String> present = text(brief.task()).lines().toList();
        String other = text(brief.rules().get())
                .lines()
                .filter(line -> !present.contains(line))
                .collect(Collectors.joining("\n"));
        return other.isEmpty() ? "nothing of this" : other;
    }

    private Read<Draft> read(String text, JsonNode schema) {
        JsonAnswer answer = JsonAnswer.read(text, schema);
        return answer.value().isEmpty()
                ? Read.failed("parse", answer.problems())
                : Read.of(draft(answer.value().get()), answer.repairs());
    }

    private Draft draft(JsonNode json) {
        List<Diagnosis> problems = new ArrayList<>();
        Task old = brief.task();
        Task changed = new Task(
                old.ask(),
                old.kind(),
                brief.rules().orElse(old).data(),
                board(json, problems),
                goals(json, problems),
                old.labels(),
                said(json, "sensor").orElse(old.sensor()),
                said(json, "application").orElse(old.application()));
        return new Draft(json, problems.isEmpty() ? valid(changed, problems) : Optional.empty(), problems);
    }

    /** Returns the task as its file would be read again. */
    private Optional<Task> valid(Task task, List<Diagnosis> problems) {
        try {
            return Optional.of(TaskFile.parse(TaskFile.text(task, brief.folder()), brief.folder(), brief.boards()));
        } catch (TinywrightException e) {
            problems.add(e.diagnosis());
            return Optional.empty();
        }
    }

    private List<Goal> goals(JsonNode json, List<Diagnosis> problems) {
        Set<Metric> removed = StreamSupport.stream(json.path("removeGoals").spliterator(), false)
                .map(key -> GoalReader.metric(key.asText()))
                .collect(Collectors.toSet());
        List<Goal> goals = new ArrayList<>(brief.task().goals());
        goals.removeIf(goal -> removed.contains(goal.metric()));
        for (JsonNode said : json.path("goals")) {
            GoalReader.read(said, brief.words(), problems).ifPresent(goal -> put(goals, goal));
        }
        return goals;
    }

    private static void put(List<Goal> goals, Goal goal) {
        Predicate<Goal> isSame = old -> old.metric() == goal.metric();
        if (goals.stream().anyMatch(isSame)) {
            goals.replaceAll(old -> isSame.test(old) ? goal : old);
        } else {
            goals.add(goal);
        }
    }

    private String board(JsonNode json, List<Diagnosis> problems) {
        String named = said(json, "board").orElse(brief.task().board());
        if (brief.boards().byId(named).isEmpty()) {
            problems.add(new Diagnosis("there is no board " + Quoted.name(named), "board", "choose from " + boards()));
        }
        return named;
    }

    private static Optional<String> said(JsonNode json, String key) {
        return Optional.of(json.path(key).asText()).filter(text -> !text.isBlank());
    }
}
