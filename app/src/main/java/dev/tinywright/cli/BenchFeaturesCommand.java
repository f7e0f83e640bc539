package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.FeatureStudy;
import dev.tinywright.pipeline.Project;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright bench features}: the features of whole data sets, on each kind of core. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description = {
            "Computes the features of every example of data sets, of training, validation and test, on Cortex-M0+, M4 and",
            "M33 in the emulator, and on this computer under the compiler's checks, and compares every byte with Java: the",
            "columns of fixed point and the network's int8 input. Nothing is trained. Prints Markdown; exit 1 where a byte differs.",
            "",
            "  tinywright bench features motions sensor/fan.csv         the features that the rules try first",
            "  tinywright bench features words --plan plan.yaml         those of a plan",
            "  tinywright bench features my-project                     those of a project's plan"
        })
final class BenchFeaturesCommand implements Callable<Integer> {
    private static final String NAME = "features";

    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "DATA",
            description =
                    "A table, or a folder of recordings or pictures, with a task.txt in it or beside it that says what "
                            + "is wanted; or a project folder.")
    List<Path> data = List.of();

    @Option(
            names = "--sentence",
            paramLabel = "TEXT",
            description = "What the device should learn, where there is no task.txt.")
    Optional<String> sentence = Optional.empty();

    @Option(names = "--plan", paramLabel = "FILE", description = "A plan.yaml with other window, split and features.")
    Optional<Path> plan = Optional.empty();

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Put the table into this Markdown file too, between <!-- features --> and <!-- /features -->; "
                            + "at its end where it has none.")
    Optional<Path> write = Optional.empty();

    @Option(names = "--json", description = "Print the result as JSON on stdout, nothing else.")
    boolean json;

    @Option(names = "--no-install", description = "Say what is missing of compiler and emulator, do not install it.")
    boolean noInstall;

    BenchFeaturesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Boards boards = Settings.boards();
        Optional<MarkdownSection> page = write.map(file -> MarkdownSection.of(file, NAME));
        Path folder = temporary();
        try (Progress progress = new Progress(terminal)) {
            List<Board> cores = FeatureStudy.cores(boards, !noInstall, progress);
            List<FeatureTable.Set> sets = new ArrayList<>();
            for (Path each : data) {
                progress.say(Shown.text(each.toString()));
                FeatureTable.Set set = new FeatureTable.Set(
                        name(each), FeatureStudy.run(task(each, boards), plan(each), cores, boards, folder, progress));
                set.proofs().stream()
                        .flatMap(proof -> FeatureTable.lines(proof).stream())
                        .forEach(line -> progress.say(Shown.text(line)));
                sets.add(set);
            }
            String table = FeatureTable.of(sets);
            terminal.out()
                    .print(
                            json
                                    ? Json.of(sets.stream()
                                                    .map(FeatureTable.Set::values)
                                                    .toList()) + "\n"
                                    : Shown.text(table));
            terminal.out().flush();
            page.ifPresent(there -> there.write(table));
            return sets.stream().allMatch(FeatureTable.Set::passed) ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    private Task task(Path each, Boards boards) {
        Project project = new Project(each);
        if (Files.exists(project.taskFile())) {
            return TaskFile.read(project.taskFile(), boards);
        }
        return TaskMaking.understood(sentence.orElseGet(() -> words(each)), each, terminal);
    }

    private Optional<Plan> plan(Path each) {
        return plan.or(() -> Optional.of(new Project(each))
                        .filter(project -> Files.exists(project.taskFile()) && Files.exists(project.planFile()))
                        .map(Project::planFile))
                .map(PlanFile::read);
    }

    private static String words(Path each) {
        Path file = Stream.of(each.resolve("task.txt"), each.resolveSibling("task.txt"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> TinywrightException.usage(
                        "nothing says what " + each + " is for", "DATA", "give --sentence, or a file task.txt in it"));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read " + file + ": " + e.getMessage(), "DATA", "look at its rights");
        }
    }

    /** The folder's name, or of a file that lies beside its task.txt the name of the folder around it. */
    private static String name(Path each) {
        Path path = each.toAbsolutePath().normalize();
        Path named = Files.isRegularFile(path.resolveSibling("task.txt"))
                ? Optional.ofNullable(path.getParent()).orElse(path)
                : path;
        return String.valueOf(named.getFileName());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tinywright-features-");
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot make a temporary folder: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "free some space there");
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException leftBehind) {
            // a temporary folder that stays does no harm
        }
    }
}
