package dev.tinywright.train;

/**
 * One point of a training curve. Losses are mean cross-entropies in nats, weighted where the settings weigh classes.
 *
 * @param epoch counts from 1
 * @param validationAccuracy in [0, 1]; of the training rows where there is no validation part
 */
public record EpochRecord(int epoch, double trainingLoss, double validationLoss, double validationAccuracy) {}
