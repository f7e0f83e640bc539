/**
 * Networks in float: their architecture as a list of {@link Layer}, and {@link TrainedModel}, the same with weights.
 *
 * <p>A vector of features, float32, (features), goes in; logits, float32, (classes), come out. Knows nothing of
 * training: whoever trained it hands over plain arrays.
 */
@NullMarked
package dev.tinywright.model;

import org.jspecify.annotations.NullMarked;
