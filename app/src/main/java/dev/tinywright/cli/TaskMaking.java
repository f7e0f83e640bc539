package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.Questions;
import dev.tinywright.agent.TaskWriter;
import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.Column;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.data.Target;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.pipeline.Preview;
import dev.tinywright.pipeline.Project;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Goals;
import dev.tinywright.spec.Sentence;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.Understanding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** From a sentence and data to a project folder with a {@code task.yaml}, asking for what is missing. */
final class TaskMaking {
    private TaskMaking() {}

    /** Returns the folder that a request is for; nothing is written yet. */
    static Project project(TaskOptions request) {
        Project project = new Project(request.out.orElseGet(() -> defaultFolder(request.data)));
        if (!Files.exists(project.taskFile())) {
            requireEmpty(project.folder());
        }
        return project;
    }

    /**
     * Writes the task; false where the person did not want it after all.
     *
     * @param model reads the sentence where there is one; what it does not make of it, the rules do
     */
    static boolean make(
            TaskOptions request, Project project, Optional<Agent> model, Terminal terminal, String question) {
        Boards boards = Settings.boards();
        Optional<Board> board = request.board.map(name -> BoardName.require(name, boards));
        Understanding said = Sentence.understand(request.sentence, boards);
        Understanding rules = board.map(said::withBoard).orElse(said);
        Optional<Task> written = writtenByModel(request, project, model, rules, board, boards, terminal);
        Task task = written.isPresent()
                ? withData(written.get(), rules, boards, terminal)
                : byRules(request, rules, boards, board, terminal);
        if (terminal.isInteractive() && !request.yes && !terminal.confirm(question)) {
            terminal.err().println("nothing was written");
            return false;
        }
        write(task, project, boards);
        terminal.err().println("project folder: " + Summary.shown(project.folder()));
        return true;
    }

    /** Returns what the rules understand of a sentence and data; nobody is asked, and nothing is written. */
    static Task understood(String sentence, Path data, Terminal terminal) {
        TaskOptions request = new TaskOptions();
        request.sentence = sentence;
        request.data = data;
        request.yes = true;
        Boards boards = Settings.boards();
        return byRules(request, Sentence.understand(sentence, boards), boards, Optional.empty(), terminal);
    }

    private static Optional<Task> writtenByModel(
            TaskOptions request,
            Project project,
            Optional<Agent> model,
            Understanding rules,
            Optional<Board> named,
            Boards boards,
            Terminal terminal) {
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Path data = request.data.toAbsolutePath().normalize();
        Optional<Captures> captures = Files.exists(data) ? Preview.captures(data, rules) : Optional.empty();
        TaskWriter.Brief brief = new TaskWriter.Brief(
                request.sentence,
                data,
                captures.isPresent() ? Optional.empty() : tableByRules(data, rules),
                captures,
                shownKind(data, captures, rules)
                        .map(kind -> again(request, boards, named, kind))
                        .orElse(rules),
                boards,
                named.map(Board::id),
                project.folder());
        Questions questions =
                terminal.isInteractive() && !request.yes ? new TerminalQuestions(terminal) : Questions.none();
        Optional<Task> task = model.get().task(brief, questions);
        task.ifPresent(t -> {
            terminal.err().println("understood by " + model.get().name() + ":");
            lines(t).forEach(line -> terminal.err().println("  " + line));
        });
        return task;
    }

    /** What the rules can read of the data without knowing more: the model is shown its columns. */
    private static Optional<Table> tableByRules(Path data, Understanding rules) {
        try {
            return Optional.of(
                    DataLoader.load(new DataSource(data, Optional.empty(), List.of(), Optional.empty()), hints(rules)));
        } catch (TinywrightException e) {
            if (!Files.exists(data)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static List<String> lines(Task task) {
        List<String> lines = new ArrayList<>();
        lines.add("board        " + task.board());
        task.data().label().ifPresent(label -> lines.add("label        " + label));
        if (!task.labels().isEmpty()) {
            lines.add("labels       " + String.join(", ", task.labels()));
        }
        task.goals()
                .forEach(goal -> lines.add("%-12s %s".formatted(goal.metric().key(), Goals.text(goal))));
        if (!task.sensor().isEmpty()) {
            lines.add("sensor       " + task.sensor());
        }
        if (!task.application().isEmpty()) {
            lines.add("application  " + task.application());
        }
        return lines.stream().map(Shown::text).toList();
    }

    private static Task byRules(
            TaskOptions request, Understanding rules, Boards boards, Optional<Board> board, Terminal terminal) {
        Path data = request.data.toAbsolutePath().normalize();
        Optional<Captures> captures = understood(data, rules, terminal);
        Understanding said = recorded(captures, rules);
        Understanding seen = shownKind(data, captures, said)
                .map(kind -> recorded(captures, again(request, boards, board, kind)))
                .orElse(said);
        if (!seen.equals(said)) {
            terminal.err().println("with the data:");
            seen.lines().stream().filter(line -> !said.lines().contains(line)).forEach(line -> terminal.err()
                    .println("  " + line));
        }
        Understanding understanding =
                terminal.isInteractive() && !request.yes ? Dialogue.complete(seen, boards, terminal) : seen;
        Task draft = understanding.task(new DataSource(
                data, Optional.empty(), List.of(), Optional.empty(), understanding.unit(), understanding.ahead()));
        if (captures.isPresent()) {
            Preview.lines(draft, captures.get()).forEach(terminal::tell);
            return draft;
        }
        return withDataColumns(draft, hints(understanding), boards, terminal);
    }

    /** Shows what was understood, also where the data cannot be read. */
    private static Optional<Captures> understood(Path data, Understanding rules, Terminal terminal) {
        Optional<Captures> captures = Optional.empty();
        try {
            captures = Preview.captures(data, rules);
            return captures;
        } finally {
            List<String> names =
                    captures.map(of -> Preview.names(of, rules.ask())).orElse(List.of());
            terminal.err().println("understood:");
            recorded(captures, rules).lines(names).forEach(line -> terminal.err()
                    .println("  " + line));
        }
    }

    /** "At 100 Hz" of recordings of 100 Hz says how they were made. */
    private static Understanding recorded(Optional<Captures> captures, Understanding said) {
        OptionalDouble rate = captures.map(Captures::rateHz).orElse(OptionalDouble.empty());
        return rate.isPresent() ? said.recordedAt(rate.getAsDouble()) : said;
    }

    private static Task withData(Task written, Understanding rules, Boards boards, Terminal terminal) {
        Optional<Captures> captures = Preview.captures(written.data().path(), rules);
        if (captures.isEmpty()) {
            boolean tellsClasses = written.kind() == TaskKind.CLASSIFICATION;
            return withDataColumns(written, tellsClasses ? DataHints.none() : hints(rules), boards, terminal);
        }
        Preview.lines(written, captures.get()).forEach(terminal::tell);
        return written;
    }

    /** Returns what the data shows to be wanted, where the sentence does not say it. */
    private static Optional<TaskKind> shownKind(Path data, Optional<Captures> captures, Understanding rules) {
        return captures.isPresent()
                ? Preview.kind(captures.get(), rules)
                : rules.kind().isPresent() ? Optional.empty() : Preview.kind(data, hints(rules));
    }

    /** Reads the sentence once more, knowing what the data is for. */
    private static Understanding again(TaskOptions request, Boards boards, Optional<Board> board, TaskKind kind) {
        Understanding said = Sentence.understand(request.sentence, boards, Optional.of(kind));
        return board.map(said::withBoard).orElse(said);
    }

    private static DataHints hints(Understanding said) {
        return new DataHints(
                said.labels(),
                said.labelHint().orElse(""),
                said.mentionedColumns(),
                said.kind().filter(TaskKind.REGRESSION::equals).isPresent(),
                said.kind().filter(TaskKind.ANOMALY::equals).isPresent());
    }

    /** Fixes in the task which columns the sentence's words stand for, so that task.yaml says it and can be edited. */
    private static Task withDataColumns(Task draft, DataHints hints, Boards boards, Terminal terminal) {
        Table table = DataLoader.load(draft.data(), hints);
        table.notes().forEach(terminal::tell);
        boards.byId(draft.board()).ifPresent(board -> Preview.lines(draft, board, table, Settings.sensors())
                .forEach(terminal::tell));
        Optional<String> label = table.columns().stream()
                .filter(column -> column.role() == Column.Role.LABEL)
                .map(Column::name)
                .findFirst();
        boolean chosen = table.columns().stream().anyMatch(column -> column.role() == Column.Role.NOT_CHOSEN);
        List<String> columns =
                chosen ? table.readings().stream().map(Reading::name).toList() : List.of();
        DataSource data = new DataSource(
                draft.data().path(),
                label,
                columns,
                draft.data().group(),
                unit(draft, table),
                draft.data().ahead());
        return new Task(
                draft.ask(),
                draft.kind(),
                data,
                draft.board(),
                draft.goals(),
                draft.labels(),
                draft.sensor(),
                draft.application());
    }

    /** The unit that a goal gives, where neither header nor sentence say another. */
    private static Optional<String> unit(Task draft, Table table) {
        boolean inHeader = table.target() instanceof Target.Quantity quantity
                && !quantity.unit().isEmpty();
        return draft.data().unit().isPresent() || inHeader
                ? draft.data().unit()
                : draft.goals().stream()
                        .map(Goal::unit)
                        .filter(unit -> !unit.isEmpty())
                        .findFirst();
    }

    /** Returns a folder in the current one, named after the data; where that is the data's own, with "-device" added. */
    private static Path defaultFolder(Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        String name = Optional.ofNullable(absolute.getFileName())
                .map(file ->
                        file.toString().replaceFirst("\\.[A-Za-z0-9]+$", "").replaceAll("[^\\p{L}\\p{N}._-]+", "-"))
                .filter(text -> !text.isEmpty())
                .orElse("project");
        Path folder = Path.of(name);
        return folder.toAbsolutePath().normalize().equals(absolute) ? Path.of(name + "-device") : folder;
    }

    private static void write(Task task, Project project, Boards boards) {
        if (Files.exists(project.taskFile())) {
            if (!TaskFile.read(project.taskFile(), boards).equals(task)) {
                throw TinywrightException.usage(
                        "there is a project for another task already",
                        project.folder().toString(),
                        "choose another folder with --out, change this one with tinywright refine, or delete it");
            }
            return;
        }
        requireEmpty(project.folder());
        project.write(task);
    }

    private static void requireEmpty(Path folder) {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                if (files.anyMatch(file -> !file.getFileName().toString().equals(".tinywright"))) {
                    throw TinywrightException.usage(
                            "the folder has other files in it", folder.toString(), "choose another with --out");
                }
            } catch (java.io.IOException e) {
                throw TinywrightException.usage(
                        "cannot read the folder: " + e.getMessage(), folder.toString(), "choose another with --out");
            }
        } else if (Files.exists(folder)) {
            throw TinywrightException.usage("not a folder", folder.toString(), "choose another with --out");
        }
    }
}
