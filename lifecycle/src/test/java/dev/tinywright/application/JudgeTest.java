package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.application.ApplicationVerdict.Problem;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.World;
import dev.tinywright.sensor.Binding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verdicts on runs made by hand; what whole sketches get is in {@code SketchVerdictTest}. */
class JudgeTest {
    private static final World WORLD = world(Fruit.printed());

    private static World world(Expectations expectations) {
        int[] order = RowChoice.of(Fruit.classes(Fruit.ROWS), Fruit.ROWS, 5);
        return WorldMaker.of(
                RowChoice.rows(Fruit.rows(Fruit.ROWS, 2), order), Fruit.contract(), Fruit.binding(), expectations, 5);
    }

    private static ApplicationVerdict judge(Expectations expectations, Trace trace) {
        int[] order = RowChoice.of(Fruit.classes(Fruit.ROWS), Fruit.ROWS, 5);
        return Judge.judge(
                expectations,
                trace,
                Fruit.contract(),
                Fruit.binding(),
                WORLD,
                Fruit::scores,
                RowChoice.classes(Fruit.classes(Fruit.ROWS), order));
    }

    private static ApplicationVerdict judge(Device.Turn turn) {
        return judge(Fruit.printed(), Device.run(WORLD, turn));
    }

    private static String label(byte[] scores) {
        return Fruit.LABELS.get(Answers.best(scores));
    }

    private static void right(Device device, int turn) {
        device.print(label(device.infer(Device.shares(device.read()))));
    }

    @Test
    void acceptsWhatIsRight() {
        ApplicationVerdict verdict = judge(JudgeTest::right);
        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.cause()).isEmpty();
        assertThat(verdict.rightByLabel()).isEqualTo(Fruit.ROWS);
        assertThat(verdict.rows()).isEqualTo(Fruit.ROWS);
    }

    @Test
    void toleratesChatterUnlessStrict() {
        Device.Turn chatty = (device, turn) -> {
            right(device, turn);
            device.print("temperature 21.5");
        };
        assertThat(judge(chatty).passed()).isTrue();
        Expectations it = Fruit.printed();
        Expectations strict = new Expectations(
                it.period(), it.settle(), it.unsureBelow(), it.expected(), it.atMostEvery(), it.holds(), true);
        ApplicationVerdict verdict = judge(strict, Device.run(WORLD, chatty));
        assertThat(verdict.failedRows()).isEqualTo(Fruit.ROWS);
        assertCause(verdict, Kind.OTHER_LINES);
    }

    @Test
    void failuresNameRowReadingAndWhatHappened() {
        ApplicationVerdict verdict = judge((device, turn) -> {
            device.infer(Device.shares(device.read()));
            device.print("banana");
        });
        ApplicationVerdict.Failure failure = verdict.failures().getFirst();
        assertThat(failure.problem()).isEqualTo(Problem.WRONG_LINE);
        assertThat(failure.text())
                .matches(
                        "row \\d+, reading Red \\d+, Green \\d+, Blue \\d+ \\(for the model Red 0\\.\\d+, Green 0\\.\\d+, "
                                + "Blue 0\\.\\d+\\): expected (apple, line 'apple'|kiwi, line 'kiwi'); it printed 'banana' "
                                + "[0-9.]+ s after the row was shown, which is for banana");
        assertCause(verdict, Kind.CONSTANT_OUTPUT);
        assertThat(verdict.failedRows()).isEqualTo(8);
    }

    @Test
    void saysWhichLabelsAreMixedUp() {
        ApplicationVerdict verdict = judge((device, turn) -> {
            String label = label(device.infer(Device.shares(device.read())));
            device.print(label.equals("apple") ? "kiwi" : label.equals("kiwi") ? "apple" : label);
        });
        assertCause(verdict, Kind.LABELS_MIXED_UP);
        assertThat(verdict.cause().orElseThrow().text())
                .contains("kiwi for apple")
                .contains("apple for kiwi");
    }

    @Test
    void tellsWrongInputsApart() {
        assertCause(input((device, c) -> new float[] {c[0], c[1], c[2]}), Kind.RAW_READINGS);
        assertCause(input((device, c) -> swapped(Device.shares(c))), Kind.OTHER_ORDER);
        assertCause(input((device, c) -> new float[] {c[0] / 255, c[1] / 255, c[2] / 255}), Kind.OTHER_DIVISOR);
        assertCause(input((device, c) -> times(Device.shares(c), 100)), Kind.OTHER_DIVISOR);
        assertCause(input((device, c) -> new float[] {0, 0, 0}), Kind.INTEGER_DIVISION);
        assertCause(
                input((device, c) -> new float[] {Device.shares(c)[0], Device.shares(c)[1], 77}), Kind.ONE_INPUT_WRONG);
        assertCause(input((device, c) -> new float[] {Float.NaN, 0, 0}), Kind.NOT_A_NUMBER);
        float clear = 3;
        assertCause(
                input((device, c) -> times(Device.shares(c), (c[0] + c[1] + c[2]) / (c[0] + clear * c[1] + c[2]))),
                Kind.OTHER_DIVISOR);
    }

    private interface Made {
        float[] of(Device device, float[] counts);
    }

    private static ApplicationVerdict input(Made made) {
        return judge((device, turn) -> device.print(label(device.infer(made.of(device, device.read())))));
    }

    private static float[] swapped(float[] values) {
        return new float[] {values[2], values[1], values[0]};
    }

    private static float[] times(float[] values, float factor) {
        return new float[] {values[0] * factor, values[1] * factor, values[2] * factor};
    }

    @Test
    void findsWhatDoesNotHappen() {
        assertCause(judge((device, turn) -> device.print("apple")), Kind.SENSOR_NOT_READ);
        assertCause(judge((device, turn) -> device.pin(13, turn % 2 == 0)), Kind.ONLY_BLINKS);
        assertCause(
                judge((device, turn) -> {
                    float[] shares = Device.shares(device.read());
                    device.print(shares[0] > 0.5 ? "apple" : shares[0] > 0.4 ? "banana" : "kiwi");
                }),
                Kind.MODEL_NOT_CALLED);
        assertCause(judge((device, turn) -> device.infer(Device.shares(device.read()))), Kind.SILENT);
        assertCause(
                judge((device, turn) -> {
                    if (turn < 30) {
                        right(device, turn);
                    }
                }),
                Kind.STOPS);
    }

    @Test
    void findsWhatComesAtTheWrongTime() {
        Device.Turn all = JudgeTest::right;
        assertCause(judge(Fruit.printed(), Device.run(WORLD, 200_000, all)), Kind.TOO_OFTEN);
        assertCause(judge(Fruit.printed(), Device.run(WORLD, 1_700_000, all)), Kind.TOO_RARE);
        assertCause(judge(Fruit.printed(), Device.run(WORLD, 13_000_000, all)), Kind.SENSOR_READ_TOO_RARELY);
        java.util.ArrayDeque<String> queue = new java.util.ArrayDeque<>();
        assertCause(
                judge((device, turn) -> {
                    queue.add(label(device.infer(Device.shares(device.read()))));
                    if (queue.size() > 5) {
                        device.print(queue.remove());
                    }
                }),
                Kind.TOO_LATE);
    }

    @Test
    void findsOtherWords() {
        assertCause(says(scores -> label(scores).toUpperCase(java.util.Locale.ROOT)), Kind.OTHER_SPELLING);
        assertCause(says(scores -> "class " + Answers.best(scores)), Kind.CLASS_NUMBER);
        assertCause(says(scores -> "hello"), Kind.UNKNOWN_LINES);
    }

    private static ApplicationVerdict says(java.util.function.Function<byte[], String> words) {
        return judge((device, turn) -> device.print(words.apply(device.infer(Device.shares(device.read())))));
    }

    @Test
    void judgesWithoutSeeingInside() {
        Trace full = Device.run(WORLD, JudgeTest::right);
        List<Trace.Event> outside = full.events().stream()
                .filter(event -> event instanceof Trace.Event.Line || event instanceof Trace.Event.Row)
                .toList();
        assertThat(judge(Fruit.printed(), new Trace("simavr", outside, Trace.Ending.DONE, ""))
                        .passed())
                .isTrue();
        assertCause(
                judge(Fruit.printed(), new Trace("simavr", List.of(), Trace.Ending.BLOCKED, "nothing for 2 s")),
                Kind.BLOCKED);
    }

    @Test
    void judgesSerialLines() {
        Binding serial = new Binding(Binding.Origin.SERIAL_LINES, List.of(), List.of());
        float[][] rows = Fruit.rows(Fruit.ROWS, 2);
        World world = WorldMaker.of(rows, Fruit.contract(), serial, Fruit.printed(), 1);
        List<Trace.Event> events = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            for (int second = 0; second < 5; second++) {
                long now = (world.start().toMillis() + 5000L * r + 1000L * second) * 1000;
                events.add(new Trace.Event.Read(now, "serial", List.of(rows[r][0], rows[r][1], rows[r][2])));
                events.add(new Trace.Event.Line(now + 500, label(Fruit.scores(rows[r]))));
            }
        }
        Trace trace = new Trace("simavr", events, Trace.Ending.DONE, "");
        ApplicationVerdict verdict = Judge.judge(
                Fruit.printed(), trace, Fruit.contract(), serial, world, Fruit::scores, Fruit.classes(Fruit.ROWS));
        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.rightByLabel()).isEqualTo(Fruit.ROWS);
    }

    @Test
    void judgesPinsAndTheirTime() {
        Expectations it = Fruit.printedAndLit();
        Device.Turn lit = (device, turn) -> {
            String label = label(device.infer(Device.shares(device.read())));
            device.print(label);
            device.pin(13, label.equals("apple"));
        };
        Device.Turn inverted = (device, turn) -> {
            String label = label(device.infer(Device.shares(device.read())));
            device.print(label);
            device.pin(13, !label.equals("apple"));
        };
        assertThat(judge(it, Device.run(WORLD, lit)).failures()).isEmpty();
        assertCause(judge(it, Device.run(WORLD, inverted)), Kind.PIN_INVERTED);
        Expectations holding = new Expectations(
                it.period(),
                it.settle(),
                it.unsureBelow(),
                it.expected(),
                it.atMostEvery(),
                Optional.of(Duration.ofSeconds(30)),
                false);
        assertCause(
                judge(holding, Device.run(WORLD, (device, turn) -> {
                    lit.run(device, turn);
                    if (turn == 12) {
                        device.pin(13, false);
                        device.pin(13, true);
                    }
                })),
                Kind.PIN_TOO_SHORT);
    }

    @Test
    void listsTwentyFailuresAndCountsAll() {
        Expectations it = Fruit.printed();
        World world = WorldMaker.of(Fruit.rows(60, 4), Fruit.contract(), Fruit.binding(), it, 1);
        ApplicationVerdict verdict = Judge.judge(
                it,
                Device.run(world, (device, turn) -> device.read()),
                Fruit.contract(),
                Fruit.binding(),
                world,
                Fruit::scores,
                Fruit.classes(60),
                java.util.stream.IntStream.range(0, 60)
                        .mapToObj(i -> "fruit.csv line " + (i + 2))
                        .toList());
        assertThat(verdict.failures()).hasSize(20);
        assertThat(verdict.failedRows()).isEqualTo(60);
        assertThat(verdict.failures().get(4).text()).startsWith("row 4 (fruit.csv line 6), reading Red ");
        assertThat(verdict.summary()).startsWith("the sketch did not do what is expected in 60 of 60 rows: ");
    }

    private static void assertCause(ApplicationVerdict verdict, Kind kind) {
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.cause().orElseThrow().kind())
                .as(() -> verdict.cause() + "\n" + verdict.failures().getFirst().text())
                .isEqualTo(kind);
        assertThat(verdict.cause().orElseThrow().hint()).isNotBlank();
    }
}
