package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tinywright.answer.JsonAnswer;
import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.Column;
import dev.tinywright.data.Table;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.AnswerSchema;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Goals;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Nearest;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.Understanding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Turns a person's sentence into a task. What the model cannot set: where the data is, the sentence itself, a board that an option
 * chose. A goal must quote the words of the sentence that it is from.
 */
public final class TaskWriter {
    private static final int TASK_TOKENS = 700;
    private static final int SHOWN_BOARDS = 6;
    private static final int SHOWN_VALUES = 12;

    /** Questions of one run. */
    private static final int MOST_QUESTIONS = 3;

    private final JobLoop loop;
    private final Brief brief;
    private final Account account;

    /**
     * What is known before.
     *
     * @param table the data as the rules read it; empty where they could not
     * @param captures what the data is where it is recordings or pictures
     * @param rules what the rules made of the sentence and of what the data is for: the kind is theirs
     * @param board that an option chose
     * @param folder the project's, to be
     */
    public record Brief(
            String sentence,
            Path data,
            Optional<Table> table,
            Optional<Captures> captures,
            Understanding rules,
            Boards boards,
            Optional<String> board,
            Path folder) {}

    TaskWriter(JobLoop loop, Brief brief, Account account) {
        this.loop = loop;
        this.brief = brief;
        this.account = account;
    }

    /**
     * A task as the model wrote it.
     *
     * @param questions what it would like to know
     */
    private record Draft(JsonNode json, Optional<Task> task, List<Diagnosis> problems, List<Question> questions) {}

    /** Returns the task; empty where the model came to none. */
    Optional<Task> write(Questions questions) {
        String sentence = Quoted.sentence(brief.sentence());
        int left = MOST_QUESTIONS;
        while (true) {
            Optional<Draft> draft = loop.run(job(sentence, questions.canAsk() ? left : 0));
            if (draft.isEmpty()) {
                account.rulesFinish("task", "the model wrote no task");
                return Optional.empty();
            }
            List<Question> open = draft.get().questions();
            if (open.isEmpty() || left <= 0 || !questions.canAsk()) {
                account.didItself("task");
                return draft.get().task();
            }
            StringBuilder asked = new StringBuilder(sentence);
            for (Question question : open.subList(0, Math.min(left, open.size()))) {
                left--;
                String answer = questions.ask(question).orElse("decide yourself");
                asked.append("\nasked: ")
                        .append(Quoted.sentence(question.question()))
                        .append(" answered: ")
                        .append(Quoted.sentence(answer));
            }
            sentence = asked.toString();
        }
    }

    private Job<Draft> job(String sentence, int questions) {
        JsonNode schema = Schemas.task();
        return new Job<>(
                "task",
                Prompt.load("task"),
                Map.of(
                        "sentence", Hole.of(sentence),
                        "columns", columns(),
                        "boards", Hole.of(boards()),
                        "draft", Hole.of(draft(), "none"),
                        "kind", Hole.of(kind()),
                        "questions", Hole.of(Integer.toString(questions))),
                Optional.of(new AnswerSchema("task", schema)),
                TASK_TOKENS,
                text -> read(text, schema),
                List.of(Gate.named("static", Draft::problems)),
                1,
                (draft, problems) -> new Job.Repaired<>(draft, List.of()),
                draft -> draft.json().toString(),
                Job.Approved::yes);
    }

    private Hole columns() {
        if (brief.captures().isPresent()) {
            return Hole.of(String.join("\n", Facts.captures(brief.captures().get())) + "\nlabel: none to choose");
        }
        if (brief.table().isEmpty()) {
            return Hole.of("not read: the rules could not tell which column holds the class");
        }
        Table table = brief.table().get();
        String classes = "values of the label column: "
                + Quoted.names(table.labels().stream().limit(SHOWN_VALUES).toList());
        List<String> names = table.columns().stream()
                .map(c -> Quoted.name(c.name()) + " (" + c.role().name().toLowerCase(Locale.ROOT) + ")")
                .toList();
        return Hole.of(
                String.join(", ", names) + "\n" + classes,
                String.join(", ", names.subList(0, Math.min(20, names.size()))) + " and more\n" + classes);
    }

    /** The boards that the sentence may mean: that of the option, those the rules found near, else all by id. */
    private String boards() {
        if (brief.board().isPresent()) {
            return brief.board().get() + " (chosen by the person)";
        }
        String words = brief.sentence().toLowerCase(Locale.ROOT);
        List<Board> near = brief.boards().all().stream()
                .filter(board -> score(board, words) > 0)
                .sorted(java.util.Comparator.comparingInt((Board board) -> -score(board, words))
                        .thenComparing(Board::id))
                .limit(SHOWN_BOARDS)
                .toList();
        return near.isEmpty()
                ? brief.boards().all().stream().map(Board::id).collect(Collectors.joining(", "))
                : near.stream().map(b -> b.id() + " (" + b.name() + ")").collect(Collectors.joining(", "));
    }

    /** How many words of a board's name are in the sentence. */
    private static int score(Board board, String sentence) {
        return (int) Arrays.stream((board.id() + " " + board.name())
                        .toLowerCase(Locale.ROOT)
                        .split("[^a-z0-9]+"))
                .distinct()
                .filter(word -> !word.isEmpty() && sentence.matches("(?s).*\\b" + word + "\\b.*"))
                .count();
    }

    private String kind() {
        return brief.rules().kind().orElse(TaskKind.CLASSIFICATION).name().toLowerCase(Locale.ROOT);
    }

    private String draft() {
        List<String> lines = brief.rules().lines();
        return lines.isEmpty() ? "nothing" : String.join("\n", lines);
    }

    private Read<Draft> read(String text, JsonNode schema) {
        JsonAnswer answer = JsonAnswer.read(text, schema);
        if (answer.value().isEmpty()) {
            return Read.failed("parse", answer.problems());
        }
        JsonNode json = answer.value().get();
        List<Diagnosis> problems = new ArrayList<>();
        List<String> repairs = new ArrayList<>(answer.repairs());
        Optional<Task> task = task(json, problems, repairs);
        return Read.of(new Draft(json, task, problems, questions(json)), repairs);
    }

    private static List<Question> questions(JsonNode json) {
        return elements(json, "questions").stream()
                .map(q -> new Question(
                        q.path("about").asText(),
                        q.path("question").asText(),
                        elements(q, "choices").stream().map(JsonNode::asText).toList()))
                .limit(MOST_QUESTIONS)
                .toList();
    }

    private static List<JsonNode> elements(JsonNode json, String key) {
        return json.path(key) instanceof ArrayNode array
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }

    private Optional<Task> task(JsonNode json, List<Diagnosis> problems, List<String> repairs) {
        String board = board(json.path("board").asText(), problems, repairs);
        Optional<String> label = label(json.path("label").asText(), problems, repairs);
        List<Goal> goals = withForgotten(
                elements(json, "goals").stream()
                        .flatMap(goal -> GoalReader.read(goal, brief.sentence(), problems).stream())
                        .toList(),
                repairs);
        Task task = new Task(
                brief.sentence(),
                brief.rules().kind().orElse(TaskKind.CLASSIFICATION),
                new DataSource(
                        brief.data(),
                        label,
                        List.of(),
                        Optional.empty(),
                        brief.rules().unit(),
                        brief.rules().ahead()),
                board,
                goals,
                labels(json),
                json.path("sensor").asText(),
                json.path("application").asText());
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TaskFile.parse(TaskFile.text(task, brief.folder()), brief.folder(), brief.boards()));
        } catch (TinywrightException e) {
            problems.add(e.diagnosis());
            return Optional.empty();
        }
    }

    /** Folders and files tell the classes of recordings and pictures: there, words for them are what rules find them by. */
    private List<String> labels(JsonNode json) {
        return brief.captures().isPresent()
                ? brief.rules().labels()
                : elements(json, "labels").stream().map(JsonNode::asText).toList();
    }

    /**
     * An answer that was cut off, or careless, must not make the exam easier: what rules read as a goal stands. Of times
     * they may read too much, "once a second" is no limit, so there the model is believed.
     */
    private List<Goal> withForgotten(List<Goal> goals, List<String> repairs) {
        List<Goal> all = new ArrayList<>(goals);
        for (Goal read : brief.rules().goals()) {
            boolean isForgotten = all.stream().noneMatch(goal -> goal.metric() == read.metric());
            if (isForgotten && read.metric() != Metric.LATENCY) {
                all.add(read);
                repairs.add("the sentence also wants " + read.metric().key() + " " + Goals.text(read));
            }
        }
        return List.copyOf(all);
    }

    private String board(String named, List<Diagnosis> problems, List<String> repairs) {
        if (brief.board().isPresent()) {
            if (!named.equals(brief.board().get())) {
                repairs.add("the board is " + brief.board().get() + ", as --board says");
            }
            return brief.board().get();
        }
        if (brief.boards().byId(named).isPresent()) {
            return named;
        }
        String wanted = named.strip().toLowerCase(Locale.ROOT);
        Optional<String> meant = brief.boards().all().stream()
                .filter(b -> b.names().contains(wanted)
                        || b.name().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Board::id)
                .findFirst();
        meant.ifPresentOrElse(
                id -> repairs.add("board " + Quoted.name(named) + " is " + id),
                () -> problems.add(
                        new Diagnosis("there is no board " + Quoted.name(named), "board", "choose from " + boards())));
        return meant.orElse(named);
    }

    private Optional<String> label(String named, List<Diagnosis> problems, List<String> repairs) {
        if (brief.captures().isPresent()) {
            return Optional.empty();
        }
        if (named.isBlank() || brief.table().isEmpty()) {
            return Optional.of(named).filter(text -> !text.isBlank());
        }
        List<String> names =
                brief.table().get().columns().stream().map(Column::name).toList();
        if (names.contains(named)) {
            return Optional.of(named);
        }
        Optional<String> same = names.stream()
                .filter(name -> name.strip().equalsIgnoreCase(named.strip()))
                .findFirst();
        same.ifPresentOrElse(
                name -> repairs.add("column " + Quoted.name(named) + " is " + Quoted.name(name)),
                () -> problems.add(new Diagnosis(
                        "there is no column " + Quoted.name(named)
                                + Nearest.of(named, names)
                                        .map(near -> ", did you mean " + Quoted.name(near) + "?")
                                        .orElse(""),
                        "label",
                        "choose from " + Quoted.names(names))));
        return same;
    }
}
