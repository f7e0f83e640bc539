package dev.tinywright.application;

import dev.tinywright.application.Output.Field;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Writes what a sketch for a wish must be seen to do: {@code expect.yaml}. */
public final class ExpectationWriter {
    private static final Duration MARGIN = Duration.ofMillis(500);

    private ExpectationWriter() {}

    /** Returns the text of expect.yaml. */
    public static String text(Wish wish, Contract contract, Board board) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# What the device must be seen to do. Written with the sketch, yours to change.\n");
        yaml.append("version: 1\n");
        yaml.append("period: ").append(CppText.duration(wish.period())).append('\n');
        yaml.append("settle: ").append(CppText.duration(settle(wish))).append('\n');
        unjudgedBelow(wish).ifPresent(share -> yaml.append("unsureBelow: ")
                .append(OutputCode.percent(share))
                .append('\n'));
        yaml.append("expect:\n");
        for (int c = 0; c < contract.labels().size(); c++) {
            yaml.append("  ")
                    .append(quoted(contract.labels().get(c)))
                    .append(": ")
                    .append(ofClass(wish, contract, board, c))
                    .append('\n');
        }
        if (unjudgedBelow(wish).isPresent()) {
            yaml.append("  unsure: ").append(ofUnsure(wish, board)).append('\n');
        }
        keep(wish)
                .ifPresent(keep ->
                        yaml.append("holds: ").append(CppText.duration(keep)).append('\n'));
        return yaml.toString();
    }

    /** A change shows after the decisions that must agree, and after a pin has kept its level. */
    static Duration settle(Wish wish) {
        Duration decisions = wish.period().multipliedBy(wish.debounce().of() + 1L);
        return decisions.plus(keep(wish).orElse(Duration.ZERO)).plus(MARGIN);
    }

    private static java.util.Optional<Duration> keep(Wish wish) {
        return wish.outputs().stream()
                .filter(Output.Pin.class::isInstance)
                .map(output -> ((Output.Pin) output).keep())
                .filter(keep -> !keep.isZero())
                .max(Duration::compareTo);
    }

    private static OptionalDouble hysteresisFrom(Wish wish) {
        return wish.outputs().stream()
                .filter(Output.Pin.class::isInstance)
                .flatMap(output -> ((Output.Pin) output).hysteresis().stream())
                .mapToDouble(Output.Hysteresis::on)
                .max();
    }

    /** Below a hysteresis's upper threshold the level depends on what was before, so such rows are not judged. */
    private static OptionalDouble unjudgedBelow(Wish wish) {
        OptionalDouble hysteresis = hysteresisFrom(wish);
        return hysteresis.isPresent()
                ? OptionalDouble.of(
                        Math.max(hysteresis.getAsDouble(), wish.unsureBelow().orElse(0)))
                : wish.unsureBelow();
    }

    private static String ofClass(Wish wish, Contract contract, Board board, int c) {
        List<String> entries = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        boolean prints = false;
        for (Output output : wish.outputs()) {
            if (!(output instanceof Output.Pin)) {
                prints = true;
                line(output, contract, c).ifPresent(lines::add);
            }
        }
        if (!lines.isEmpty()) {
            entries.add("line: " + quoted(String.join("|", lines)));
        } else if (prints) {
            entries.add("silent: true");
        }
        pins(wish, board, c).ifPresent(entries::add);
        return "{" + String.join(", ", entries) + "}";
    }

    private static java.util.Optional<String> pins(Wish wish, Board board, int c) {
        List<String> levels = new ArrayList<>();
        for (Output output : wish.outputs()) {
            if (output instanceof Output.Pin pin) {
                boolean on = c >= 0 && pin.classes().contains(c) != pin.inverted();
                levels.add(pin.pin() + ": " + (on != Leds.isActiveLow(pin.pin(), board) ? "high" : "low"));
            }
        }
        return levels.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of("pins: {" + String.join(", ", levels) + "}");
    }

    private static java.util.Optional<String> line(Output output, Contract contract, int c) {
        String label = contract.labels().get(c);
        return switch (output) {
            case Output.Json json ->
                java.util.Optional.of("\\{\"class\":\"" + literal(OutputCode.jsonText(label))
                        + "\",\"confidence\":[01]\\.[0-9][0-9]\\}");
            case Output.Print print -> {
                if (!print.classes().isEmpty() && !print.classes().contains(c)) {
                    yield java.util.Optional.empty();
                }
                yield java.util.Optional.of(
                        print.text().isEmpty()
                                ? String.join(
                                        " ",
                                        print.fields().stream()
                                                .map(field -> field(field, label, c))
                                                .toList())
                                : literal(print.text()));
            }
            case Output.Pin pin -> java.util.Optional.empty();
        };
    }

    private static String field(Field field, String label, int c) {
        return switch (field) {
            case LABEL -> literal(label);
            case NUMBER -> Integer.toString(c);
            case CONFIDENCE -> "[0-9]{1,3} %";
        };
    }

    private static String ofUnsure(Wish wish, Board board) {
        if (hysteresisFrom(wish).isPresent()) {
            return "{}";
        }
        List<String> entries = new ArrayList<>();
        boolean json = wish.outputs().stream().anyMatch(Output.Json.class::isInstance);
        boolean prints = wish.outputs().stream()
                .anyMatch(o -> o instanceof Output.Print print
                        && print.text().isEmpty()
                        && print.classes().isEmpty());
        boolean any = wish.outputs().stream().anyMatch(o -> !(o instanceof Output.Pin));
        if (any && (wish.silentWhenUnsure() || !(json || prints))) {
            entries.add("silent: true");
        } else if (any) {
            List<String> lines = new ArrayList<>();
            if (prints) {
                lines.add("unsure");
            }
            if (json) {
                lines.add("\\{\"class\":\"unsure\",\"confidence\":[01]\\.[0-9][0-9]\\}");
            }
            entries.add("line: " + quoted(String.join("|", lines)));
        }
        pins(wish, board, -1).ifPresent(entries::add);
        return "{" + String.join(", ", entries) + "}";
    }

    /** Returns a regular expression for just this text. */
    static String literal(String text) {
        return Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]").matcher(text).replaceAll(m -> "\\\\\\" + m.group());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
