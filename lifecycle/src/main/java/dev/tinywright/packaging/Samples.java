package dev.tinywright.packaging;

/**
 * A few rows that a package carries, so that whoever builds it can see that it gives the right scores.
 *
 * @param readings as the model is called with them, (rows, readings); at least one row
 * @param scores what the integer reference makes of each, (rows, classes)
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
public record Samples(float[][] readings, byte[][] scores) {
    public Samples {
        if (readings.length == 0 || readings.length != scores.length) {
            throw new IllegalArgumentException(
                    readings.length + " rows of readings do not go with " + scores.length + " rows of scores");
        }
    }
}
