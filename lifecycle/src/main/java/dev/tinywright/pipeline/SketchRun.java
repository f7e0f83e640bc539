package dev.tinywright.pipeline;

import dev.tinywright.application.ApplicationVerdict;
import dev.tinywright.arduino.Trace;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.report.ReportFacts.ApplicationFailure;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

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
        List<ApplicationFailure> failures,
        String cause,
        String hint,
        List<String> firstLines,
        OptionalLong flashBytes,
        OptionalLong ramBytes) {
    private static final int FIRST_LINES = 12;

    SketchRun {
        failures = List.copyOf(failures);
        firstLines = List.copyOf(firstLines);
    }

    /** Sizes of a sketch linked with a real Arduino core; empty where none was. */
    record Image(OptionalLong flashBytes, OptionalLong ramBytes) {
        static final Image NONE = new Image(OptionalLong.empty(), OptionalLong.empty());
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

    static SketchRun of(ApplicationVerdict verdict, Trace trace, Image image) {
        return new SketchRun(
                verdict.ranOn(),
                verdict.rows(),
                verdict.ambiguousRows(),
                verdict.rightByLabel(),
                verdict.failedRows(),
                verdict.failures().stream()
                        .map(f -> new ApplicationFailure(
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
                image.flashBytes(),
                image.ramBytes());
    }
}
