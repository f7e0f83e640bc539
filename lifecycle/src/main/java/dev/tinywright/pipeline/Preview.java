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
import dev.tinywright.recording.Stretch;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Bindings;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.Understanding;
import dev.tinywright.spec.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What can be said of the application while the task is made: before anything is trained, when words are still cheap. */
public final class Preview {
    private static final Pattern PREDICTS =
            Pattern.compile("^(?:predict|estimat|measur|forecast)", Pattern.CASE_INSENSITIVE);

    /** What is measured, so that even two different numbers are no classes: the last word, as "power tool" is none. */
    private static final Pattern QUANTITY = Pattern.compile(
            "\\b(?:rpm|speed|load|angle|torque|force|flow|frequency|pitch|loudness|volume|depth|height|length|width|thickness"
                    + "|distance|pressure|temperature|humidity|voltage|current|power|charge|weight|mass|concentration|position"
                    + "|rate|brightness|fraction|amount|energy|fill level|water level)$",
            Pattern.CASE_INSENSITIVE);

    private Preview() {}

    /** Returns the recordings or pictures that the data is; empty where it is a table. */
    public static Optional<Captures> captures(Path data, Understanding said) {
        CaptureHints hints = CaptureHints.of(said.ask(), said.labels());
        CaptureHints ofNumber = hints.withNumber(CaptureSource.number(said.ask(), Optional.empty()));
        return said.kind().equals(Optional.of(TaskKind.REGRESSION))
                ? captures(data, ofNumber)
                : numbers(data, said, ofNumber).or(() -> captures(data, hints));
    }

    /** Returns them with their numbers, where the sentence may mean these and they measure something. */
    private static Optional<Captures> numbers(Path data, Understanding said, CaptureHints ofNumber) {
        try {
            boolean measures = ofNumber.number()
                    .filter(wish -> QUANTITY.matcher(wish.phrase()).find())
                    .isPresent();
            return mayMeanNumber(said)
                    ? captures(data, ofNumber).filter(found -> (measures && !found.haveCodes()) || found.haveNumbers())
                    : Optional.empty();
        } catch (TinywrightException _) {
            return Optional.empty(); // no number is known of them: they are of classes, then
        }
    }

    private static Optional<Captures> captures(Path data, CaptureHints hints) {
        return Captures.looksLike(data, hints)
                ? Optional.of(Captures.load(new DataSource(data, Optional.empty(), List.of(), Optional.empty()), hints))
                : Optional.empty();
    }

    /** True where a sentence asks to predict something and does not say whether that is a class: "predict the speed". */
    private static boolean mayMeanNumber(Understanding said) {
        boolean predicts = said.parts().stream()
                .filter(part -> part.name().equals("kind"))
                .allMatch(part -> PREDICTS.matcher(part.from()).find());
        return said.labels().isEmpty()
                && said.kind().filter(kind -> kind != TaskKind.CLASSIFICATION).isEmpty()
                && predicts;
    }

    /**
     * Returns what kind of answer recordings or pictures show to be wanted, where that is another than the sentence says or it says none: what
     * is normal, where all that is given to learn from is of one class; numbers, where the sentence asks to predict something and
     * the labels measure it; classes, where there are several.
     */
    public static Optional<TaskKind> kind(Captures captures, Understanding said) {
        if (said.kind().filter(kind -> kind != TaskKind.CLASSIFICATION).isPresent()
                || !said.labels().isEmpty()) {
            return Optional.empty();
        }
        if (captures.measured().isPresent()) {
            return Optional.of(TaskKind.REGRESSION);
        }
        boolean given = captures.all().stream().anyMatch(c -> c.side() == Capture.Side.TRAINING);
        long learned = captures.all().stream()
                .filter(c -> !given || c.side() == Capture.Side.TRAINING)
                .map(Capture::label)
                .distinct()
                .count();
        Optional<TaskKind> shown = learned == 1
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

    /** Returns words of a sentence that recordings or pictures give a meaning to: their classes, channels, rate and windows. */
    public static List<String> names(Captures captures, String sentence) {
        List<String> names = new ArrayList<>(captures.labels());
        captures.channels().forEach(channel -> names.add(channel.name()));
        captures.rateHz()
                .ifPresent(rate -> names.addAll(
                        List.of(YamlText.number(rate), YamlText.number(rate / 1000), "Hz", "kHz", "hertz")));
        if (captures.kind() != Captures.Kind.PICTURES) {
            Stretch.of(sentence)
                    .ifPresent(stretch -> names.addAll(List.of(stretch.text().split("[ -]+"))));
        }
        return names;
    }

    /** Returns what was found in recordings or pictures. */
    public static List<String> lines(Task task, Captures captures) {
        boolean again =
                task.kind() == TaskKind.REGRESSION && captures.measured().isEmpty();
        return (again ? CaptureSource.load(task, CaptureSource.hints(task)) : CaptureSource.of(task, captures)).brief();
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
