package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Cause;
import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.application.ApplicationVerdict.Problem;
import dev.tinywright.application.Row.Call;
import dev.tinywright.application.RowJudge.Result;
import dev.tinywright.arduino.Trace;
import dev.tinywright.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the most probable reason for the failures of a run: what comes first on the way from sensor to output counts. */
final class CauseFinder {
    private final List<Result> results;
    private final Trace trace;
    private final Expectations expectations;
    private final Contract contract;
    private final Transform transform;
    private final Outputs outputs;
    private final RowJudge judge;

    CauseFinder(
            List<Result> results,
            Trace trace,
            Expectations expectations,
            Contract contract,
            Transform transform,
            Outputs outputs,
            RowJudge judge) {
        this.results = results;
        this.trace = trace;
        this.expectations = expectations;
        this.contract = contract;
        this.transform = transform;
        this.outputs = outputs;
        this.judge = judge;
    }

    Cause find() {
        return ended().or(this::sensor)
                .or(this::calls)
                .or(this::inputs)
                .or(this::scores)
                .or(() -> new OutputFault(results, trace, expectations, contract, outputs).find())
                .orElseGet(() -> new Cause(
                        Kind.UNKNOWN,
                        "no single reason explains the failures; the first: "
                                + results.stream()
                                        .flatMap(result -> result.failure().stream())
                                        .findFirst()
                                        .map(ApplicationVerdict.Failure::text)
                                        .orElse(""),
                        "look at the failures row by row"));
    }

    private Optional<Cause> ended() {
        long rows =
                results.stream().filter(result -> result.problem().isEmpty()).count();
        String after = " after " + rows + " right rows: " + trace.detail();
        return switch (trace.ending()) {
            case DONE -> Optional.empty();
            case BLOCKED ->
                cause(
                        Kind.BLOCKED,
                        "the sketch blocks" + after,
                        "look for a loop that never ends, such as while (1) or one that waits for what never comes");
            case FAULT ->
                cause(
                        Kind.FAULT,
                        "the sketch crashes" + after,
                        trace.detail().contains("memory: ")
                                ? "look for a String or another object that only grows"
                                : "look for a null pointer, an index outside of its array, endless recursion or a large local array");
            case FLOOD ->
                cause(
                        Kind.FLOOD,
                        "the sketch does more than any run may record" + after,
                        "add a delay or a timer: it writes in every turn of loop()");
        };
    }

    private Optional<Cause> sensor() {
        if (!trace.seesInside()) {
            return Optional.empty();
        }
        List<Integer> read = indices(result -> !result.row().raw().isEmpty());
        if (read.isEmpty()) {
            return neverRead();
        }
        int missing = results.size() - read.size();
        if (missing == 0) {
            return Optional.empty();
        }
        if (read.getLast() == 0 && results.getFirst().row().raw().size() <= 2) {
            return cause(
                    Kind.SENSOR_READ_ONCE,
                    "the sketch reads its sensor at the start only, and then never again",
                    "read the sensor in loop(), before each call of the model");
        }
        boolean prefix = read.getLast() == read.size() - 1;
        return prefix
                ? cause(
                        Kind.STOPS,
                        "the sketch stops reading its sensor after " + read.size() + " of " + results.size() + " rows",
                        "look for a counter that ends the work, or memory that runs out")
                : cause(
                        Kind.SENSOR_READ_TOO_RARELY,
                        "the sketch reads its sensor too rarely: not at all while " + missing + " of " + results.size()
                                + " rows were shown for " + RowJudge.seconds(dwell()) + " each",
                        "shorten the delay between readings to at most "
                                + ExpectationsFile.text(expectations.period()));
    }

    private Optional<Cause> neverRead() {
        boolean lines =
                results.stream().anyMatch(result -> !result.row().lines().isEmpty());
        if (!lines && outputs.anyPinChanges()) {
            return cause(
                    Kind.ONLY_BLINKS,
                    "the sketch only blinks: it never reads its sensor, never calls the model and prints nothing",
                    "read the sensor and call the model in loop()");
        }
        return cause(
                Kind.SENSOR_NOT_READ,
                "the sketch never reads its sensor" + (lines ? "" : " and prints nothing: does it wait for something?"),
                lines
                        ? "read the sensor in loop(), before each call of the model"
                        : "look for a loop in setup() or loop() that waits for what never comes, such as a sensor of another kind");
    }

    private long dwell() {
        return results.getFirst().row().end() - results.getFirst().row().start();
    }

    private Optional<Cause> calls() {
        if (!trace.seesInside()) {
            return Optional.empty();
        }
        if (results.stream().allMatch(result -> result.row().calls().isEmpty())) {
            return cause(
                    Kind.MODEL_NOT_CALLED,
                    "the sketch reads its sensor and never calls the model",
                    "call " + contract.model() + "_classify with the readings, and show its answer");
        }
        List<Integer> missing = indices(
                result -> result.problem().filter(Problem.NOT_ASKED::equals).isPresent());
        return missing.size() * 2L > failed()
                ? cause(
                        Kind.STOPS,
                        "the sketch reads its sensor, and does not call the model in " + missing.size() + " of "
                                + results.size() + " rows, first in row " + missing.getFirst(),
                        "call the model after every reading")
                : Optional.empty();
    }

    private long failed() {
        return results.stream().filter(result -> result.failure().isPresent()).count();
    }

    private Optional<Cause> inputs() {
        long wrong = results.stream()
                .filter(result ->
                        result.problem().filter(Problem.WRONG_INPUT::equals).isPresent())
                .count();
        if (wrong * 4 < failed() || wrong == 0) {
            return Optional.empty();
        }
        return new InputFault(wrongCalls(), contract, transform).find();
    }

    private List<InputFault.Case> wrongCalls() {
        List<InputFault.Case> cases = new ArrayList<>();
        List<float[]> earlier = new ArrayList<>();
        for (Result result : results) {
            for (Call call : result.row().settledCalls()) {
                if (Transform.isKnown(call.raw()) && !judge.isAllowed(result.row(), call)) {
                    cases.add(new InputFault.Case(
                            call, call.given(), transform.readings(call.raw()), List.copyOf(earlier)));
                }
            }
            earlier.addAll(result.row().readings());
            while (earlier.size() > 200) {
                earlier.removeFirst();
            }
        }
        return cases;
    }

    private Optional<Cause> scores() {
        return results.stream()
                .filter(result ->
                        result.problem().filter(Problem.WRONG_SCORES::equals).isPresent())
                .findFirst()
                .flatMap(result -> result.failure())
                .flatMap(failure -> cause(
                        Kind.OTHER_SCORES,
                        "the model in the sketch is not the one that was verified: " + failure.happened() + ", not "
                                + failure.expected(),
                        "replace the model's files by those of the last build"));
    }

    private List<Integer> indices(java.util.function.Predicate<Result> holds) {
        return results.stream()
                .filter(holds)
                .map(result -> result.row().index())
                .toList();
    }

    private static Optional<Cause> cause(Kind kind, String text, String hint) {
        return Optional.of(new Cause(kind, text, hint));
    }
}
