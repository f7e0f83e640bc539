package dev.tinywright.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Runs the program on public data sets, as a person would, and compares the accuracy of the firmware in the emulator with
 * that of a random forest on the same split. Writes Markdown to standard output.
 */
public final class DeviceBenchmark {
    /** Cortex-M4, M0+, M7 and M33: the first one's search serves the others. */
    private static final List<String> BOARDS = List.of("arduino-nano-33-ble", "pico", "nucleo-h743zi", "nrf5340-dk");

    private static final long FOREST_SEED = 1;

    private final Program program;
    private final Path scratch;
    private final int seeds;
    private final PrintStream out;

    private DeviceBenchmark(Program program, Path scratch, int seeds, PrintStream out) {
        this.program = program;
        this.scratch = scratch;
        this.seeds = seeds;
        this.out = out;
    }

    /** @param args the folder with the data sets, and how many other splits each is repeated on */
    public static void main(String[] args) throws IOException {
        Path home = Path.of(System.getProperty("tinywright.home", ".")).toAbsolutePath();
        Path data = home.resolve(args.length > 0 ? args[0] : "../shared/data").normalize();
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        Path scratch = Files.createTempDirectory("tinywright-benchmark-");
        new DeviceBenchmark(new Program(home), scratch, seeds, System.out).run(Task.all(data));
    }

    /**
     * A data set and what a person asks of it.
     *
     * @param name its name in tables
     * @param path CSV file or folder
     */
    record Task(String name, Path path, String sentence) {
        static List<Task> all(Path data) throws IOException {
            return List.of(
                    new Task(
                            "fruit-paper",
                            data.resolve("fruit-paper/SampleData/fruit_data.csv"),
                            Files.readString(data.resolve("fruit-paper/task.txt"))
                                    .strip()),
                    new Task(
                            "fruit-to-emoji",
                            data.resolve("fruit-to-emoji"),
                            Files.readString(data.resolve("fruit-to-emoji/task.txt"))
                                    .strip()),
                    new Task(
                            "penguins",
                            data.resolve("penguins/penguins.csv"),
                            Files.readString(data.resolve("penguins/task.txt"))
                                    .strip()
                                    .replace("Raspberry Pi Pico", "small board")), // --board says which
                    new Task(
                            "wine-quality-red",
                            data.resolve("wine-quality-red/wine.csv"),
                            "Tell the quality of a red wine from 11 lab values, below 40 KB flash and 16 KB RAM"));
        }

        static Task refused(Path data) {
            return new Task(
                    "fruit-paper, fruit_dataset.csv",
                    data.resolve("fruit-paper/fruit_dataset.csv"),
                    "Tell the fruit from the colour, under 20 KB flash and 8 KB RAM, at least 90 % accurate");
        }
    }

    private void run(List<Task> tasks) {
        List<String> accuracy = new ArrayList<>();
        List<String> cost = new ArrayList<>();
        List<String> splits = new ArrayList<>();
        for (Task task : tasks) {
            Path project = scratch.resolve(task.name()).resolve(BOARDS.getFirst());
            Program.Run first = program.make(task.sentence(), task.path(), BOARDS.getFirst(), project);
            double forest = ForestYardstick.accuracy(Projects.dataset(project), FOREST_SEED);
            accuracy.add(accuracyRow(task, first, forest));
            cost.add(costRow(task, BOARDS.getFirst(), first.report()));
            for (String board : BOARDS.subList(1, BOARDS.size())) {
                Path other = scratch.resolve(task.name()).resolve(board);
                Projects.copyForBoard(project, other, board);
                cost.add(costRow(task, board, program.build(other).report()));
            }
            splits.add(splitsRow(task, project));
        }
        table(
                "data set | rows | test rows | on the device | 95 % interval | forest | difference | macro-F1 | seconds",
                accuracy);
        table("data set | board | core | rows replayed | mismatches | accuracy | flash | RAM | instructions", cost);
        table("data set | splits | on the device | forest | difference | standard error | from to", splits);
        Task refused =
                Task.refused(tasks.getFirst().path().getParent().getParent().getParent());
        out.println(refused.name() + ": "
                + program.refusal(refused.sentence(), refused.path(), BOARDS.getFirst(), scratch.resolve("refused")));
    }

    private static String accuracyRow(Task task, Program.Run run, double forest) {
        JsonNode report = run.report();
        JsonNode device = report.path("device");
        JsonNode interval = device.path("accuracyInterval");
        double accuracy = device.path("accuracy").asDouble();
        return row(
                task.name(),
                report.path("data").path("rowsUsed").asText(),
                device.path("testRows").asText(),
                percent(accuracy),
                percent(interval.path(0).asDouble()) + " to "
                        + percent(interval.path(1).asDouble()),
                percent(forest),
                points(accuracy - forest),
                String.format(
                        Locale.ROOT,
                        "%.3f",
                        report.path("results").path("macroF1").asDouble()),
                String.format(Locale.ROOT, "%.0f", run.seconds()));
    }

    private static String costRow(Task task, String board, JsonNode report) {
        JsonNode device = report.path("device");
        JsonNode memory = report.path("memory");
        return row(
                task.name(),
                board,
                device.path("core").asText(),
                device.path("testRows").asText(),
                device.path("mismatches").asText(),
                percent(device.path("accuracy").asDouble()),
                memory.path("flashBytes").asText(),
                memory.path("ramBytes").asText(),
                device.path("instructionsPerInference").asText());
    }

    private String splitsRow(Task task, Path project) {
        List<Double> device = new ArrayList<>();
        List<Double> forest = new ArrayList<>();
        LongStream.rangeClosed(101, 100 + seeds).forEach(seed -> {
            Path other = scratch.resolve(task.name()).resolve("split-" + seed);
            Projects.copyForSeed(project, other, seed);
            device.add(program.build(other)
                    .report()
                    .path("device")
                    .path("accuracy")
                    .asDouble());
            forest.add(ForestYardstick.accuracy(Projects.dataset(other), FOREST_SEED));
        });
        Spread difference =
                Spread.of(java.util.stream.IntStream.range(0, seeds).mapToDouble(i -> device.get(i) - forest.get(i)));
        return row(
                task.name(),
                Integer.toString(seeds),
                percent(Spread.of(device.stream().mapToDouble(d -> d)).mean()),
                percent(Spread.of(forest.stream().mapToDouble(d -> d)).mean()),
                points(difference.mean()),
                String.format(Locale.ROOT, "%.1f", 100 * difference.standardError()),
                points(difference.least()) + " to " + points(difference.most()));
    }

    /** Mean and spread of a sample. */
    record Spread(double mean, double standardError, double least, double most) {
        static Spread of(DoubleStream values) {
            double[] all = values.toArray();
            double mean = DoubleStream.of(all).average().orElse(Double.NaN);
            double squares =
                    DoubleStream.of(all).map(v -> (v - mean) * (v - mean)).sum();
            return new Spread(
                    mean,
                    Math.sqrt(squares / (all.length - 1) / all.length),
                    DoubleStream.of(all).min().orElse(Double.NaN),
                    DoubleStream.of(all).max().orElse(Double.NaN));
        }
    }

    private void table(String head, List<String> rows) {
        out.println("| " + head + " |");
        out.println("|" + " --- |".repeat(head.split("\\|").length));
        rows.forEach(out::println);
        out.println();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f", 100 * difference);
    }
}
