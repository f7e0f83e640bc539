package dev.tinywright.train;

/**
 * Whether features tell anything about classes.
 *
 * @param found whether the p-value is at most 0.01
 * @param accuracy balanced accuracy of the better of the models tried, leave-one-out, in [0, 1]
 * @param chance what balanced accuracy is by chance: 1 / classes
 * @param pValue how often shuffled labels look at least as telling as the real ones, corrected for the number of tests
 * @param evidence the same in a sentence without a full stop
 */
public record Signal(boolean found, double accuracy, double chance, double pValue, String evidence) {}
