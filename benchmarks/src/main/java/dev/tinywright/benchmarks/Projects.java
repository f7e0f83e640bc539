package dev.tinywright.benchmarks;

import dev.tinywright.board.Boards;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.Table;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Project folders made from a finished one by changing one thing. */
final class Projects {
    private Projects() {}

    /** Returns the rows as the project's plan divides them: what the forest learns from and is tested on. */
    static Dataset dataset(Path project) {
        Task task = task(project);
        Table table = DataLoader.load(task.data(), new DataHints(task.labels(), "", List.of()));
        Plan plan = PlanFile.read(project.resolve("plan.yaml"));
        return Preparation.prepare(table, plan.data(), plan.split());
    }

    /** Makes a project with the same plan, and trained networks where the rows are the same, for another board. */
    static void copyForBoard(Path from, Path to, String board) {
        Task old = task(from);
        Task task = new Task(
                old.ask(), old.kind(), old.data(), board, old.goals(), old.labels(), old.sensor(), old.application());
        makeFolder(to);
        TaskFile.write(task, to.resolve("task.yaml"));
        PlanFile.write(PlanFile.read(from.resolve("plan.yaml")), to.resolve("plan.yaml"));
        copyCache(from, to);
    }

    /** Makes a project with the same plan, whose rows are divided by another seed. */
    static void copyForSeed(Path from, Path to, long seed) {
        makeFolder(to);
        TaskFile.write(task(from), to.resolve("task.yaml"));
        Plan plan = PlanFile.read(from.resolve("plan.yaml"));
        SplitSettings split = new SplitSettings(
                plan.split().by(), plan.split().test(), plan.split().validation(), seed);
        PlanFile.write(
                new Plan(
                        plan.data(),
                        split,
                        plan.features(),
                        plan.model(),
                        plan.train(),
                        plan.quantize(),
                        plan.codegen()),
                to.resolve("plan.yaml"));
    }

    private static Task task(Path project) {
        return TaskFile.read(project.resolve("task.yaml"), Boards.builtIn());
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyCache(Path from, Path to) {
        Path cache = from.resolve(".tinywright/cache");
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(".tinywright/cache").resolve(cache.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
