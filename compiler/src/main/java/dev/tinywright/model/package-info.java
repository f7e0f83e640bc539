/**
 * Networks in float: {@link Architecture}, a list of {@link Layer} with names, shapes and costs, and {@link TrainedModel}, the
 * same with weights, which {@link FloatNetwork} runs.
 *
 * <p>An example, float32, (features) or (height, width, channels), goes in; logits, float32, (classes), or numbers come out.
 * Knows nothing of training: whoever trained it hands over plain arrays.
 */
@NullMarked
package dev.tinywright.model;

import org.jspecify.annotations.NullMarked;
