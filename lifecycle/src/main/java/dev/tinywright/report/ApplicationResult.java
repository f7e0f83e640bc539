package dev.tinywright.report;

import java.util.List;
import java.util.OptionalLong;

/**
 * What the sketch did while its sensors saw the test rows.
 *
 * @param wish what the task wants of it; empty where nothing, so that it prints the class
 * @param own true where the person wrote or edited the sketch or what is expected of it
 * @param sketch path of the sketch in the project folder
 * @param inputs where the readings come from, in words
 * @param ranOn what ran the sketch
 * @param note what differs from the board; may be empty
 * @param expected what the device must do, one line for each case
 * @param rows test rows that were shown
 * @param ambiguous rows whose raw readings, noise and all, the model itself gives several answers to: any of these counts
 * @param right rows for which the device's output was the row's true class
 * @param failed rows, or moments, at which it did something else than expected
 * @param failures the first of them
 * @param cause the most probable cause of the failures, empty where there are none
 * @param hint what to do about it
 * @param firstLines the first lines on the serial port, with the time
 * @param flashBytes of the sketch with its Arduino core, where a real core was linked
 * @param ramBytes static RAM of the same
 * @param leftOut words of the wish that nothing was made of
 * @param notes what else the person should know, such as which inputs are not from the board's sensors
 * @param thing what {@code rows} counts: "row", or "recording"
 */
public record ApplicationResult(
        boolean passed,
        String wish,
        boolean own,
        String sketch,
        String inputs,
        String ranOn,
        String note,
        List<String> expected,
        int rows,
        int ambiguous,
        int right,
        int failed,
        List<Failure> failures,
        String cause,
        String hint,
        List<String> firstLines,
        OptionalLong flashBytes,
        OptionalLong ramBytes,
        List<String> leftOut,
        List<String> notes,
        String thing) {
    /** What is shown of a table. */
    public static final String ROW = "row";

    /** What is shown of recordings. */
    public static final String RECORDING = "recording";

    /** Returns whether recordings were shown, frame by frame. */
    public boolean isOfRecordings() {
        return thing.equals(RECORDING);
    }

    public ApplicationResult {
        leftOut = List.copyOf(leftOut);
        expected = List.copyOf(expected);
        failures = List.copyOf(failures);
        firstLines = List.copyOf(firstLines);
        notes = List.copyOf(notes);
        if (passed != (failed == 0 && cause.isEmpty())) {
            throw new IllegalArgumentException("passed is " + passed + " with " + failed + " failures: " + cause);
        }
    }

    /**
     * @param source file and line of the row: "fruit.csv:17"
     * @param reading what the sensors gave and what the contract makes of it
     * @param expected what the device should have done
     * @param got what it did instead
     */
    public record Failure(String source, String reading, String expected, String got) {}
}
