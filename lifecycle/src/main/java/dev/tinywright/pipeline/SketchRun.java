package dev.tinywright.pipeline;

import dev.tinywright.application.ApplicationVerdict;
import dev.tinywright.arduino.AvrCore;
import dev.tinywright.arduino.CompileErrors;
import dev.tinywright.arduino.Trace;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.report.ApplicationResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a sketch did, as the report tells it.
 *
 * @param rows 0 where it could not be run
 * @param cause of the failures, or why it could not be run; empty where it passed
 */
record SketchRun(
        String ranOn,
        int rows,
        int ambiguous,
        int right,
        int failed,
        List<ApplicationResult.Failure> failures,
        String cause,
        String hint,
        List<String> firstLines,
        OptionalLong flashBytes,
        OptionalLong ramBytes) {
    private static final int FIRST_LINES = 12;
    private static final int PROBLEM_FAILURES = 3;

    SketchRun {
        failures = List.copyOf(failures);
        firstLines = List.copyOf(firstLines);
    }

    static SketchRun notRun(Diagnosis diagnosis) {
        String where = diagnosis.where().isEmpty() ? "" : " (" + diagnosis.where() + ")";
        return new SketchRun(
                "",
                0,
                0,
                0,
                0,
                List.of(),
                diagnosis.what() + where,
                diagnosis.hint(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** False where it could not be run for a reason that is none of the sketch's: a program that is missing, a full disk. */
    boolean isTheSketchs() {
        return rows > 0 || cause.startsWith(CompileErrors.NOT_COMPILED);
    }

    /** Returns why it failed or could not be run, with the first failures; empty where it passed. */
    Optional<Diagnosis> problem() {
        if (cause.isEmpty()) {
            return Optional.empty();
        }
        String where = failures.stream()
                .limit(PROBLEM_FAILURES)
                .map(f -> "%s: %s, expected %s; %s".formatted(f.source(), f.reading(), f.expected(), f.got()))
                .collect(Collectors.joining("\n       "));
        return Optional.of(new Diagnosis(cause, where, hint));
    }

    static SketchRun of(ApplicationVerdict verdict, Trace trace) {
        return new SketchRun(
                verdict.ranOn(),
                verdict.rows(),
                verdict.ambiguousRows(),
                verdict.rightByLabel(),
                verdict.failedRows(),
                verdict.failures().stream()
                        .map(f -> new ApplicationResult.Failure(
                                f.origin().isEmpty() ? "row " + f.row() : f.origin(),
                                f.reading(),
                                f.expected(),
                                f.happened()))
                        .toList(),
                verdict.passed()
                        ? ""
                        : verdict.cause().map(ApplicationVerdict.Cause::text).orElse("not known"),
                verdict.cause().map(ApplicationVerdict.Cause::hint).orElse(""),
                trace.events().stream()
                        .filter(Trace.Event.Line.class::isInstance)
                        .map(Trace.Event.Line.class::cast)
                        .limit(FIRST_LINES)
                        .map(line -> String.format(Locale.ROOT, "%8.3f  %s", line.micros() / 1e6, line.text()))
                        .toList(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** Returns the same, after it also did what is expected somewhere else. */
    SketchRun and(SketchRun other) {
        return new SketchRun(
                "%s (%d rows), and %s (%d rows of these)".formatted(ranOn, rows, other.ranOn, other.rows),
                rows,
                ambiguous,
                right,
                failed,
                failures,
                cause,
                hint,
                other.firstLines,
                flashBytes,
                ramBytes);
    }

    /** Returns the same with the sizes of the image that would be uploaded. */
    SketchRun withImage(AvrCore.Size size) {
        return new SketchRun(
                ranOn,
                rows,
                ambiguous,
                right,
                failed,
                failures,
                cause,
                hint,
                firstLines,
                OptionalLong.of(size.flashBytes()),
                OptionalLong.of(size.ramBytes()));
    }
}
