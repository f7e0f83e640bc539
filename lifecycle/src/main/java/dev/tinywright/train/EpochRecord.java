package dev.tinywright.train;

/**
 * One point of a training curve. Losses are mean cross-entropies in nats, weighted where the settings weigh classes; of
 * numbers the mean Huber or squared loss in deviations of the training numbers; of repeated features the mean squared error.
 *
 * @param epoch counts from 1
 * @param validationAccuracy in [0, 1]; of numbers and features R², the share of their variance that is explained, at most 1;
 *     of the training rows where there is no validation part
 */
public record EpochRecord(int epoch, double trainingLoss, double validationLoss, double validationAccuracy) {}
