package dev.tinywright.spec;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code refine} is told: "make it smaller", "at most 4 KB of RAM", "use only red and green", "put it on a Pico".
 *
 * @param changes at least one, in the order they apply
 * @param unused meaningful words that nothing was made of
 */
public record ChangeRequest(List<Change> changes, List<String> unused) {
    private static final String EXAMPLES =
            "say for example: at most 4 KB of RAM; under 10 KB flash; at least 95 %; within 5 ms; make it smaller; faster; more "
                    + "accurate; use only red and green; without the year column; the label is species; put it on a pico; no limit on RAM; "
                    + "print JSON lines every 2 seconds";

    public ChangeRequest {
        changes = List.copyOf(changes);
        unused = List.copyOf(unused);
    }

    /**
     * Returns what {@code words} ask for.
     *
     * @throws TinywrightException (usage) where nothing of them is understood, saying what can be, or where they contradict
     */
    public static ChangeRequest understand(String words, Task task, Boards boards) {
        Words tokens = new Words(words.length() > 2000 ? words.substring(0, 2000) : words);
        Draft draft = new Draft(tokens);
        BoardRule.Finding board = new BoardRule(boards).read(draft);
        ChangeRules rules = new ChangeRules(tokens, AmountReader.amounts(tokens));
        List<Change> changes = new ArrayList<>(rules.read());
        new WishRules(draft).readApplication();
        draft.value("application").ifPresent(wish -> changes.add(new Change.Application(wish)));
        Sentence.readAmounts(draft);
        draft.goals().forEach(goal -> changes.add(new Change.SetGoal(goal)));
        new NameRules(draft).readTarget();
        draft.value("label").ifPresent(label -> changes.add(new Change.LabelColumn(label)));
        otherBoard(board, task).ifPresent(id -> changes.add(new Change.OnBoard(id)));
        if (!draft.problems().isEmpty()) {
            Diagnosis problem = draft.problems().getFirst();
            throw TinywrightException.usage(problem.what(), problem.where(), problem.hint());
        }
        if (changes.isEmpty()) {
            String said = words.isBlank() ? "nothing was said" : "not understood: \"" + shortened(words) + "\"";
            throw TinywrightException.usage(said, "", EXAMPLES);
        }
        return new ChangeRequest(changes, tokens.unused());
    }

    private static String shortened(String words) {
        String clean = Tokenizer.clean(words);
        return clean.length() > 120 ? clean.substring(0, 120) + "…" : clean;
    }

    /** Returns the board asked for; naming the present one beside it, as in "instead of the Pico", is fine. */
    private static Optional<String> otherBoard(BoardRule.Finding found, Task task) {
        Set<String> others = new LinkedHashSet<>(found.ids());
        others.remove(task.board());
        if (others.size() == 1) {
            return others.stream().findFirst();
        }
        if (found.problem().isPresent()) {
            Diagnosis problem = found.problem().get();
            throw TinywrightException.usage(problem.what(), problem.where(), problem.hint());
        }
        return found.only();
    }

    /**
     * Returns {@code task} with all changes made.
     *
     * @throws TinywrightException (usage) where a column does not exist, a figure is not measured yet, or a budget is above what
     *     the board has
     */
    public Task apply(Task task, Measured measured, Boards boards) {
        Task changed = task;
        for (Change change : changes) {
            changed = apply(change, changed, measured);
        }
        Task result = changed;
        List<Diagnosis> problems = boards.byId(result.board())
                .map((Board board) -> Budgets.problems(result.goals(), board))
                .orElse(List.of());
        if (!problems.isEmpty()) {
            throw TinywrightException.usage(
                    problems.getFirst().what(), "", problems.getFirst().hint());
        }
        return result;
    }

    private static Task apply(Change change, Task task, Measured measured) {
        return switch (change) {
            case Change.SetGoal set -> withGoals(task, replaced(task.goals(), set.goal()));
            case Change.Improve improve -> withGoals(task, replaced(task.goals(), improved(improve, task, measured)));
            case Change.DropGoal drop ->
                withGoals(
                        task,
                        task.goals().stream()
                                .filter(goal -> goal.metric() != drop.metric())
                                .toList());
            case Change.OnlyColumns only -> withData(task, task.data().label(), resolved(only.columns(), measured));
            case Change.WithoutColumns without ->
                withData(task, task.data().label(), remaining(without, task, measured));
            case Change.OnBoard on -> withBoard(task, on.board());
            case Change.Application application -> withApplication(task, application.wish());
            case Change.LabelColumn label ->
                withData(task, Optional.of(label.column()), task.data().columns());
        };
    }

    private static List<Goal> replaced(List<Goal> goals, Goal goal) {
        List<Goal> replaced = new ArrayList<>();
        boolean there = false;
        for (Goal old : goals) {
            there |= old.metric() == goal.metric();
            replaced.add(old.metric() == goal.metric() ? goal : old);
        }
        if (!there) {
            replaced.add(goal);
        }
        return replaced;
    }

    private static Goal improved(Change.Improve improve, Task task, Measured measured) {
        Metric metric = improve.metric();
        Double figure = measured.figures().get(metric);
        if (figure == null) {
            figure = task.goal(metric).map(Goal::bound).orElse(null);
        }
        if (figure == null || figure <= 0) {
            throw TinywrightException.usage(
                    "better than what? " + metric.key() + " is neither measured nor a goal yet",
                    "",
                    "build first, or say a number");
        }
        if (metric == Metric.ACCURACY || metric == Metric.MACRO_F1) {
            double better = 1 - (1 - figure) * improve.factor();
            return new Goal(metric, Math.min(1, Math.ceil(better * 1000 - 1e-9) / 1000));
        }
        double less = figure * improve.factor();
        return new Goal(
                metric, metric == Metric.LATENCY ? Math.round(less * 1000) / 1000.0 : Math.max(1, Math.floor(less)));
    }

    private static List<String> resolved(List<String> phrases, Measured measured) {
        return phrases.stream()
                .map(phrase -> ColumnNames.required(phrase, measured.columns()))
                .toList();
    }

    private static List<String> remaining(Change.WithoutColumns without, Task task, Measured measured) {
        List<String> all = task.data().columns().isEmpty()
                ? measured.columns()
                : task.data().columns();
        List<String> gone = without.columns().stream()
                .map(phrase -> ColumnNames.required(phrase, all))
                .toList();
        List<String> left =
                all.stream().filter(column -> !gone.contains(column)).toList();
        if (left.isEmpty()) {
            throw TinywrightException.usage(
                    all.isEmpty()
                            ? "the columns are not known before the first build"
                            : "that leaves no column to learn from",
                    "",
                    all.isEmpty() ? "build first, or say: use only …" : "columns: " + String.join(", ", all));
        }
        return left;
    }

    private static Task withGoals(Task task, List<Goal> goals) {
        return new Task(
                task.ask(),
                task.kind(),
                task.data(),
                task.board(),
                goals,
                task.labels(),
                task.sensor(),
                task.application());
    }

    private static Task withBoard(Task task, String board) {
        return new Task(
                task.ask(),
                task.kind(),
                task.data(),
                board,
                task.goals(),
                task.labels(),
                task.sensor(),
                task.application());
    }

    private static Task withApplication(Task task, String application) {
        return new Task(
                task.ask(),
                task.kind(),
                task.data(),
                task.board(),
                task.goals(),
                task.labels(),
                task.sensor(),
                application);
    }

    private static Task withData(Task task, Optional<String> label, List<String> columns) {
        DataSource data =
                new DataSource(task.data().path(), label, columns, task.data().group());
        return new Task(
                task.ask(),
                task.kind(),
                data,
                task.board(),
                task.goals(),
                task.labels(),
                task.sensor(),
                task.application());
    }
}
