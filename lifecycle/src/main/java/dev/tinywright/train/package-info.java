/**
 * Training of networks in worker processes, of trees and distances in this one, yardsticks to compare them with, and the test
 * for any signal at all.
 *
 * <p>In: features, float32, (rows, features) with the shape of a row, and classes, numbers, or nothing but the features; an
 * architecture; {@link TrainSettings}. Out: a {@link dev.tinywright.model.TrainedModel} with its curve. libtorch is loaded by
 * the workers only, so that a native crash costs one candidate. Start at {@link TrainerPool#train}.
 */
@NullMarked
package dev.tinywright.train;

import org.jspecify.annotations.NullMarked;
