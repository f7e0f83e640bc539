package dev.tinywright.study;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.Reply;
import dev.tinywright.process.Confinement;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.session.Caps;
import dev.tinywright.session.Session;
import dev.tinywright.trace.TraceLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Repeats the case study. Runs are in turn over stages and levels, so that a study which a cap or a person ends has as many of each.
 * A run that ended for a reason that is not the model's (a cap of the study, a server that is gone) is no run.
 */
public final class Study {
    /** The first answer and five repairs, as in the paper. */
    private static final int ROUNDS = 6;

    private final Settings settings;
    private final Model model;
    private final Path out;
    private final Consumer<String> say;
    private final BooleanSupplier isStopped;
    private final RunsFile file;
    private final List<StudyRun> runs;

    /**
     * What is studied.
     *
     * @param sentence that the person says
     * @param data the table
     * @param runs of each stage at each level
     * @param seed of the first run; the same seed asks the same questions
     * @param caps of the whole study
     * @param confinement of what the model writes
     */
    public record Settings(
            String sentence,
            Path data,
            List<Stage> stages,
            List<Level> levels,
            int runs,
            long seed,
            Caps caps,
            Confinement confinement,
            boolean mayInstall,
            Boards boards,
            Sensors sensors) {
        public Settings {
            stages = List.copyOf(stages);
            levels = List.copyOf(levels);
        }
    }

    /** The model that is studied. */
    public interface Model {
        String name();

        /**
         * Opens a session without a cache of answers: each run asks anew.
         *
         * @param caps of the run
         */
        Session open(Caps caps, TraceLog trace);
    }

    private Study(
            Settings settings, Model model, Path out, Consumer<String> say, BooleanSupplier isStopped, RunsFile file) {
        this.settings = settings;
        this.model = model;
        this.out = out;
        this.say = say;
        this.isStopped = isStopped;
        this.file = file;
        this.runs = new ArrayList<>(file.read());
    }

    /**
     * Runs what is still missing of a study and writes {@code runs.csv}, {@code study.json} and {@code study.html}.
     *
     * @param out folder of the study; one that is there already goes on
     * @param say is told in a line what goes on
     * @param isStopped true once the person wants no more
     * @throws TinywrightException where the folder holds another study (usage), or the model cannot be asked at all; runs
     *     that were finished are kept
     */
    public static StudyResult run(
            Settings settings, Model model, Path out, Consumer<String> say, BooleanSupplier isStopped) {
        Path folder = out.toAbsolutePath().normalize();
        requireSame(settings, model, folder);
        return new Study(settings, model, folder, say, isStopped, new RunsFile(folder.resolve("runs.csv"))).run();
    }

    private StudyResult run() {
        List<Todo> todo = todo();
        if (!todo.isEmpty()) {
            say.accept(
                    runs.isEmpty()
                            ? todo.size() + " runs to do"
                            : runs.size() + " runs are done, " + todo.size() + " to do");
            StudyCase studied = StudyCase.prepare(settings, out);
            for (Todo next : todo) {
                if (isStopped.getAsBoolean()) {
                    return result("stopped by the person");
                }
                Optional<String> end = run(studied, next);
                if (end.isPresent()) {
                    return result(end.get());
                }
            }
        }
        return result("");
    }

    /** A run that is not done yet. */
    private record Todo(Stage stage, Level level, int number) {
        boolean is(StudyRun run) {
            return run.stage() == stage && run.level() == level && run.number() == number;
        }
    }

    private List<Todo> todo() {
        List<Todo> todo = new ArrayList<>();
        for (int number = 1; number <= settings.runs(); number++) {
            for (Stage stage : settings.stages()) {
                for (Level level : settings.levels()) {
                    Todo next = new Todo(stage, level, number);
                    if (runs.stream().noneMatch(next::is)) {
                        todo.add(next);
                    }
                }
            }
        }
        return todo;
    }

    /** Returns why the study is to end; empty where it goes on. */
    private Optional<String> run(StudyCase studied, Todo next) {
        Caps left = left();
        StudyCase.Finished finished = studied.run(next.stage(), next.level(), next.number(), model, left);
        Optional<Reply.Reason> reason = finished.end().map(Reply.Unanswered::reason);
        if (reason.filter(r -> r == Reply.Reason.CAP).isPresent() && !left.equals(ofARun())) {
            return Optional.of(
                    "a cap of the study was reached: " + finished.end().get().message());
        }
        if (reason.filter(Study::isNotTheModels).isPresent()) {
            result("the model could not be asked");
            throw TinywrightException.failed(
                    "the model cannot be asked: " + finished.end().get().message(),
                    model.name(),
                    "the runs so far are kept; the same command goes on behind them");
        }
        runs.add(finished.run());
        file.add(finished.run());
        say.accept("%s, %s, run %d: %s"
                .formatted(
                        next.stage().id(),
                        next.level().id(),
                        next.number(),
                        finished.run().outcome().ours()
                                ? "success"
                                : "failed, " + String.join(", ", finished.run().failures())));
        return Optional.empty();
    }

    private static boolean isNotTheModels(Reply.Reason reason) {
        return switch (reason) {
            case UNREACHABLE, NOT_ALLOWED, NO_SUCH_MODEL, CANCELLED -> true;
            default -> false;
        };
    }

    private Caps ofARun() {
        Caps usual = Caps.USUAL;
        return new Caps(usual.calls(), usual.tokens(), usual.dollars(), usual.time(), ROUNDS);
    }

    /** Returns what one run may still spend. */
    private Caps left() {
        Caps one = ofARun();
        Caps all = settings.caps();
        StudyRun.Cost spent = StudyResult.Cell.sum(runs);
        return new Caps(
                Math.min(one.calls(), Math.max(0, all.calls() - spent.calls())),
                Math.min(one.tokens(), Math.max(0, all.tokens() - spent.tokens())),
                Math.min(
                        one.dollars(),
                        Math.max(0, all.dollars() - spent.dollars().orElse(0))),
                min(one.time(), all.time().minusMillis(Math.round(1000 * spent.seconds()))),
                Math.min(ROUNDS, all.rounds()));
    }

    private static Duration min(Duration a, Duration b) {
        Duration positive = b.isNegative() ? Duration.ZERO : b;
        return a.compareTo(positive) <= 0 ? a : positive;
    }

    private StudyResult result(String ended) {
        StudyResult result = StudyResult.of(model.name(), settings, runs, ended);
        write(out.resolve("study.json"), StudyJson.text(result));
        write(out.resolve("study.html"), StudyPage.render(result));
        return result;
    }

    /** Runs of two models, or of two tables, do not add up. */
    private static void requireSame(Settings settings, Model model, Path folder) {
        Path file = folder.resolve("study.txt");
        String what = "model: %s\ndata: %s\nsentence: %s\nseed: %d\n"
                .formatted(
                        model.name(),
                        settings.data().toAbsolutePath().normalize(),
                        settings.sentence().replaceAll("\\s+", " "),
                        settings.seed());
        try {
            if (Files.exists(file)) {
                if (!Files.readString(file).equals(what)) {
                    throw TinywrightException.usage(
                            "this folder holds another study", file.toString(), "choose another with --out");
                }
                return;
            }
            Files.createDirectories(folder);
            Files.writeString(file, what);
        } catch (IOException e) {
            throw TinywrightException.failed("cannot write: " + e.getMessage(), file.toString(), "choose --out");
        }
    }

    private static void write(Path file, String text) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, text);
            Files.move(
                    part,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
