package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.Column;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
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

    static Project make(TaskOptions request, CommonOptions common, Terminal terminal) {
        if (!request.planner.equals("rules")) {
            throw TinywrightException.usage(
                    "no planner '" + request.planner + "' in this version",
                    "--planner",
                    "leave it out, or say --planner rules");
        }
        Boards boards = Settings.boards();
        Understanding understanding = Sentence.understand(request.sentence, boards);
        if (request.board.isPresent()) {
            understanding = understanding.withBoard(board(request.board.get(), boards));
        }
        terminal.err().println("understood:");
        understanding.lines().forEach(line -> terminal.err().println("  " + line));
        if (terminal.isInteractive() && !common.yes) {
            understanding = Dialogue.complete(understanding, boards, terminal);
        }
        Task draft = understanding.task(new DataSource(
                request.data.toAbsolutePath().normalize(), Optional.empty(), List.of(), Optional.empty()));
        Task task = withDataColumns(draft, understanding, terminal);
        if (terminal.isInteractive() && !common.yes && !terminal.confirm("Build this?")) {
            throw TinywrightException.failed("stopped at your word; nothing was written", "", "");
        }
        Project project = new Project(request.out.orElseGet(() -> defaultFolder(request.data)));
        write(task, project, boards);
        return project;
    }

    private static Board board(String id, Boards boards) {
        return boards.byId(id)
                .orElseThrow(() -> TinywrightException.usage(
                        "no board '" + id + "'",
                        "--board",
                        "choose from "
                                + String.join(
                                        ", ",
                                        boards.all().stream().map(Board::id).toList())));
    }

    /** Fixes in the task which columns the sentence's words stand for, so that task.yaml says it and can be edited. */
    private static Task withDataColumns(Task draft, Understanding said, Terminal terminal) {
        Table table = DataLoader.load(
                draft.data(), new DataHints(said.labels(), said.labelHint().orElse(""), said.mentionedColumns()));
        table.notes().forEach(note -> terminal.err().println("  " + note));
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

    /** Returns a folder named after the data, in the current one. */
    private static Path defaultFolder(Path data) {
        String name = data.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
        return Path.of(name + "-device");
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
        try (Project.Lock _ = project.lock()) {
            TaskFile.write(task, project.taskFile());
        }
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
