package dev.tinywright.verify;

/**
 * Time of one inference on the board: an estimate.
 *
 * @param millis the middle
 * @param lowMillis with the fewest cycles per instruction that are plausible
 * @param highMillis with the most
 * @param basis from what it was estimated, in a sentence
 */
public record Latency(double millis, double lowMillis, double highMillis, String basis) {}
