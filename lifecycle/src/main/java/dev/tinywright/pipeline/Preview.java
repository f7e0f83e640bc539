package dev.tinywright.pipeline;

import dev.tinywright.application.Wish;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Contract;
import dev.tinywright.data.Acquisitions;
import dev.tinywright.data.Table;
import dev.tinywright.features.Reading;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.spec.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What can be said of the application while the task is made: before anything is trained, when words are still cheap. */
public final class Preview {
    private Preview() {}

    /** Returns what was found where the data is recordings or pictures; empty where it is a table. */
    public static Optional<List<String>> captures(Task task) {
        CaptureHints hints = CaptureSource.hints(task);
        return Captures.looksLike(task.data().path(), hints)
                ? Optional.of(CaptureSource.load(task, hints).brief())
                : Optional.empty();
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
