package dev.tinywright.pipeline;

/**
 * What {@code tinywright verify} found.
 *
 * @param core that ran the firmware
 * @param rows test rows
 * @param mismatches rows whose answer differs from the integer reference's
 * @param accuracy share of rows that the firmware classified rightly
 * @param sameImage whether the image is, byte for byte, the one in {@code out/}
 */
public record Replay(String core, int rows, int mismatches, double accuracy, boolean sameImage) {}
