/**
 * Training of networks in worker processes, yardsticks to compare them with, and the test for any signal at all.
 *
 * <p>In: features, float32, (rows, features), and classes; an architecture; {@link TrainSettings}. Out: a
 * {@link dev.tinywright.model.TrainedModel} with its curve. libtorch is loaded by the workers only, so that a native
 * crash costs one candidate.
 */
@NullMarked
package dev.tinywright.train;

import org.jspecify.annotations.NullMarked;
