package dev.tinywright.spec;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code task.yaml}: what is wanted. Paths in it are relative to its folder. */
public final class TaskFile {
    private static final List<String> KEYS =
            List.of("version", "ask", "kind", "data", "board", "goals", "labels", "sensor", "application");
    private static final List<String> DATA_KEYS = List.of("path", "label", "columns", "group", "unit", "ahead");
    private static final String HEADER = """
        # What is wanted. Made from the sentence, yours to edit; the next build reads it.
        #   ask          the sentence
        #   kind         classification, regression: a number is predicted, or anomaly: what is not normal raises an alarm
        #   data         path, and where they cannot be found by themselves: label, columns, group (column names); unit, ahead
        #   board        an id of: tinywright boards
        #   goals        accuracy, f1 and detection: ">= 90 %"; falseAlarms: "<= 1 %"; mae and rmse: "<= 2.5"; r2: ">= 0.9"; flash and ram: "<= 60 KiB"; latency: "<= 20 ms"; battery: ">= 336 h"
        #   labels, sensor, application   what the sentence says of them; may be left out
        """;

    private TaskFile() {}

    /** Writes {@code task} to {@code file}; {@link #read} gives the same again. */
    public static void write(Task task, Path file) {
        try {
            Files.writeString(file, text(task, folderOf(file)));
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write the task: " + e.getClass().getSimpleName(),
                    file.toString(),
                    "is the folder there, writable, and the disk not full?");
        }
    }

    /** Returns the text of task.yaml in {@code folder}. */
    public static String text(Task task, Path folder) {
        StringBuilder yaml = new StringBuilder(HEADER);
        yaml.append("version: 1\n");
        yaml.append("ask: ").append(YamlText.text(task.ask())).append('\n');
        yaml.append("kind: ")
                .append(task.kind().name().toLowerCase(Locale.ROOT))
                .append('\n');
        yaml.append("data: {")
                .append(String.join(", ", data(task.data(), folder)))
                .append("}\n");
        yaml.append("board: ").append(YamlText.text(task.board())).append('\n');
        List<String> goals = task.goals().stream()
                .map(goal -> goal.metric().key() + ": " + YamlText.quoted(Goals.text(goal)))
                .toList();
        yaml.append("goals: {").append(String.join(", ", goals)).append("}\n");
        if (!task.labels().isEmpty()) {
            yaml.append("labels: ").append(YamlText.texts(task.labels())).append('\n');
        }
        if (!task.sensor().isEmpty()) {
            yaml.append("sensor: ").append(YamlText.text(task.sensor())).append('\n');
        }
        if (!task.application().isEmpty()) {
            yaml.append("application: ")
                    .append(YamlText.text(task.application()))
                    .append('\n');
        }
        return yaml.toString();
    }

    private static List<String> data(DataSource data, Path folder) {
        List<String> entries = new ArrayList<>();
        entries.add("path: " + YamlText.text(relative(data.path(), folder)));
        data.label().ifPresent(label -> entries.add("label: " + YamlText.text(label)));
        if (!data.columns().isEmpty()) {
            entries.add("columns: " + YamlText.texts(data.columns()));
        }
        data.group().ifPresent(group -> entries.add("group: " + YamlText.text(group)));
        data.unit().ifPresent(unit -> entries.add("unit: " + YamlText.text(unit)));
        if (data.ahead()) {
            entries.add("ahead: true");
        }
        return entries;
    }

    private static String relative(Path path, Path folder) {
        Path absolute = path.toAbsolutePath().normalize();
        Path base = folder.toAbsolutePath().normalize();
        boolean sameRoot = base.getRoot() != null && base.getRoot().equals(absolute.getRoot());
        String relative = sameRoot ? base.relativize(absolute).toString().replace('\\', '/') : absolute.toString();
        return relative.isEmpty() ? "." : relative;
    }

    /**
     * Returns the task of {@code file}, with absolute paths.
     *
     * @throws TinywrightException (usage) with file, line and up to five problems, where it is not a task for one of {@code boards}
     */
    public static Task read(Path file, Boards boards) {
        return task(StrictYaml.read(file), file.toString(), folderOf(file), boards);
    }

    private static Path folderOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    /** Returns the task that {@code yaml} holds, as a task.yaml in {@code folder} would. */
    public static Task parse(String yaml, Path folder, Boards boards) {
        return task(
                StrictYaml.parse(yaml, "task.yaml"),
                "task.yaml",
                folder.toAbsolutePath().normalize(),
                boards);
    }

    private static Task task(YamlNode.Mapping mapping, String file, Path folder, Boards boards) {
        YamlSection root = YamlSection.of(mapping, file).allow(KEYS);
        checkVersion(root);
        String ask = root.requiredText("ask");
        TaskKind kind = root.choice("kind", TaskKind.CLASSIFICATION);
        DataSource data = dataSource(root, folder);
        String board = board(root, boards);
        List<Goal> goals = goals(root.section("goals"));
        boards.byId(board)
                .map(known -> Budgets.problems(goals, known))
                .orElse(List.of())
                .forEach(reportAt(root, "goals"));
        List<String> labels = root.texts("labels");
        String sensor = root.text("sensor").orElse("");
        String application = root.text("application").orElse("");
        root.finish();
        return new Task(ask, kind, data, board, goals, labels, sensor, application);
    }

    private static Consumer<Diagnosis> reportAt(YamlSection section, String key) {
        return problem -> section.problemAt(key, problem.what(), problem.hint());
    }

    /** Reports where the file is not of version 1. */
    public static void checkVersion(YamlSection root) {
        if (!root.has("version")) {
            root.problemAt("version", "'version' is missing", "begin with: version: 1");
        } else if (root.whole("version", 0, 0, Integer.MAX_VALUE) != 1) {
            root.problemAt("version", "this is not version 1 of the format, the only one there is", "write version: 1");
        }
    }

    private static DataSource dataSource(YamlSection root, Path folder) {
        if (!root.has("data")) {
            root.problemAt("data", "'data' is missing", "write data: {path: fruit.csv}");
            return new DataSource(folder, Optional.empty(), List.of(), Optional.empty());
        }
        YamlSection data = root.section("data").allow(DATA_KEYS);
        String written = data.requiredText("path");
        Path path = data.make("path", () -> folder.resolve(written).normalize()).orElse(folder);
        if (written.isBlank()) {
            data.problemAt("path", "'data.path' is empty", "write the name of a CSV file or a folder");
        }
        return new DataSource(
                path,
                data.text("label"),
                data.texts("columns"),
                data.text("group"),
                data.text("unit"),
                data.flag("ahead", false));
    }

    private static String board(YamlSection root, Boards boards) {
        String board = root.requiredText("board");
        List<String> ids = boards.all().stream().map(known -> known.id()).toList();
        if (!board.isEmpty() && !ids.contains(board)) {
            String nearest = Nearest.of(board, ids)
                    .map(id -> ", did you mean '" + id + "'?")
                    .orElse("");
            String shown = board.length() > 60 ? board.substring(0, 60) + "…" : board;
            root.problemAt("board", "there is no board '" + shown + "'" + nearest, "boards: " + String.join(", ", ids));
        }
        return board;
    }

    private static List<Goal> goals(YamlSection section) {
        List<Goal> goals = new ArrayList<>();
        section.allow(java.util.Arrays.stream(Metric.values()).map(Metric::key).toList());
        for (Metric metric : Metric.values()) {
            String text = section.text(metric.key()).orElse("");
            if (!text.isEmpty()) {
                section.make(metric.key(), () -> Goals.parse(metric, text)).ifPresent(goals::add);
            } else if (section.has(metric.key())) {
                section.problemAt(
                        metric.key(),
                        "goals." + metric.key() + " needs a bound such as '" + Goals.example(metric) + "'",
                        "");
            }
        }
        return goals;
    }
}
