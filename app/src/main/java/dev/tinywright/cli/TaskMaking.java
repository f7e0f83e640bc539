package dev.tinywright.cli;

import dev.tinywright.board.Boards;
import dev.tinywright.data.Column;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.pipeline.Preview;
import dev.tinywright.pipeline.Project;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Sentence;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.Understanding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From a sentence and data to a project folder with a {@code task.yaml}, asking for what is missing. */
final class TaskMaking {
    private TaskMaking() {}

    /** Returns the project; empty where the person did not want it after all. */
    static Optional<Project> make(TaskOptions request, Terminal terminal, String question) {
        if (!request.planner.equals("rules")) {
            throw TinywrightException.usage(
                    "no planner '" + request.planner + "' in this version",
                    "--planner",
                    "leave it out, or say --planner rules");
        }
        Boards boards = Settings.boards();
        Understanding understanding = Sentence.understand(request.sentence, boards);
        if (request.board.isPresent()) {
            understanding = understanding.withBoard(BoardName.require(request.board.get(), boards));
        }
        terminal.err().println("understood:");
        understanding.lines().forEach(line -> terminal.err().println("  " + line));
        if (terminal.isInteractive() && !request.yes) {
            understanding = Dialogue.complete(understanding, boards, terminal);
        }
        Task draft = understanding.task(new DataSource(
                request.data.toAbsolutePath().normalize(), Optional.empty(), List.of(), Optional.empty()));
        Task task = withDataColumns(draft, understanding, boards, terminal);
        if (terminal.isInteractive() && !request.yes && !terminal.confirm(question)) {
            terminal.err().println("nothing was written");
            return Optional.empty();
        }
        Project project = new Project(request.out.orElseGet(() -> defaultFolder(request.data)));
        write(task, project, boards);
        terminal.err().println("project folder: " + Summary.shown(project.folder()));
        return Optional.of(project);
    }

    /** Fixes in the task which columns the sentence's words stand for, so that task.yaml says it and can be edited. */
    private static Task withDataColumns(Task draft, Understanding said, Boards boards, Terminal terminal) {
        Table table = DataLoader.load(
                draft.data(), new DataHints(said.labels(), said.labelHint().orElse(""), said.mentionedColumns()));
        table.notes().forEach(note -> terminal.err().println("  " + note));
        boards.byId(draft.board()).ifPresent(board -> Preview.lines(draft, board, table, Settings.sensors())
                .forEach(line -> terminal.err().println("  " + line)));
        Optional<String> label = table.columns().stream()
                .filter(column -> column.role() == Column.Role.LABEL)
                .map(Column::name)
                .findFirst();
        boolean chosen = table.columns().stream().anyMatch(column -> column.role() == Column.Role.NOT_CHOSEN);
        List<String> columns =
                chosen ? table.readings().stream().map(Reading::name).toList() : List.of();
        DataSource data =
                new DataSource(draft.data().path(), label, columns, draft.data().group());
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
