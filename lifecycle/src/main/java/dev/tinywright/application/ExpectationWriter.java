package dev.tinywright.application;

import dev.tinywright.application.Expectations.Expected;
import dev.tinywright.application.Expectations.Level;
import dev.tinywright.application.Output.Field;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes what a sketch for a wish must be seen to do: {@code expect.yaml}. */
public final class ExpectationWriter {
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final Duration PRINTING = Duration.ofMillis(20);
    private static final int NO_CLASS = -1;

    private final Wish wish;
    private final Contract contract;
    private final Board board;

    private ExpectationWriter(Wish wish, Contract contract, Board board) {
        this.wish = wish;
        this.contract = contract;
        this.board = board;
    }

    /** @param board some LEDs are lit by a low level */
    public static Expectations write(Wish wish, Contract contract, Board board) {
        return new ExpectationWriter(wish, contract, board).write();
    }

    /** Returns what a sketch of windows must be seen to do: outputs follow each answer at once. */
    public static Expectations write(Wish wish, Contract contract, Board board, WindowUse use) {
        WindowWish windows = WindowWish.of(wish, use, contract.labels());
        Expectations rows = write(windows.wish(), contract, board);
        return new Expectations(
                rows.period(),
                settle(windows),
                rows.unsureBelow(),
                rows.expected(),
                rows.atMostEvery(),
                rows.holds(),
                rows.strict(),
                windows.once());
    }

    /** Lines take time to be printed, and what is printed every so often tells of the windows before. */
    private static Duration settle(WindowWish windows) {
        Wish wish = windows.wish();
        Duration periods = wish.debounce().isNone()
                ? windows.every() > 1 ? wish.period() : Duration.ZERO
                : wish.period().multipliedBy(wish.debounce().of() + 1L);
        Duration keep = wish.outputs().stream()
                .filter(Output.Pin.class::isInstance)
                .map(output -> ((Output.Pin) output).keep())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return periods.plus(keep).plus(PRINTING);
    }

    private Expectations write() {
        Map<String, Expected> expected = new LinkedHashMap<>();
        for (int c = 0; c < contract.labels().size(); c++) {
            expected.put(contract.labels().get(c), ofClass(c));
        }
        if (wish.unsureBelow().isPresent() && hysteresis().isEmpty()) {
            expected.putIfAbsent(Expectations.UNSURE, ofUnsure());
        }
        return new Expectations(
                wish.period(),
                settle(),
                unjudgedBelow(),
                expected,
                Optional.empty(),
                keep().isZero() ? Optional.empty() : Optional.of(keep()),
                false);
    }

    /** A change shows after the decisions that must agree, and after a pin has kept its level. */
    private Duration settle() {
        return wish.period()
                .multipliedBy(wish.debounce().of() + 1L)
                .plus(keep())
                .plus(MARGIN);
    }

    private Stream<Output.Pin> pins() {
        return wish.outputs().stream().filter(Output.Pin.class::isInstance).map(Output.Pin.class::cast);
    }

    private Duration keep() {
        return pins().map(Output.Pin::keep).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private OptionalDouble hysteresis() {
        return pins().flatMap(pin -> pin.hysteresis().stream())
                .mapToDouble(Output.Hysteresis::on)
                .max();
    }

    /** Below a hysteresis's upper threshold the level depends on what was before: nothing is expected there. */
    private OptionalDouble unjudgedBelow() {
        return hysteresis().isPresent()
                ? OptionalDouble.of(
                        Math.max(hysteresis().getAsDouble(), wish.unsureBelow().orElse(0)))
                : wish.unsureBelow();
    }

    private Expected ofClass(int c) {
        List<String> lines = new ArrayList<>();
        for (Output output : wish.outputs()) {
            line(output, c).ifPresent(lines::add);
        }
        return expected(lines, levels(c));
    }

    private Expected ofUnsure() {
        List<String> lines = new ArrayList<>();
        if (!wish.silentWhenUnsure()) {
            for (Output output : wish.outputs()) {
                unsureLine(output).ifPresent(lines::add);
            }
        }
        return expected(lines, levels(NO_CLASS));
    }

    private Expected expected(List<String> lines, SortedMap<String, Level> levels) {
        boolean prints = wish.outputs().stream().anyMatch(output -> !(output instanceof Output.Pin));
        return lines.isEmpty()
                ? new Expected(Optional.empty(), levels, prints)
                : new Expected(Optional.of(String.join("|", lines)), levels, false);
    }

    private SortedMap<String, Level> levels(int c) {
        SortedMap<String, Level> levels = new TreeMap<>();
        pins().forEach(pin -> {
            boolean on = c != NO_CLASS && pin.classes().contains(c) != pin.inverted();
            levels.put(pin.pin(), on != Leds.isActiveLow(pin.pin(), board) ? Level.HIGH : Level.LOW);
        });
        return levels;
    }

    private Optional<String> line(Output output, int c) {
        String label = contract.labels().get(c);
        return switch (output) {
            case Output.Json json -> Optional.of(json(label));
            case Output.Print print ->
                print.classes().isEmpty() || print.classes().contains(c)
                        ? Optional.of(printed(print, label, c))
                        : Optional.empty();
            case Output.Pin pin -> Optional.empty();
        };
    }

    private static Optional<String> unsureLine(Output output) {
        return switch (output) {
            case Output.Json json -> Optional.of(json(Expectations.UNSURE));
            case Output.Print print ->
                print.text().isEmpty() && print.classes().isEmpty()
                        ? Optional.of(Expectations.UNSURE)
                        : Optional.empty();
            case Output.Pin pin -> Optional.empty();
        };
    }

    private static String json(String label) {
        return "\\{\"class\":\"" + Expected.literal(OutputCode.jsonText(label))
                + "\",\"confidence\":[01]\\.[0-9][0-9]\\}";
    }

    private static String printed(Output.Print print, String label, int c) {
        return print.text().isEmpty()
                ? String.join(
                        " ",
                        print.fields().stream()
                                .map(field -> field(field, label, c))
                                .toList())
                : Expected.literal(print.text());
    }

    private static String field(Field field, String label, int c) {
        return switch (field) {
            case LABEL -> Expected.literal(label);
            case NUMBER -> Integer.toString(c);
            case CONFIDENCE -> "[0-9]{1,3} %";
        };
    }
}
