package dev.tinywright.pipeline;

import dev.tinywright.application.Wish;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Contract;
import dev.tinywright.data.Acquisitions;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.data.Target;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.Understanding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What can be said of the application while the task is made: before anything is trained, when words are still cheap. */
public final class Preview {
    private Preview() {}

    /** Returns the recordings or pictures that the data is; empty where it is a table. */
    public static Optional<Captures> captures(Path data, Understanding said) {
        CaptureHints hints = CaptureHints.of(said.ask(), said.labels());
        return Captures.looksLike(data, hints)
                ? Optional.of(Captures.load(new DataSource(data, Optional.empty(), List.of(), Optional.empty()), hints))
                : Optional.empty();
    }

    /**
     * Returns what kind of answer recordings show to be wanted, where that is another than the sentence says or it says none: what
     * is normal, where all that is given to learn from is of one class; classes, where there are several.
     */
    public static Optional<TaskKind> kind(Captures captures, Understanding said) {
        if (said.kind().filter(kind -> kind != TaskKind.CLASSIFICATION).isPresent()
                || !said.labels().isEmpty()) {
            return Optional.empty();
        }
        boolean given = captures.all().stream().anyMatch(c -> c.side() == Capture.Side.TRAINING);
        long learned = captures.all().stream()
                .filter(c -> !given || c.side() == Capture.Side.TRAINING)
                .map(Capture::label)
                .distinct()
                .count();
        boolean normal = learned == 1 && captures.kind() != Captures.Kind.PICTURES;
        Optional<TaskKind> shown = normal
                ? Optional.of(TaskKind.ANOMALY)
                : Optional.of(TaskKind.CLASSIFICATION)
                        .filter(_ -> captures.labels().size() > 1);
        return shown.filter(kind -> !said.kind().equals(shown));
    }

    /** Returns classes where a table has a column that tells them; empty where the sentence must say what is wanted. */
    public static Optional<TaskKind> kind(Path table, DataHints hints) {
        try {
            DataSource source = new DataSource(table, Optional.empty(), List.of(), Optional.empty());
            return Optional.of(TaskKind.CLASSIFICATION)
                    .filter(_ -> DataLoader.load(source, hints).target() instanceof Target.Classes);
        } catch (TinywrightException _) {
            return Optional.empty(); // it is loaded again, for its errors, once the kind is known
        }
    }

    /** Returns what was found in recordings or pictures. */
    public static List<String> lines(Task task, Captures captures) {
        return CaptureSource.of(task, captures).brief();
    }

    /**
     * Returns where the readings will come from, what the data tells of them, and which words of the wish nothing was made of.
     *
     * @throws dev.tinywright.diag.TinywrightException (usage) where the task names registers of an I2C device and cannot be read
     */
    public static List<String> lines(Task task, Board board, Table table, Sensors sensors) {
        Acquisition acquisition = Acquisitions.of(table);
        List<String> lines = new ArrayList<>(Acquisitions.notes(acquisition, table.readings()));
        Binding binding = Bindings.bind(
                board, inputs(table.readings(), acquisition), acquisition.shares(), task.sensor(), sensors);
        lines.add("readings on the device: "
                + Texts.origin(binding, table.readings().size()));
        lines.addAll(binding.notes());
        Wish wish = Wish.read(task.application(), table.labels());
        if (!wish.notUnderstood().isEmpty()) {
            lines.add("nothing was made of these words of the wish: " + String.join(", ", wish.notUnderstood()));
        }
        return lines;
    }

    private static List<Contract.Input> inputs(List<Reading> readings, Acquisition acquisition) {
        return IntStream.range(0, readings.size())
                .mapToObj(i -> new Contract.Input(
                        readings.get(i).name(),
                        readings.get(i).unit(),
                        acquisition.ranges().get(i).low(),
                        acquisition.ranges().get(i).high()))
                .toList();
    }
}
