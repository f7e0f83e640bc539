package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Cause;
import dev.tinywright.application.ApplicationVerdict.Failure;
import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.application.ApplicationVerdict.Problem;
import dev.tinywright.application.RowJudge.Result;
import dev.tinywright.application.WindowRun.Decision;
import dev.tinywright.application.WindowRun.Fault;
import dev.tinywright.application.WindowRun.Given;
import dev.tinywright.arduino.Trace;
import dev.tinywright.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the most probable reason why a sketch of windows fails: what comes first on the way from sensor to output counts. */
final class WindowCause {
    /** Wrong frames that are looked at. */
    private static final int MOST_CASES = 2000;

    private final List<Result> spans;
    private final List<Failure> failures;
    private final Trace trace;
    private final Expectations expectations;
    private final Contract contract;
    private final Transform transform;
    private final Outputs outputs;
    private final WindowUse use;
    private final WindowRun run;

    WindowCause(
            List<Result> spans,
            List<Failure> failures,
            Trace trace,
            Expectations expectations,
            Contract contract,
            Transform transform,
            Outputs outputs,
            WindowUse use,
            WindowRun run) {
        this.spans = spans;
        this.failures = failures;
        this.trace = trace;
        this.expectations = expectations;
        this.contract = contract;
        this.transform = transform;
        this.outputs = outputs;
        this.use = use;
        this.run = run;
    }

    Cause find() {
        return ended().or(this::sensor)
                .or(this::values)
                .or(this::rate)
                .or(this::missing)
                .or(this::stops)
                .or(this::scores)
                .or(this::again)
                .or(() -> new OutputFault(spans, trace, expectations, contract, outputs).find())
                .orElseGet(() -> new Cause(
                        Kind.UNKNOWN,
                        "no single reason explains the failures; the first: "
                                + failures.getFirst().text(),
                        "look at the failures one by one"));
    }

    private Optional<Cause> ended() {
        String after = " after " + run.decisions().size() + " windows: " + trace.detail();
        return switch (trace.ending()) {
            case DONE -> Optional.empty();
            case BLOCKED ->
                cause(
                        Kind.BLOCKED,
                        "the sketch blocks" + after,
                        "look for a loop that never ends, or one that waits for what never comes");
            case FAULT ->
                cause(
                        Kind.FAULT,
                        "the sketch crashes" + after,
                        "look for a null pointer, an index outside of its array, or a large local array");
            case FLOOD ->
                cause(
                        Kind.FLOOD,
                        "the sketch does more than any run may record" + after,
                        "print only where a window is ready");
        };
    }

    private Optional<Cause> sensor() {
        if (run.read().isEmpty()) {
            return cause(
                    Kind.SENSOR_NOT_READ,
                    "the sketch never reads a frame of all " + transform.inputs() + " channels",
                    "read the sensor in loop(), " + Transform.number(use.rateHz()) + " times a second");
        }
        return run.decisions().isEmpty()
                ? cause(
                        Kind.MODEL_NOT_CALLED,
                        "the sketch reads its sensor and never asks the model for a window",
                        "push each frame with " + contract.model() + "_push_samples, and call " + contract.model()
                                + "_classify_window where " + contract.model() + "_ready says so")
                : Optional.empty();
    }

    /** Returns the decisions that are wrong for a reason, where these are more than a quarter of all that are. */
    private List<Decision> with(Fault fault) {
        List<Decision> these = run.decisions().stream()
                .filter(decision -> decision.fault().filter(fault::equals).isPresent())
                .toList();
        return these.size() * 4 >= failures.size() ? these : List.of();
    }

    private Optional<Cause> values() {
        List<InputFault.Case> cases = new ArrayList<>();
        for (Decision decision : with(Fault.OTHER_VALUES)) {
            for (Given given : decision.window()) {
                if (!given.isRight() && cases.size() < MOST_CASES) {
                    run.reading(given)
                            .ifPresent(frame -> cases.add(new InputFault.Case(
                                    new Row.Call(frame.micros(), given.values(), new byte[0], frame.raw()),
                                    given.values(),
                                    frame.readings(),
                                    List.of())));
                }
            }
        }
        return new InputFault(cases, contract, transform).find();
    }

    private Optional<Cause> rate() {
        return with(Fault.RATE).stream()
                .findFirst()
                .flatMap(decision -> cause(
                        Kind.OTHER_RATE,
                        "the sketch takes its frames at another rate than " + Transform.number(use.rateHz())
                                + " a second: " + decision.text(),
                        "take a frame every " + RowJudge.seconds(use.frameMicros())
                                + " by micros(), whatever the work in between takes"));
    }

    private Optional<Cause> missing() {
        Optional<Decision> skipped = with(Fault.OTHER_ORDER).stream().findFirst();
        if (skipped.isPresent()) {
            return cause(
                    Kind.FRAMES_SKIPPED,
                    "the model does not get all frames in their order: "
                            + skipped.get().text(),
                    "push every frame that is read, once");
        }
        return with(Fault.HOLE).stream()
                .findFirst()
                .flatMap(decision -> cause(
                        Kind.FRAMES_SKIPPED,
                        "frames are missing inside of windows: " + decision.text(),
                        "do nothing in loop() that takes longer than a frame, or call " + contract.model()
                                + "_restart() after it"));
    }

    private Optional<Cause> stops() {
        Optional<Failure> asked = failures.stream()
                .filter(failure -> failure.problem() == Problem.NOT_ASKED)
                .findFirst();
        if (asked.isEmpty() && with(Fault.TOO_FEW).isEmpty()) {
            return Optional.empty();
        }
        return asked.isPresent()
                ? cause(
                        Kind.STOPS,
                        "the sketch does not ask the model as often as is expected: "
                                + asked.get().happened(),
                        "ask for every window that " + contract.model() + "_ready() says is there")
                : cause(
                        Kind.OTHER_INPUT,
                        "the sketch asks the model before a window is there: "
                                + with(Fault.TOO_FEW).getFirst().text(),
                        "call " + contract.model() + "_classify_window only where " + contract.model()
                                + "_ready() says so");
    }

    private Optional<Cause> scores() {
        return with(Fault.SCORES).stream()
                .findFirst()
                .flatMap(decision -> cause(
                        Kind.OTHER_SCORES,
                        "the model in the sketch is not the one that was verified: " + decision.text(),
                        "replace the model's files by those of the last build"));
    }

    private Optional<Cause> again() {
        List<Failure> often = failures.stream()
                .filter(failure -> failure.problem() == Problem.TOO_OFTEN)
                .toList();
        return expectations.once() && often.size() * 2 > failures.size()
                ? cause(
                        Kind.TOO_OFTEN,
                        "the sketch prints the same event again: "
                                + often.getFirst().happened(),
                        "print where " + contract.model()
                                + "_smooth() returns 1, or leave out once: true in expect.yaml")
                : Optional.empty();
    }

    private static Optional<Cause> cause(Kind kind, String text, String hint) {
        return Optional.of(new Cause(kind, text, hint));
    }
}
