package dev.tinywright.verify;

/**
 * Energy of one inference on the board: an estimate.
 *
 * @param microjoules the middle
 * @param lowMicrojoules for the shortest time
 * @param highMicrojoules for the longest
 * @param basis from what it was estimated, in a sentence
 */
public record Energy(double microjoules, double lowMicrojoules, double highMicrojoules, String basis) {}
