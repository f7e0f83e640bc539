package dev.tinywright.pipeline;

/**
 * What {@code tinywright verify} found.
 *
 * @param core that ran the firmware
 * @param rows test rows
 * @param mismatches rows whose answer differs from the integer reference's
 * @param accuracy share of rows that the firmware classified rightly; 0 where it predicts a number
 * @param error mean error of the numbers that the firmware predicted, in words; empty where it tells classes
 * @param sameImage whether the image is, byte for byte, the one in {@code out/}
 * @param sketchRows rows that the sketch's inputs were shown; 0 where it does not build
 * @param sketchCause why the sketch fails, most probably; empty where it does what is expected
 */
public record Replay(
        String core,
        int rows,
        int mismatches,
        double accuracy,
        String error,
        boolean sameImage,
        int sketchRows,
        String sketchCause) {
    /** True where nothing differs and the sketch does its part. */
    public boolean passed() {
        return mismatches == 0 && sameImage && sketchCause.isEmpty();
    }
}
