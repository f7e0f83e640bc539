package dev.tinywright.application;

import java.util.List;
import java.util.Optional;

/**
 * Whether a sketch did what was expected of it, row by row.
 *
 * @param ranOn what ran it
 * @param rows that were shown to it
 * @param failedRows rows in which something was wrong
 * @param ambiguousRows rows for whose readings, noise and all, the model has more than one answer: each of them was accepted
 * @param rightByLabel rows for which the device showed what is expected for the row's true class
 * @param failures the first of them, at most {@link #MOST_LISTED}
 * @param cause why most of the failures happened, as far as it can be told
 */
public record ApplicationVerdict(
        String ranOn,
        int rows,
        int failedRows,
        int ambiguousRows,
        int rightByLabel,
        List<Failure> failures,
        Optional<Cause> cause) {
    /** More failures than this are counted only. */
    public static final int MOST_LISTED = 20;

    public ApplicationVerdict {
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failedRows == 0;
    }

    /** Returns one line: what was shown, what came of it. */
    public String summary() {
        return passed()
                ? "the sketch did what is expected for all " + rows + " rows"
                : "the sketch did not do what is expected in " + failedRows + " of " + rows + " rows"
                        + cause.map(why -> ": " + why.text()).orElse("");
    }

    /**
     * What was wrong while one row was shown.
     *
     * @param row from 0
     * @param origin where the row comes from, "fruit.csv line 7"; empty where unknown
     * @param reading the raw reading and what the contract makes of it
     * @param expected what should have been seen
     * @param happened what was seen instead, with times since the row was shown
     */
    public record Failure(int row, String origin, Problem problem, String reading, String expected, String happened) {
        /** Returns the failure in one line. */
        public String text() {
            String where = origin.isEmpty() ? "row " + row : "row " + row + " (" + origin + ")";
            return where + ", " + reading + ": expected " + expected + "; " + happened;
        }
    }

    /** What kind of thing was wrong in a row. */
    public enum Problem {
        NOT_RUNNING,
        NOT_READ,
        NOT_ASKED,
        WRONG_INPUT,
        WRONG_SCORES,
        WRONG_LINE,
        NO_LINE,
        TOO_RARE,
        TOO_OFTEN,
        NOT_SILENT,
        OTHER_LINE,
        WRONG_PIN,
        PIN_TOO_SHORT
    }

    /**
     * Why a sketch fails.
     *
     * @param text one sentence with evidence, without a full stop
     * @param hint what to change
     */
    public record Cause(Kind kind, String text, String hint) {}

    /** What sketches do wrong. */
    public enum Kind {
        FAULT,
        BLOCKED,
        FLOOD,
        SENSOR_NOT_READ,
        SENSOR_READ_ONCE,
        SENSOR_READ_TOO_RARELY,
        MODEL_NOT_CALLED,
        RAW_READINGS,
        OTHER_DIVISOR,
        OTHER_ORDER,
        OTHER_UNIT,
        INTEGER_DIVISION,
        NOT_A_NUMBER,
        ONE_INPUT_WRONG,
        STALE_INPUT,
        OTHER_INPUT,
        OTHER_RATE,
        FRAMES_SKIPPED,
        OTHER_SCORES,
        LABELS_MIXED_UP,
        CONSTANT_OUTPUT,
        OTHER_SPELLING,
        CLASS_NUMBER,
        NO_LINE_END,
        UNKNOWN_LINES,
        SILENT,
        ONLY_BLINKS,
        STOPS,
        TOO_LATE,
        TOO_RARE,
        TOO_OFTEN,
        UNSURE_IGNORED,
        UNSURE_WRONGLY,
        PIN_INVERTED,
        PIN_WRONG,
        PIN_TOO_SHORT,
        OTHER_LINES,
        UNKNOWN
    }
}
