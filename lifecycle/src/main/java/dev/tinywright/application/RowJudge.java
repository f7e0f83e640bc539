package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Failure;
import dev.tinywright.application.ApplicationVerdict.Problem;
import dev.tinywright.application.Expectations.Expected;
import dev.tinywright.application.Expectations.Level;
import dev.tinywright.application.Row.Call;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.contract.Contract;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges what happened while one row was shown. */
final class RowJudge {
    private final Expectations expectations;
    private final Trace trace;
    private final Transform transform;
    private final Answers answers;
    private final Outputs outputs;
    private final Function<float[], byte[]> model;
    private final float[] ranges;
    private final long lastMicros;

    RowJudge(
            Expectations expectations,
            Trace trace,
            Contract contract,
            Transform transform,
            Outputs outputs,
            Function<float[], byte[]> model) {
        this.expectations = expectations;
        this.trace = trace;
        this.transform = transform;
        this.answers = new Answers(contract, expectations.unsureBelow());
        this.outputs = outputs;
        this.model = model;
        this.ranges = new float[contract.inputs().size()];
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] =
                    contract.inputs().get(i).high() - contract.inputs().get(i).low();
        }
        this.lastMicros =
                trace.events().isEmpty() ? 0 : trace.events().getLast().micros();
    }

    /**
     * @param accepted answers that the model gives for what was handed out while the row was shown
     * @param shown answers that the outputs stood for once they had settled
     */
    record Result(Row row, Set<String> accepted, Set<String> shown, Optional<Failure> failure) {
        Optional<Problem> problem() {
            return failure.map(Failure::problem);
        }
    }

    /** What is wrong, before it is told with the row. */
    record Finding(Problem problem, String expected, String happened) {}

    /**
     * @param shown raw values of the row, without noise
     * @param origin of the row, may be empty
     */
    Result judge(Row row, float[] shown, String origin) {
        Set<String> accepted = accepted(row, shown);
        Optional<Finding> finding = running(row)
                .or(() -> asked(row, accepted))
                .or(() -> lines(row, accepted))
                .or(() -> presence(row, accepted))
                .or(() -> rate(row))
                .or(() -> pins(row, accepted))
                .or(() -> holds(row));
        Optional<Failure> failure = finding.map(found -> new Failure(
                row.index(), origin, found.problem(), reading(row, shown), found.expected(), found.happened()));
        return new Result(row, accepted, shown(row), failure);
    }

    private Set<String> accepted(Row row, float[] shown) {
        Set<String> accepted = new LinkedHashSet<>();
        row.readings().forEach(reading -> accepted.addAll(answers.of(model.apply(reading))));
        if (!row.raw().isEmpty()) {
            accepted.addAll(answers.of(model.apply(transform.readings(row.mean()))));
        }
        for (Call call : row.calls()) {
            if (isRight(call) && row.allows(call.given(), transform, ranges)) {
                accepted.addAll(answers.of(call.scores()));
            }
        }
        if (accepted.isEmpty()) {
            accepted.addAll(answers.of(model.apply(transform.readings(shown))));
        }
        return accepted;
    }

    private boolean isRight(Call call) {
        return call.given().length == transform.inputs() && Arrays.equals(model.apply(call.given()), call.scores());
    }

    boolean isAllowed(Row row, Call call) {
        return row.allows(call.given(), transform, ranges);
    }

    private Optional<Finding> running(Row row) {
        if (trace.ending() == Trace.Ending.DONE || row.end() <= lastMicros) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Problem.NOT_RUNNING,
                "a running sketch",
                "it had ended " + seconds(lastMicros) + " after the start: " + trace.detail()));
    }

    /** Where the run shows it: whether the sensor was read and the model asked, with the right numbers. */
    private Optional<Finding> asked(Row row, Set<String> accepted) {
        if (!trace.seesInside()) {
            return Optional.empty();
        }
        if (row.raw().isEmpty()) {
            return found(Problem.NOT_READ, "the sensor to be read", "it was not, while the row was shown");
        }
        List<Call> calls = row.settledCalls();
        if (calls.isEmpty()) {
            return found(Problem.NOT_ASKED, expected(accepted), "the model was not called" + printed(row));
        }
        Call last = calls.getLast();
        if (!row.allows(last.given(), transform, ranges)) {
            return found(
                    Problem.WRONG_INPUT,
                    "a call of the model with " + transform.named(row.readings().getLast()),
                    "it was called with " + transform.named(last.given()) + printed(row));
        }
        return calls.stream()
                .filter(call -> !isRight(call))
                .findFirst()
                .flatMap(call -> found(
                        Problem.WRONG_SCORES,
                        "the scores " + Arrays.toString(model.apply(call.given())),
                        "the device's model answered " + Arrays.toString(call.scores())));
    }

    private Optional<Finding> lines(Row row, Set<String> accepted) {
        if (accepted.stream().anyMatch(this::isAnything)) {
            return Optional.empty();
        }
        for (Event.Line line : row.settledLines()) {
            Set<String> meanings = outputs.meanings(line.text());
            if (meanings.stream().noneMatch(accepted::contains) && !meanings.isEmpty()) {
                boolean silence = accepted.stream().allMatch(this::isSilent);
                return found(
                        silence ? Problem.NOT_SILENT : Problem.WRONG_LINE,
                        expected(accepted),
                        "it printed " + quoted(line.text()) + " " + after(row, line) + ", which is for "
                                + Answers.either(meanings));
            }
        }
        return strict(row);
    }

    Optional<Finding> strict(Row row) {
        if (!expectations.strict()) {
            return Optional.empty();
        }
        return row.lines().stream()
                .filter(line ->
                        !line.text().isBlank() && outputs.meanings(line.text()).isEmpty())
                .findFirst()
                .flatMap(line -> found(
                        Problem.OTHER_LINE,
                        "no line that nothing expects",
                        "it printed " + quoted(line.text()) + " " + after(row, line)));
    }

    /** True for an answer that nothing is expected of. */
    boolean isAnything(String answer) {
        Expected expected = expectations.expected().get(answer);
        return expected == null || (expected.line().isEmpty() && expected.pins().isEmpty() && !expected.silent());
    }

    boolean isSilent(String answer) {
        return Optional.ofNullable(expectations.expected().get(answer))
                .map(Expected::silent)
                .orElse(false);
    }

    boolean hasLine(String answer) {
        return Optional.ofNullable(expectations.expected().get(answer))
                .flatMap(Expected::line)
                .isPresent();
    }

    /** At least one right line every period, a fifth more and 50 ms for the time that reading and printing take. */
    Optional<Finding> presence(Row row, Set<String> accepted) {
        if (!accepted.stream().allMatch(this::hasLine)) {
            return Optional.empty();
        }
        long period = expectations.period().toNanos() / 1000;
        long limit = period * 6 / 5 + 50_000;
        List<Long> times = row.lines().stream()
                .filter(line -> outputs.meanings(line.text()).stream().anyMatch(accepted::contains))
                .map(Event.Line::micros)
                .toList();
        long previous = row.settled() - period;
        long gap = 0;
        for (long time : times) {
            gap = Math.max(gap, time - previous);
            previous = Math.max(previous, time);
        }
        gap = Math.max(gap, row.end() - previous);
        if (gap <= limit) {
            return Optional.empty();
        }
        if (times.stream().noneMatch(time -> time >= row.settled())) {
            return found(Problem.NO_LINE, expected(accepted), nothing(row));
        }
        return found(
                Problem.TOO_RARE,
                expected(accepted) + " every " + ExpectationsFile.text(expectations.period()),
                "it came after " + seconds(gap) + " only");
    }

    private String nothing(Row row) {
        return row.settledLines().isEmpty()
                ? "it printed nothing from " + seconds(row.settled() - row.start())
                        + " after the row was shown to its end"
                : "it printed " + quoted(row.settledLines().getLast().text());
    }

    Optional<Finding> rate(Row row) {
        if (expectations.atMostEvery().isEmpty()) {
            return Optional.empty();
        }
        long limit = expectations.atMostEvery().get().toNanos() / 1000;
        long previous = Long.MIN_VALUE / 2;
        for (Event.Line line : row.lines()) {
            if (!outputs.meanings(line.text()).isEmpty()) {
                if (line.micros() - previous < limit * 9 / 10) {
                    return found(
                            Problem.TOO_OFTEN,
                            "at most one line every "
                                    + ExpectationsFile.text(
                                            expectations.atMostEvery().get()),
                            "two came within " + seconds(line.micros() - previous));
                }
                previous = line.micros();
            }
        }
        return Optional.empty();
    }

    Optional<Finding> pins(Row row, Set<String> accepted) {
        for (String pin : outputs.pins()) {
            Set<Level> allowed = outputs.allowed(pin, accepted);
            Level level = outputs.level(pin, row.settled());
            if (!allowed.contains(level)) {
                return found(Problem.WRONG_PIN, expected(accepted), pin + " was " + name(level));
            }
            for (Map.Entry<Long, Level> change :
                    outputs.changes(pin).subMap(row.settled(), row.end()).entrySet()) {
                if (!allowed.contains(change.getValue())) {
                    return found(
                            Problem.WRONG_PIN,
                            expected(accepted),
                            pin + " went " + name(change.getValue()) + " " + seconds(change.getKey() - row.start())
                                    + " after the row was shown");
                }
            }
        }
        return Optional.empty();
    }

    Optional<Finding> holds(Row row) {
        if (expectations.holds().isEmpty()) {
            return Optional.empty();
        }
        long least = expectations.holds().get().toNanos() / 1000;
        for (String pin : outputs.pins()) {
            long previous = Long.MIN_VALUE / 2;
            for (long time : outputs.changes(pin).keySet()) {
                if (time - previous < least * 95 / 100 && time >= row.start() && time < row.end()) {
                    return found(
                            Problem.PIN_TOO_SHORT,
                            pin + " to keep its level for "
                                    + ExpectationsFile.text(expectations.holds().get()),
                            "it changed after " + seconds(time - previous));
                }
                previous = time;
            }
        }
        return Optional.empty();
    }

    /** Returns the answers that lines stood for after the row had settled; without such lines, those of the pins at its end. */
    private Set<String> shown(Row row) {
        Set<String> shown = new LinkedHashSet<>();
        row.settledLines().forEach(line -> shown.addAll(outputs.meanings(line.text())));
        return shown.isEmpty() ? outputs.meanings(row.end() - 1) : shown;
    }

    private String reading(Row row, float[] shown) {
        float[] raw = row.raw().isEmpty() ? shown : row.raw().getLast();
        String text = (row.raw().isEmpty() ? "shown " : "reading ") + transform.named(raw);
        return transform.changes() ? text + " (for the model " + transform.named(transform.readings(raw)) + ")" : text;
    }

    String expected(Set<String> accepted) {
        return accepted.stream().map(this::expected).collect(Collectors.joining(" or "));
    }

    private String expected(String answer) {
        Expected expected = expectations.expected().get(answer);
        if (expected == null) {
            return answer + " (anything)";
        }
        StringBuilder text = new StringBuilder(answer);
        expected.line().ifPresent(line -> text.append(", line ").append(quoted(line)));
        expected.pins()
                .forEach((pin, level) ->
                        text.append(", ").append(pin).append(' ').append(name(level)));
        return text.append(expected.silent() ? ", silence" : "").toString();
    }

    private String printed(Row row) {
        return row.settledLines().isEmpty()
                ? ""
                : ", and it printed " + quoted(row.settledLines().getLast().text());
    }

    private static Optional<Finding> found(Problem problem, String expected, String happened) {
        return Optional.of(new Finding(problem, expected, happened));
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    static String quoted(String text) {
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
    }

    private static String after(Row row, Event.Line line) {
        return seconds(line.micros() - row.start()) + " after the row was shown";
    }

    static String seconds(long micros) {
        return micros < 1_000_000
                ? Transform.number(micros / 1e3) + " ms"
                : String.format(Locale.ROOT, "%.2f s", micros / 1e6).replaceAll("\\.?0+ s", " s");
    }
}
